package onecard.edge.uplink;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// What stands at the broker as our status. The will of a link that broke may come behind the
/// `online` of the next one, and would stand for good: whoever is online hears it, and says
/// `online` again. Not so against a later run of ours that is online: of two that carry one name
/// the later has the last word. A broker may forbid us to hear it: then a late will stands until
/// the next link. Owned by the stepping thread, but for what [Inbound] says.
final class OwnStatus implements Inbound {

    /// Our own word comes back to us behind what stood there before.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Whoever keeps denying us gets no more than that for an answer.
    static final Duration EVERY = Duration.ofSeconds(10);

    private static final int BYTES_MAX = 1_024;

    private final String topic;
    private final long session;
    private boolean wrong;
    private long wrongSince = Long.MAX_VALUE;
    private long notBefore = Long.MIN_VALUE;

    OwnStatus(Topics topics, long session) {
        this.topic = topics.status();
        this.session = session;
    }

    @Override
    public Set<String> filters() {
        return Set.of(topic);
    }

    @Override
    public boolean wants(String other) {
        return other.equals(topic);
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        wrong = JsonReader.object(message.payload()).filter(this::isOnline).isEmpty();
        return wrong;
    }

    private boolean isOnline(Json.Obj status) {
        return status.text("state").equals(Optional.of("online"))
                && status.number("session").filter(number -> number >= session).isPresent();
    }

    /// Whether `online` is to be said again, by somebody who has said so; true once, and then not
    /// for a while.
    ///
    /// @param underWay our own word is not there yet
    boolean isToBeSaidAgain(boolean underWay, long now) {
        if (!wrong || underWay) {
            wrongSince = Long.MAX_VALUE;
            return false;
        }
        wrongSince = Math.min(wrongSince, now);
        if (now - wrongSince < PATIENCE.toNanos() || now < notBefore) {
            return false;
        }
        notBefore = now + EVERY.toNanos();
        return true;
    }

    /// A new link: what stands there is not known.
    void begin() {
        wrong = false;
    }
}

package onecard.edge.uplink;

import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.Outbox.Position;

/// What hosts say they hold: believed if a host's key signed it and the hash is that of our own
/// row, since what is acknowledged may be purged.
public final class Acks implements Inbound {

    /// An acknowledgement has some 500 bytes.
    private static final int BYTES_MAX = 4_096;

    private final Topics topics;
    private final TrustedKeys hosts;
    private final Outbox outbox;

    public Acks(Topics topics, TrustedKeys hosts, Outbox outbox) {
        this.topics = topics;
        this.hosts = hosts;
        this.outbox = outbox;
    }

    @Override
    public Set<String> filters() {
        return Set.of(topics.ack());
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(topics.ack());
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        return !message.retained()
                && hosts.verified(message.payload()).filter(this::taken).isPresent();
    }

    private boolean taken(Json.Obj ack) {
        boolean ours =
                ack.number("v").equals(Optional.of(1L))
                        && ack.text("site").equals(Optional.of(topics.site()))
                        && ack.text("device").equals(Optional.of(topics.device()));
        var epoch = ack.text("epoch");
        var seq = ack.number("seq");
        var hash = ack.text("hash");
        return ours
                && epoch.isPresent()
                && seq.isPresent()
                && hash.isPresent()
                && outbox.acked(new Position(epoch.get(), seq.get()), hash.get());
    }
}

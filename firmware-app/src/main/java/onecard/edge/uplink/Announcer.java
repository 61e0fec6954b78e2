package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.edge.crypto.Json;
import onecard.edge.uplink.Broker.Message;
import onecard.time.ClockTrust;

/// When the device says what of itself: `online` and `birth` once it serves, `birth` anew when
/// what it tells has changed, metrics by the minute. Owned by the stepping thread, but for what is
/// marked so.
final class Announcer {

    static final Duration METRICS_EVERY = Duration.ofSeconds(60);
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(1);

    private final Courier.Settings settings;
    private final Courier.Ports ports;
    private final Notices notices;
    private final OwnStatus standing;
    private final AtomicBoolean announce = new AtomicBoolean();
    private final AtomicBoolean measure = new AtomicBoolean();
    private ClockTrust trustTold = ClockTrust.UNTRUSTED;
    private boolean onlineSaid;
    private long metricsAt;
    private long clockAt;

    /// @param notices takes what is said
    Announcer(Courier.Settings settings, Courier.Ports ports, Notices notices) {
        this.settings = settings;
        this.ports = ports;
        this.notices = notices;
        standing = new OwnStatus(settings.topics(), settings.session());
    }

    /// Hears what stands at the broker.
    Inbound standing() {
        return standing;
    }

    /// Any thread: what `birth` tells has changed.
    void announce() {
        announce.set(true);
    }

    /// Any thread: metrics are wanted now.
    void measure() {
        measure.set(true);
    }

    /// A new link.
    void begin(long now) {
        announce.set(true);
        onlineSaid = false;
        metricsAt = now + METRICS_EVERY.toNanos();
        clockAt = now;
        standing.begin();
    }

    /// Says what is due.
    void say(long now) {
        lookAtClock(now);
        boolean serving = ports.serving().getAsBoolean();
        if (serving && announce.getAndSet(false)) {
            notices.say(message(settings.topics().birth(), ports.birth().get(), 1, true));
            if (!onlineSaid) {
                onlineSaid = true;
                notices.say(status("online"));
            }
        }
        if (!serving && onlineSaid) {
            onlineSaid = false;
            announce.set(true);
            notices.say(status("offline"));
        }
        boolean underWay = notices.isUnderWay(settings.topics().status());
        if (onlineSaid && standing.isToBeSaidAgain(underWay, now)) {
            notices.say(status("online"));
        }
        if (now >= metricsAt || measure.getAndSet(false)) {
            metricsAt = now + METRICS_EVERY.toNanos();
            notices.say(message(settings.topics().metrics(), ports.metrics().get(), 0, false));
        }
    }

    private void lookAtClock(long now) {
        if (now < clockAt) {
            return;
        }
        clockAt = now + CLOCK_EVERY.toNanos();
        var trust = ports.trust().get();
        if (trust != trustTold) {
            trustTold = trust;
            announce.set(true);
        }
    }

    /// @param state `online` or `offline`
    Message status(String state) {
        var said =
                Json.Obj.EMPTY
                        .with("state", state)
                        .with("session", settings.session())
                        .with("since", ports.wallTime().get());
        return message(settings.topics().status(), said, 1, true);
    }

    Message message(String topic, Json.Obj body, int qos, boolean retained) {
        var text = ports.canonical().apply(body);
        return new Message(topic, text.getBytes(StandardCharsets.UTF_8), qos, retained);
    }
}

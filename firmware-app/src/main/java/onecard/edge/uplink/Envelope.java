package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import onecard.edge.store.StoredEvent;

/// A stored event as it travels: the canonical text untouched, with the two transport facts put
/// behind its last member.
final class Envelope {

    static final Duration LIVE = Duration.ofSeconds(5);

    private Envelope() {}

    /// More than 5 s after recording, or from an earlier boot.
    static boolean replayed(StoredEvent event, long nowNanos) {
        return event.monoNanos() == Long.MIN_VALUE || nowNanos - event.monoNanos() > LIVE.toNanos();
    }

    static byte[] of(StoredEvent event, boolean replayed) {
        var json = event.json();
        var text = new StringBuilder(json.length() + 96).append(json, 0, json.length() - 1);
        if (!event.latencyMicros().isEmpty()) {
            text.append(",\"latencyus\":\"").append(event.latencyMicros()).append('"');
        }
        return text.append(",\"replayed\":")
                .append(replayed)
                .append('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}

package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import onecard.edge.store.journal.StoredEvent;

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
        var latency =
                event.latencyMicros().isEmpty()
                        ? ""
                        : ",\"latencyus\":\"" + event.latencyMicros() + '"';
        var end = (latency + ",\"replayed\":" + replayed + '}').getBytes(StandardCharsets.UTF_8);
        var text = event.json().getBytes(StandardCharsets.UTF_8);
        int brace = text.length - 1;
        var whole = Arrays.copyOf(text, brace + end.length);
        System.arraycopy(end, 0, whole, brace, end.length);
        return whole;
    }
}

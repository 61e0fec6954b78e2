package onecard.edge.walk;

import java.time.Duration;
import java.util.List;

/// An output that was switched, as a record of its line has it.
///
/// @param micros when, on the monotonic clock
record Switched(long micros, boolean on) {

    /// How long it was on first, from then on; zero: it was not, or is still.
    static Duration first(List<Switched> record, long sinceNanos) {
        long on = -1;
        for (var each : record) {
            if (each.micros < sinceNanos / 1_000) {
                continue;
            }
            if (each.on && on < 0) {
                on = each.micros;
            } else if (!each.on && on >= 0) {
                return Duration.ofNanos((each.micros - on) * 1_000);
            }
        }
        return Duration.ZERO;
    }
}

package onecard.time;

import java.time.Duration;
import java.time.Instant;

/// The one official now of a turn of the loop: when by the monotonic clock, when by the wall, and
/// how good the wall is. `wall` never lies before the persisted time floor.
public record Moment(Mono mono, Instant wall, ClockTrust trust) {

    /// The monotonic instant `duration` from now.
    public Mono plus(Duration duration) {
        return mono.plus(duration);
    }

    public boolean reached(Mono limit) {
        return mono.reached(limit);
    }
}

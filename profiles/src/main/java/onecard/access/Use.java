package onecard.access;

import java.time.Duration;
import java.time.Instant;

/// What a presentation uses up if it is granted: one of the times that something may be shown.
///
/// @param key of what is counted: a pass, one rolling code, one foreign code
/// @param times it may be granted at all, 1..255
/// @param until when it is worth nothing any more, granted or not
public record Use(Token key, int times, Instant until) {

    /// The longest that a gate takes a visitor's pass after its end.
    public static final Duration LATE_MAX = Duration.ofHours(4);

    public static final int TIMES_MAX = 255;

    /// Of a pass, wherever it is shown: what it was used for at a door counts at a gate that takes
    /// it longer.
    ///
    /// @param end of the pass
    public static Use ofPass(Token pass, int times, Instant end) {
        return new Use(pass, times, end.plus(LATE_MAX));
    }

    /// The same under the tokens of now.
    Use of(Renamed known) {
        var now = known.of(key);
        return now.equals(key) ? this : new Use(now, times, until);
    }

    public Use {
        if (times < 1 || times > TIMES_MAX) {
            throw new IllegalArgumentException(
                    "times must be 1.." + TIMES_MAX + ", but was " + times);
        }
    }
}

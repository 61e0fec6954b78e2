package onecard.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// The journey that a sale is of: the highest fare is paid as it begins, and what was too much goes
/// back as it ends.
///
/// How long it has lasted says the monotonic clock while the run goes on in which it began: a wall
/// clock that is set, forward or back, ends nothing. After a restart the wall alone is left, and it
/// is believed as far as it was trusted, then and now.
///
/// @param from stage where it began
/// @param until then it is over by the wall, and incomplete, unless it was ended; absent: nobody
///     knew the time as it began
/// @param since when it began in this run; absent: that was in an earlier one
public record Ride(int from, Optional<Instant> until, Optional<Mono> since) implements Prepaid {

    /// One that was begun before this run.
    public Ride(int from, Optional<Instant> until) {
        this(from, until, Optional.empty());
    }

    /// @param longest it may last
    static Ride begun(int from, Duration longest, Moment now) {
        var until = now.trust().uncertainty().map(off -> now.wall().plus(longest).plus(off));
        return new Ride(from, until, Optional.of(now.mono()));
    }

    /// Whether it is over though nobody ended it. What nobody can tell is not: whoever rides is
    /// owed what was too much.
    boolean isOver(Duration longest, Moment now) {
        if (since.isPresent()) {
            return now.reached(since.get().plus(longest));
        }
        var off = now.trust().uncertainty();
        return now.trust() != ClockTrust.UNTRUSTED
                && until.filter(end -> !now.wall().minus(off.orElse(Duration.ZERO)).isBefore(end))
                        .isPresent();
    }
}

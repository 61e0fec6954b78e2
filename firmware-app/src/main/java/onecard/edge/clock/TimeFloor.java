package onecard.edge.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onecard.time.Mono;

/// The wall time that is never fallen behind, with what the monotonic clock has counted since. It
/// rises with a synchronised clock, with `issued` of verified heads, and with the build time of
/// the software; nothing lowers it. A leap of more than 31 days is believed only when two
/// synchronised readings 10 min apart agree on it: one forged answer of a time server would
/// otherwise end every permission for good.
///
/// @param wall the floor at `since`
/// @param leap a synchronised reading beyond 31 days that waits for the second one
record TimeFloor(Instant wall, Mono since, Optional<Leap> leap) {

    static final Duration LEAP = Duration.ofDays(31);
    static final Duration CONFIRMED_AFTER = Duration.ofMinutes(10);

    /// The floor stays so far behind a synchronised clock: a time server's small correction
    /// backwards is no clock set back. It is also the most a clock set back can gain.
    static final Duration SLACK = Duration.ofSeconds(5);

    /// Two readings of a leap agree when they differ by no more than a bad crystal and a
    /// correction can make of 10 min.
    private static final Duration AGREE = Duration.ofMinutes(1);

    /// @param wall and mono of the first synchronised reading beyond the limit
    record Leap(Instant wall, Mono mono) {
        boolean agrees(Instant later, Mono at) {
            var expected = wall.plus(at.since(mono));
            return Duration.between(expected, later).abs().compareTo(AGREE) <= 0;
        }
    }

    /// The floor of a start. The build time and what was kept are believed at once: the package is
    /// signed, and the state directory was ours.
    static TimeFloor of(Instant atLeast, Mono now) {
        return new TimeFloor(atLeast, now, Optional.empty());
    }

    Instant at(Mono now) {
        return wall.plus(now.since(since));
    }

    /// What was kept before the restart.
    TimeFloor kept(Instant kept, Mono now) {
        return at(now).isBefore(kept) ? new TimeFloor(kept, now, leap) : this;
    }

    /// A reading of a clock that is synchronised right now.
    TimeFloor synced(Instant read, Mono now) {
        var to = read.minus(SLACK);
        if (!to.isAfter(at(now))) {
            // Near the floor again: what leapt has gone back.
            return leap.isPresent() ? new TimeFloor(wall, since, Optional.empty()) : this;
        }
        if (!isLeap(to, now)) {
            return new TimeFloor(to, now, Optional.empty());
        }
        if (leap.filter(first -> first.agrees(read, now)).isEmpty()) {
            return new TimeFloor(wall, since, Optional.of(new Leap(read, now)));
        }
        boolean confirmed =
                leap.filter(first -> now.reached(first.mono().plus(CONFIRMED_AFTER))).isPresent();
        return confirmed ? new TimeFloor(to, now, Optional.empty()) : this;
    }

    /// `issued` of a head whose signature was right. One beyond the limit raises nothing: a head
    /// alone is no second sync.
    TimeFloor issued(Instant issued, Mono now) {
        return issued.isAfter(at(now)) && !isLeap(issued, now)
                ? new TimeFloor(issued, now, leap)
                : this;
    }

    private boolean isLeap(Instant to, Mono now) {
        return to.isAfter(at(now).plus(LEAP));
    }
}

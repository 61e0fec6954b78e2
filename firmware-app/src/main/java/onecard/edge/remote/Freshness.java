package onecard.edge.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onecard.edge.command.SignedCommand;
import onecard.edge.words.Message;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// How old a command is at least: by the wall, as far as it is believed; by the time floor; and
/// while the wall is not in step with a time source, by the newest command of this session and
/// what the monotonic clock has counted since. Owned by the uplink's thread.
final class Freshness {

    static final Duration LIMIT = SignedCommand.FRESH;

    private Optional<Newest> newest = Optional.empty();

    /// The latest that any command of this session was issued at, and when it came.
    private record Newest(Instant issued, Mono came) {
        Instant at(Mono now) {
            return issued.plus(now.since(came));
        }
    }

    /// Why it is not to be done; empty if it is fresh, and remembered as that.
    ///
    /// @param floor that the present is never before
    Optional<Words> objection(Instant issued, Instant expires, Moment now, Instant floor) {
        if (now.trust() == ClockTrust.SYNCED) {
            // Better than any signer's clock, and one that was wrong is forgotten.
            newest = Optional.empty();
        }
        var present = atLeast(now, floor);
        if (present.isAfter(issued.plus(LIMIT)) || !present.isBefore(expires)) {
            return Optional.of(Message.COMMAND_OLD.with(LIMIT.toSeconds()));
        }
        boolean ahead =
                now.trust()
                        .uncertainty()
                        .filter(off -> issued.isAfter(now.wall().plus(off).plus(LIMIT)))
                        .isPresent();
        if (ahead) {
            return Optional.of(Message.COMMAND_AHEAD.with(LIMIT.toSeconds()));
        }
        if (newest.filter(known -> !issued.isAfter(known.at(now.mono()))).isEmpty()) {
            newest = Optional.of(new Newest(issued, now.mono()));
        }
        return Optional.empty();
    }

    private Instant atLeast(Moment now, Instant floor) {
        var least = newest.map(known -> later(known.at(now.mono()), floor)).orElse(floor);
        return now.trust()
                .uncertainty()
                .map(off -> later(now.wall().minus(off), least))
                .orElse(least);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package onecard.edge.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt.
@FunctionalInterface
public interface Backoff {

    /// @param attempt failures in a row before this one, from 0
    Duration delay(Trouble trouble, int attempt);

    /// A dead network: full jitter under a ceiling that doubles from 1 s to 45 s, so that a
    /// thousand doors do not come back in one instant, and are all back within a minute of the
    /// broker. What only a person or the clock can mend: minutes, at least half of the ceiling,
    /// so that a wrong password makes a bounded number of attempts an hour.
    static Backoff jittered(RandomGenerator random) {
        return jittered(random, LONGEST);
    }

    /// The same of a device that others wait for: it is back within seconds of a network. There are
    /// few of those at a broker.
    static Backoff prompt(RandomGenerator random) {
        return jittered(random, PROMPT);
    }

    Duration LONGEST = Duration.ofSeconds(45);

    /// Of a gate: what it let in by a pass while it was alone is known to the others within 5 s of
    /// the line's return, with the connection and the records.
    Duration PROMPT = Duration.ofSeconds(2);

    private static Backoff jittered(RandomGenerator random, Duration longest) {
        return (trouble, attempt) ->
                switch (trouble) {
                    case NETWORK -> full(random, doubled(1_000, attempt, longest.toMillis()));
                    case BUSY -> full(random, doubled(1_000, attempt, LONGEST.toMillis()));
                    case CLOCK -> half(random, 60_000);
                    case REFUSED, TLS -> half(random, doubled(120_000, attempt, 900_000));
                    case TAKEN_OVER -> half(random, doubled(240_000, attempt, 900_000));
                };
    }

    private static long doubled(long millis, int times, long most) {
        return Math.min(most, millis << Math.min(times, 20));
    }

    private static Duration full(RandomGenerator random, long ceilingMillis) {
        return Duration.ofMillis(Math.max(50, random.nextLong(ceilingMillis) + 1));
    }

    private static Duration half(RandomGenerator random, long ceilingMillis) {
        return Duration.ofMillis(ceilingMillis / 2 + random.nextLong(ceilingMillis / 2) + 1);
    }
}

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
        return (trouble, attempt) ->
                switch (trouble) {
                    case NETWORK, BUSY -> {
                        long ceiling = doubled(1_000, attempt, 45_000);
                        yield Duration.ofMillis(Math.max(50, random.nextLong(ceiling) + 1));
                    }
                    case CLOCK -> half(random, 60_000);
                    case REFUSED, TLS -> half(random, doubled(120_000, attempt, 900_000));
                    case TAKEN_OVER -> half(random, doubled(240_000, attempt, 900_000));
                };
    }

    private static long doubled(long millis, int times, long most) {
        return Math.min(most, millis << Math.min(times, 20));
    }

    private static Duration half(RandomGenerator random, long ceilingMillis) {
        return Duration.ofMillis(ceilingMillis / 2 + random.nextLong(ceilingMillis / 2) + 1);
    }
}

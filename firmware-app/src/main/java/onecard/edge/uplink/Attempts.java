package onecard.edge.uplink;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How long to wait before the next attempt. Each trouble is counted by itself, until a link was a
/// good one: a broker that fails in two ways by turns is not tried as if each time were the first.
/// One thread.
final class Attempts {

    /// A link that lasted this long was a good one: the next back-off starts from the bottom.
    static final Duration SETTLED = Duration.ofSeconds(10);

    private final Backoff backoff;
    private final Map<Trouble, Integer> failures = new EnumMap<>(Trouble.class);

    Attempts(Backoff backoff) {
        this.backoff = backoff;
    }

    /// @param lasted how long the link served
    Duration failed(Trouble trouble, Duration lasted) {
        if (lasted.compareTo(SETTLED) >= 0) {
            failures.clear();
        }
        int before = failures.merge(trouble, 1, Integer::sum) - 1;
        return backoff.delay(trouble, before);
    }
}

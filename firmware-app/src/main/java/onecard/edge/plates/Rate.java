package onecard.edge.plates;

import java.util.function.LongSupplier;

/// So many posts in any second of the monotonic clock, for the clients of one port, which come on
/// threads of their own; so it has a lock.
final class Rate {

    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private final long[] taken = new long[HttpPlateSource.POSTS_MAX];
    private int next; // these three guarded by this
    private int count;

    Rate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether one more is taken now.
    synchronized boolean take() {
        long now = nanos.getAsLong();
        if (count == taken.length && now - taken[next] < SECOND) {
            return false;
        }
        taken[next] = now;
        next = (next + 1) % taken.length;
        count = Math.min(count + 1, taken.length);
        return true;
    }
}

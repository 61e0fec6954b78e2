package onecard.edge.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.edge.state.ListFeed.Wanted;

/// Which of the missing buckets are asked for now: so many at once, of each head in its turn, so
/// that none waits for another's that do not come. Owned by a [ListFeed].
final class Fetching {

    /// What may be on its way to a small board.
    static final int AT_ONCE = 16;

    /// A broker that retains a bucket has sent it by then.
    static final Duration OVERDUE = Duration.ofSeconds(10);

    private final Map<Wanted, Long> since = new HashMap<>();
    private long cameNanos = Long.MIN_VALUE;

    /// Chooses anew.
    ///
    /// @param missing of each head, in the order to be asked for
    Set<Wanted> follow(Collection<List<Wanted>> missing, long nowNanos) {
        var turns = new ArrayDeque<Iterator<Wanted>>();
        missing.forEach(one -> turns.add(one.iterator()));
        var chosen = new HashSet<Wanted>();
        while (chosen.size() < AT_ONCE && !turns.isEmpty()) {
            var one = turns.remove();
            if (one.hasNext()) {
                chosen.add(one.next());
                turns.add(one);
            }
        }
        since.keySet().retainAll(chosen);
        chosen.forEach(it -> since.putIfAbsent(it, nowNanos));
        return Set.copyOf(chosen);
    }

    /// One came: what was asked for with it is on the same line, behind it.
    void came(long nowNanos) {
        cameNanos = nowNanos;
    }

    /// Those that were asked for too long ago; what is chosen again counts from then on.
    List<Wanted> overdue(long nowNanos) {
        var overdue =
                since.entrySet().stream()
                        .filter(one -> nowNanos - one.getValue() >= OVERDUE.toNanos())
                        .filter(_ -> nowNanos - OVERDUE.toNanos() >= cameNanos)
                        .map(Map.Entry::getKey)
                        .toList();
        overdue.forEach(since::remove);
        return overdue;
    }
}

package onecard.money;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.ListVersion;

/// A price list as it is in force. Immutable.
///
/// Each row of an item has a time. Of those whose time it is the one that began last holds, so a
/// price for a week comes before the one for ever, and that one is back afterwards. Where two of
/// them began at once and differ, nobody knows what the item costs: it is not sold at all, though
/// another of its rows may be clear. The wall clock counts as it is, trusted or not, as it does for
/// meals.
public final class PriceTable {

    private final ListVersion list;
    private final Map<String, List<Row>> rows;
    private final Set<String> unclear;
    private final NavigableSet<Instant> edges = new TreeSet<>();

    /// One price of an item.
    ///
    /// @param from absent: from ever
    /// @param until not any more from then on; absent: for ever
    public record Row(Cost cost, Optional<Instant> from, Optional<Instant> until) {

        boolean holds(Instant wall) {
            return !began().isAfter(wall) && until.filter(end -> !wall.isBefore(end)).isEmpty();
        }

        private Instant began() {
            return from.orElse(Instant.MIN);
        }

        private boolean isEver() {
            return until.filter(end -> !began().isBefore(end)).isEmpty();
        }
    }

    /// What holds from one moment on until the next at which anything changes.
    ///
    /// @param tariff absent: the list is over
    /// @param from absent: from ever
    /// @param until absent: for ever
    public record Standing(
            Optional<Tariff> tariff, Optional<Instant> from, Optional<Instant> until) {

        /// Where no list is held.
        public static final Standing NOTHING =
                new Standing(Optional.empty(), Optional.empty(), Optional.empty());

        /// Whether it is so then.
        public boolean holds(Instant wall) {
            return from.filter(wall::isBefore).isEmpty()
                    && until.filter(end -> !wall.isBefore(end)).isEmpty();
        }
    }

    /// @param rows by item
    /// @param unclear items of which something else stands there that nobody understands: they are
    ///     not sold
    public PriceTable(ListVersion list, Map<String, List<Row>> rows, Set<String> unclear) {
        this.list = list;
        var bad = new TreeSet<>(unclear);
        var good = new HashMap<String, List<Row>>();
        rows.forEach(
                (item, prices) -> {
                    if (contradict(prices)) {
                        bad.add(item);
                    } else if (!bad.contains(item)) {
                        good.put(item, List.copyOf(prices));
                    }
                });
        this.rows = Map.copyOf(good);
        this.unclear = Set.copyOf(bad);
        for (var prices : good.values()) {
            for (var row : prices) {
                row.from().ifPresent(edges::add);
                row.until().ifPresent(edges::add);
            }
        }
        list.validUntil().ifPresent(edges::add);
    }

    private static boolean contradict(List<Row> rows) {
        var first = new HashMap<Instant, Row>();
        for (var row : rows) {
            if (row.isEver()) {
                var other = first.putIfAbsent(row.began(), row);
                if (other != null && !row.cost().equals(other.cost())) {
                    return true;
                }
            }
        }
        return false;
    }

    public ListVersion list() {
        return list;
    }

    /// Items that are not sold because nobody can tell what they cost.
    public Set<String> unclear() {
        return unclear;
    }

    /// What stands then.
    public Standing at(Instant wall) {
        return new Standing(
                list.over(wall) ? Optional.empty() : Optional.of(tariff(wall)),
                Optional.ofNullable(edges.floor(wall)),
                Optional.ofNullable(edges.higher(wall)));
    }

    private Tariff tariff(Instant wall) {
        var costs = new HashMap<String, Cost>();
        rows.forEach((item, prices) -> holds(prices, wall).ifPresent(it -> costs.put(item, it)));
        return new Tariff(new PriceVersion(list.name(), list.version()), costs);
    }

    /// Plain loops: all items are looked at on the loop's thread, at each edge.
    private static Optional<Cost> holds(List<Row> prices, Instant wall) {
        var last = Optional.<Row>empty();
        for (var row : prices) {
            if (row.holds(wall) && (last.isEmpty() || row.began().isAfter(last.get().began()))) {
                last = Optional.of(row);
            }
        }
        return last.map(Row::cost);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PriceTable table
                && list.equals(table.list)
                && rows.equals(table.rows)
                && unclear.equals(table.unclear);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.name() + " " + list.version() + ", " + rows.size() + " items";
    }
}

package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import onecard.money.PriceTable;
import onecard.money.PriceTable.Standing;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.time.Moment;
import onecard.time.Mono;

/// What tills sell by price lists, as they stand now: each till is told when a list is another, and
/// when the time comes at which one of its prices begins or ends. Owned by the edge loop.
final class Tariffs {

    /// Whatever is further away is looked at again then: prices may be for ages, nanoseconds not.
    private static final Duration FAR = Duration.ofDays(1);

    private final Map<String, List<PointSlot<?>>> slots = new HashMap<>();

    /// In their order: what a change ends is in the journal, and a day told again gives the same.
    private final NavigableMap<String, Known> known = new TreeMap<>();

    private final Postures.Mover mover;
    private Optional<Mono> wake = Optional.empty();

    /// @param table absent: the list is not held
    private record Known(Optional<PriceTable> table, Standing standing) {}

    Tariffs(List<PointSlot<?>> points, Postures.Mover mover) {
        this.mover = mover;
        for (var slot : points) {
            slot.parts
                    .sells()
                    .flatMap(PointSlot.Sells::prices)
                    .ifPresent(
                            list -> slots.computeIfAbsent(list, _ -> new ArrayList<>()).add(slot));
        }
    }

    /// The list is that from now on.
    void told(String list, Optional<PriceTable> table, Moment now) {
        stands(list, table, now);
        look(now);
    }

    /// Whatever time, or a clock that was set, has changed.
    void due(Moment now) {
        for (var list : List.copyOf(known.entrySet())) {
            if (!list.getValue().standing().holds(now.wall())) {
                stands(list.getKey(), list.getValue().table(), now);
            }
        }
        look(now);
    }

    Optional<Mono> nextWake() {
        return wake;
    }

    private void stands(String list, Optional<PriceTable> table, Moment now) {
        var standing = table.map(it -> it.at(now.wall())).orElse(Standing.NOTHING);
        known.put(list, new Known(table, standing));
        var priced = new Input.AtTill.Priced(standing.tariff());
        for (var slot : slots.getOrDefault(list, List.of())) {
            mover.step(slot, priced, Cause.SCHEDULE, now);
        }
    }

    /// The wall clock may be slewed: how far its next edge is away is looked at anew each turn.
    private void look(Moment now) {
        wake = Optional.empty();
        for (var each : known.values()) {
            wake = Mono.sooner(wake, each.standing().until().map(edge -> until(edge, now)));
        }
    }

    private static Mono until(Instant edge, Moment now) {
        var left = Duration.between(now.wall(), edge);
        return now.plus(left.compareTo(FAR) < 0 ? left : FAR);
    }
}

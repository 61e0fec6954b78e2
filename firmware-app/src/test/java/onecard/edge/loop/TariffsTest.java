package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.money.Cost;
import onecard.money.Fen;
import onecard.money.PriceTable;
import onecard.point.PostureHours;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.Till;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// When tills are told that prices begin or end.
class TariffsTest {

    private static final int LISTS = 12;
    private static final Moment NOON = new Moment(new Mono(0), Canteen.NOON, ClockTrust.SYNCED);

    /// What a change ends is in the journal, and the same day must give the same journal.
    @Test
    void ofSeveralListsThatChangeAtOnceTheOrderIsAlwaysTheSame() {
        var names = IntStream.range(10, 10 + LISTS).mapToObj(it -> "list-" + it).toList();
        var told = new ArrayList<String>();
        var tariffs =
                new Tariffs(
                        List.copyOf(names.stream().map(TariffsTest::till).toList()),
                        (slot, _, _, _) -> told.add(slot.parts.id()));
        for (var list : names.reversed()) {
            tariffs.told(list, Optional.of(table(list)), NOON);
        }
        told.clear();

        var later = Duration.ofMinutes(5);
        tariffs.due(new Moment(NOON.mono().plus(later), NOON.wall().plus(later), NOON.trust()));
        assertEquals(names, told);
    }

    /// One price that ends in five minutes.
    private static PriceTable table(String list) {
        var until = Optional.of(NOON.wall().plus(Duration.ofMinutes(5)));
        var cost = new Cost(new Fen(1_200), Cost.Per.PIECE);
        var row = new PriceTable.Row(cost, Optional.empty(), until);
        return new PriceTable(
                new ListVersion(list, 1, NOON.wall(), Optional.empty()),
                Map.of("lunch", List.of(row)),
                Set.of());
    }

    private static PointSlot<?> till(String list) {
        var lunch = new Assortment.MealsByList(Set.of("lunch"));
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        list,
                        "canteen",
                        new Till(lunch, Attendance.NONE),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                        PostureHours.NONE,
                        Map.of(list + "-reader", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new LogPanel(list),
                        Optional.of(
                                new PointSlot.Sells(
                                        Canteen.terms(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(list),
                                        0,
                                        new LogCounter(list),
                                        Optional.empty()))));
    }
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.ListVersion;
import onecard.money.Cost.Per;
import onecard.money.PriceTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a price list says that things cost, and when.
class PriceTableTest {

    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");
    private static final ListVersion LIST =
            new ListVersion("dishes", 7, NOON.minus(Duration.ofDays(1)), Optional.empty());

    @Test
    void aPriceForAWeekComesBeforeTheOneForEverWhichIsBackAfterwards() {
        var table =
                table(
                        row(800, Optional.empty(), Optional.empty()),
                        row(600, at(0), at(10)),
                        row(500, at(3), at(4)));

        assertEquals(Optional.of(800L), fen(table, -1));
        assertEquals(Optional.of(600L), fen(table, 0));
        assertEquals(Optional.of(500L), fen(table, 3));
        assertEquals(Optional.of(600L), fen(table, 4));
        assertEquals(Optional.of(800L), fen(table, 10));
        assertEquals(Set.of(), table.unclear());
    }

    @Test
    void outsideItsTimeAnItemIsNotSold() {
        var table = table(row(600, at(0), at(10)));

        assertEquals(Optional.empty(), fen(table, -1));
        assertEquals(Optional.empty(), fen(table, 10));
        assertEquals(
                Optional.of(new PriceVersion("dishes", 7)),
                table.at(minute(10)).tariff().map(Tariff::version),
                "the list is held all the same");
    }

    @Test
    void rowsThatContradictEachOtherSellNothing() {
        var clear = List.of(row(300, Optional.empty(), Optional.empty()));
        for (var unclear :
                List.of(
                        List.of(row(600, at(0), at(10)), row(601, at(0), at(5))),
                        List.of(row(600, at(0), at(10)), gram(600, at(0))),
                        List.of(
                                row(6, Optional.empty(), at(1)),
                                row(7, Optional.empty(), at(2))))) {
            var table = new PriceTable(LIST, Map.of("2", unclear, "3", clear), Set.of());

            assertEquals(Set.of("2"), table.unclear());
            assertEquals(Set.of("3"), costs(table, 20).keySet());
            assertEquals(Set.of("3"), costs(table, 3).keySet());
        }
    }

    @Test
    void whatSaysTheSameTwiceOrNeverHoldsContradictsNothing() {
        var table =
                table(
                        row(600, at(0), at(10)),
                        row(600, at(0), at(5)),
                        row(700, at(0), at(0)),
                        row(800, at(0), at(-5)));

        assertEquals(Optional.of(600L), fen(table, 7));
        assertEquals(Set.of(), table.unclear());
    }

    @Test
    void ofAnItemThatNobodyUnderstandsNothingIsSold() {
        var rows = Map.of("2", List.of(row(600, Optional.empty(), Optional.empty())));
        var table = new PriceTable(LIST, rows, Set.of("2", "9"));

        assertEquals(Map.of(), costs(table, 0));
        assertEquals(Set.of("2", "9"), table.unclear());
    }

    @Test
    void pastItsValidityItSaysNothing() {
        var list = new ListVersion("dishes", 7, LIST.asOf(), at(5));
        var rows = Map.of("2", List.of(row(600, Optional.empty(), Optional.empty())));
        var table = new PriceTable(list, rows, Set.of());

        assertTrue(table.at(minute(5).minusNanos(1)).tariff().isPresent());
        assertEquals(at(5), table.at(minute(0)).until(), "when somebody must look again");
        assertEquals(Optional.empty(), table.at(minute(5)).tariff());
        assertEquals(Optional.empty(), table.at(minute(5)).until());
        assertFalse(table.at(minute(5)).holds(minute(4)), "a clock that is set back");
    }

    // --- by random rows, minute by minute ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatStandsIsWhatTheRowsSayAndForAsLong(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            var rows = new HashMap<String, List<Row>>();
            for (var item : List.of("2", "3", "soup")) {
                var some = new ArrayList<Row>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    some.add(row(1 + random.nextInt(3), some(random), some(random)));
                }
                rows.put(item, some);
            }
            var list = new ListVersion("dishes", 7, LIST.asOf(), some(random));
            var table = new PriceTable(list, rows, Set.of());
            var standing = table.at(minute(-1));
            for (int minute = -1; minute < 32; minute++) {
                var slow = slow(list, rows, minute);
                var now = table.at(minute(minute));
                assertEquals(slow, now.tariff().map(Tariff::costs), "seed " + seed);
                assertTrue(now.holds(minute(minute)));
                if (standing.holds(minute(minute))) {
                    assertEquals(standing, now, "nothing changed before it said so");
                }
                standing = now;
            }
        }
    }

    private static Optional<Instant> some(Random random) {
        return random.nextInt(3) == 0 ? Optional.empty() : at(random.nextInt(30));
    }

    /// By looking at each pair of rows.
    private static Optional<Map<String, Cost>> slow(
            ListVersion list, Map<String, List<Row>> rows, int minute) {
        if (list.validUntil().filter(end -> !minute(minute).isBefore(end)).isPresent()) {
            return Optional.empty();
        }
        var costs = new HashMap<String, Cost>();
        rows.forEach(
                (item, some) -> {
                    boolean clear = true;
                    for (int at = -1; at < 32; at++) {
                        clear &= latest(some, at).stream().distinct().count() <= 1;
                    }
                    if (clear) {
                        latest(some, minute).forEach(cost -> costs.put(item, cost));
                    }
                });
        return Optional.of(costs);
    }

    /// What the rows cost that hold then and began last.
    private static List<Cost> latest(List<Row> rows, int minute) {
        var now = minute(minute);
        var holding =
                rows.stream()
                        .filter(row -> !row.from().orElse(Instant.MIN).isAfter(now))
                        .filter(row -> row.until().orElse(Instant.MAX).isAfter(now))
                        .toList();
        var last =
                holding.stream().map(row -> row.from().orElse(Instant.MIN)).max(Instant::compareTo);
        // Of those that began together, though another began later meanwhile.
        var together = new HashMap<Instant, List<Cost>>();
        holding.forEach(
                row ->
                        together.computeIfAbsent(
                                        row.from().orElse(Instant.MIN), _ -> new ArrayList<>())
                                .add(row.cost()));
        for (var costs : together.values()) {
            if (costs.stream().distinct().count() > 1) {
                return costs;
            }
        }
        return last.map(began -> Objects.requireNonNull(together.get(began))).orElse(List.of());
    }

    // --- what a till takes of it ---

    @Test
    void aTillTakesWhatItKnowsByNameNumberOrWeight() {
        var tariff =
                new Tariff(
                        new PriceVersion("dishes", 1),
                        Map.of(
                                "lunch", new Cost(new Fen(1_500), Per.PIECE),
                                "2", new Cost(new Fen(800), Per.PIECE),
                                "07", new Cost(new Fen(900), Per.PIECE),
                                "1000", new Cost(new Fen(900), Per.PIECE),
                                "3", new Cost(new Fen(400), Per.HUNDRED_GRAMS),
                                "buffet", new Cost(new Fen(4_500), Per.KILOGRAM)));

        assertEquals(
                Map.of("lunch", new Fen(1_500)), tariff.pieces(Set.of("lunch", "supper", "3")));
        assertEquals(Map.of(2L, new Fen(800)), tariff.numbered(2, 999));
        assertEquals(Optional.of(new Fen(4_500)), tariff.kilogram("buffet"));
        assertEquals(Optional.of(new Fen(4_000)), tariff.kilogram("3"));
        assertEquals(Optional.empty(), tariff.kilogram("lunch"));
        assertEquals(Optional.empty(), tariff.kilogram("nothing"));
    }

    @ParameterizedTest
    @CsvSource({"0, PIECE", "10000000, PIECE", "10000000, KILOGRAM", "1000000, HUNDRED_GRAMS"})
    void noCostIsNothingOrSoDearThatASumOverflows(long fen, Per per) {
        assertThrows(IllegalArgumentException.class, () -> new Cost(new Fen(fen), per));
        assertEquals(new Fen(9_999_999), new Cost(new Fen(9_999_999), Per.KILOGRAM).fen());
        assertEquals(new Fen(999_999), new Cost(new Fen(999_999), Per.HUNDRED_GRAMS).fen());
    }

    // --- small steps ---

    private static PriceTable table(Row... rows) {
        return new PriceTable(LIST, Map.of("2", List.of(rows)), Set.of());
    }

    private static Row row(long fen, Optional<Instant> from, Optional<Instant> until) {
        return new Row(new Cost(new Fen(fen), Per.PIECE), from, until);
    }

    private static Row gram(long fen, Optional<Instant> from) {
        return new Row(new Cost(new Fen(fen), Per.KILOGRAM), from, Optional.empty());
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Optional<Instant> at(int minute) {
        return Optional.of(minute(minute));
    }

    private static Map<String, Cost> costs(PriceTable table, int minute) {
        return table.at(minute(minute)).tariff().orElseThrow().costs();
    }

    private static Optional<Long> fen(PriceTable table, int minute) {
        return Optional.ofNullable(costs(table, minute).get("2")).map(cost -> cost.fen().fen());
    }
}

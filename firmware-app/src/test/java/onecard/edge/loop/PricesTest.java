package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.ListVersion;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Occurrences;
import onecard.money.Cost;
import onecard.money.Cost.Per;
import onecard.money.Fen;
import onecard.money.PriceTable;
import onecard.money.PriceTable.Row;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;

/// Tills whose prices stand in a list, through the loop: what is shown is what is asked, whatever
/// becomes of the list, and each sale names the version that it was sold by.
class PricesTest {

    private static final Instant NOW = Canteen.NOON;

    private final Canteen canteen = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);

    // --- the list ---

    @Test
    void withoutAListNothingIsSoldAndWhyIsSaid() {
        canteen.tap("listed", 1);
        canteen.key("dishes", 2);
        canteen.tap("dishes", 1);
        canteen.tap("buffet", 1);
        canteen.answer();

        assertEquals(Map.of(), canteen.sales());
        assertEquals(
                List.of(
                        "listed REFUSED See desk",
                        "dishes says No valid prices",
                        "dishes REFUSED See desk",
                        "buffet REFUSED See desk"),
                canteen.told.stream()
                        .filter(it -> it.contains(" says ") || it.contains(" REFUSED "))
                        .toList());
        assertEquals(
                List.of("STALE_LIST", "STALE_LIST", "STALE_LIST"),
                canteen.rows.stream()
                        .flatMap(row -> Occurrences.data(row).text("reason").stream())
                        .toList());
    }

    @Test
    void whatASaleWasSoldByIsInEachOfItsRecords() {
        told(3, meal(1_200));
        pays("listed", 1);

        assertEquals(Map.of("listed:1", "done personal 12.00"), canteen.sales());
        assertEquals(List.of(3L, 3L), versions("listed:1"));
    }

    @Test
    void anotherVersionIsShownAtOnceAndAskedForFromThenOn() {
        told(3, meal(1_200));
        canteen.told.clear();
        told(4, meal(1_300));

        assertEquals(List.of("listed posts OfMeal[fen={lunch=13.00}]"), posts());
        pays("listed", 1);
        assertEquals(Map.of("listed:1", "done personal 13.00"), canteen.sales());
        assertEquals(List.of(4L, 4L), versions("listed:1"));
    }

    @Test
    void aSaleInHandKeepsItsPriceAndItsVersion() {
        told(3, meal(1_200));
        canteen.tap("listed", 1);
        canteen.answerOne(); // the tap
        told(4, meal(1_300));
        canteen.answer();

        assertEquals(Map.of("listed:1", "done personal 12.00"), canteen.sales());
        assertEquals(List.of(3L, 3L), versions("listed:1"));
        assertEquals("listed posts OfMeal[fen={lunch=13.00}]", canteen.told.getLast());
    }

    @Test
    void aListThatIsGoneSellsNothingAnyMore() {
        told(3, meal(1_200));
        tell(Optional.empty());
        assertEquals("listed posts nothing", posts().getLast());
        assertTrue(canteen.told.contains("listed says No valid prices"), canteen.told::toString);

        pays("listed", 1);
        assertEquals(Map.of(), canteen.sales());
    }

    @Test
    void whatHasNoPriceNowIsNotSold() {
        told(3, Map.of("supper", List.of(always(900, Per.PIECE))));
        canteen.tap("listed", 1);
        canteen.key("dishes", 2);
        canteen.tap("dishes", 1);
        canteen.tap("buffet", 1);
        canteen.answer();

        assertEquals(Map.of(), canteen.sales());
        assertTrue(canteen.told.contains("listed REFUSED Not meal time"), canteen.told::toString);
        assertTrue(canteen.told.contains("buffet REFUSED Not meal time"), canteen.told::toString);
        assertTrue(canteen.told.contains("dishes REFUSED Please wait"), canteen.told::toString);
    }

    // --- time ---

    /// Nobody taps, and nothing is told: only the time comes.
    @Test
    void aPriceThatBeginsIsShownAtThatMoment() {
        var change = NOW.plus(Duration.ofMinutes(7));
        told(
                3,
                Map.of(
                        "lunch",
                        List.of(
                                always(1_200, Per.PIECE),
                                new Row(cost(1_500), Optional.of(change), Optional.empty()))));
        canteen.told.clear();
        assertEquals(
                Optional.of(canteen.now.plus(Duration.ofMinutes(7))),
                canteen.loop.nextWake(),
                "somebody must wake it");

        canteen.after(Duration.ofMinutes(7).minusNanos(1));
        assertEquals(List.of(), posts());
        canteen.after(Duration.ofNanos(1));
        assertEquals(List.of("listed posts OfMeal[fen={lunch=15.00}]"), posts());

        pays("listed", 1);
        assertEquals(Map.of("listed:1", "done personal 15.00"), canteen.sales());
    }

    /// A tap that comes before the loop has turned.
    @Test
    void whoeverTapsIsAskedForThePriceOfThatMoment() {
        var change = NOW.plus(Duration.ofMinutes(7));
        told(
                3,
                Map.of(
                        "lunch",
                        List.of(
                                always(1_200, Per.PIECE),
                                new Row(cost(1_500), Optional.of(change), Optional.empty()))));
        canteen.now = later(Duration.ofMinutes(7));
        pays("listed", 1);

        assertEquals(Map.of("listed:1", "done personal 15.00"), canteen.sales());
    }

    @Test
    void pastItsValidityNothingIsSoldByIt() {
        var until = Optional.of(NOW.plus(Duration.ofMinutes(5)));
        var list = new ListVersion("dishes", 3, NOW, until);
        tell(Optional.of(new PriceTable(list, meal(1_200), Set.of())));
        canteen.told.clear();

        canteen.after(Duration.ofMinutes(5));
        assertEquals(List.of("listed posts nothing"), posts());
        pays("listed", 1);
        assertEquals(Map.of(), canteen.sales());
        assertTrue(canteen.told.contains("listed REFUSED See desk"), canteen.told::toString);
    }

    @Test
    void aClockThatIsSetBackBringsThePriceOfThen() {
        var change = NOW.plus(Duration.ofMinutes(7));
        told(
                3,
                Map.of(
                        "lunch",
                        List.of(
                                always(1_200, Per.PIECE),
                                new Row(cost(1_500), Optional.of(change), Optional.empty()))));
        canteen.after(Duration.ofMinutes(8));
        canteen.now = new Moment(canteen.now.mono(), NOW, ClockTrust.SYNCED);
        pays("listed", 1);

        assertEquals(Map.of("listed:1", "done personal 12.00"), canteen.sales());
    }

    /// Nanoseconds do not reach that far.
    @Test
    void aPriceForAgesIsSoldToday() {
        var far = Optional.of(Instant.parse("9999-12-31T00:00:00Z"));
        told(3, Map.of("lunch", List.of(new Row(cost(1_200), Optional.empty(), far))));
        pays("listed", 1);

        assertEquals(Map.of("listed:1", "done personal 12.00"), canteen.sales());
    }

    // --- keyed in ---

    @Test
    void whatWasKeyedInKeepsItsPriceUntilItIsSoldOrForgotten() {
        told(3, dishes(800, 300));
        canteen.key("dishes", 2);
        told(4, dishes(900, 400));
        canteen.key("dishes", 3);
        pays("dishes", 1);
        assertEquals("done personal 11.00", canteen.sales().get("dishes:1"));
        assertEquals(List.of(3L, 3L), versions("dishes:1"));

        canteen.key("dishes", 2);
        pays("dishes", 2);
        assertEquals("done personal 9.00", canteen.sales().get("dishes:2"));
        assertEquals(List.of(4L, 4L), versions("dishes:2"));
    }

    // --- asked whether the same is meant once more ---

    @Test
    void whatSomebodyWasAskedAboutIsSoldByThatVersion() {
        told(3, meal(1_200));
        pays("listed", 1);
        pays("listed", 1); // asked
        told(4, meal(1_300));
        canteen.key("listed", Taps.YES);
        canteen.answer();

        assertEquals("done personal 12.00", canteen.sales().get("listed:2"));
        assertEquals(List.of(3L, 3L), versions("listed:2"));
    }

    @Test
    void platesThatCostAnotherPriceAreNoMoreWhatSomebodyWasAskedAbout() {
        told(3, dishes(800, 300));
        canteen.lays();
        canteen.lays("A1");
        pays("trays", 1);
        canteen.lays();
        canteen.lays("A2");
        pays("trays", 1); // asked
        canteen.told.clear();
        told(4, dishes(900, 300));

        assertTrue(
                canteen.told.stream().anyMatch(it -> it.startsWith("trays REFUSED")),
                canteen.told::toString);
        canteen.key("trays", Taps.YES);
        canteen.answer();
        assertEquals(Map.of("trays:1", "done personal 8.00"), canteen.sales());
    }

    // --- plates, and by weight ---

    @Test
    void whatLiesThereCostsWhatTheListSays() {
        canteen.told.clear();
        canteen.lays();
        canteen.lays("A1", "B1");
        assertEquals(List.of(), canteen.told, "nobody is told of plates while no price is known");

        told(3, dishes(800, 300));
        assertTrue(posts().getLast().contains("fen=8.00"), posts()::toString);
        told(4, Map.of("3", List.of(always(300, Per.PIECE))));
        assertEquals("trays posts nothing", posts().getLast());
        assertEquals("trays has no price for [A1]", canteen.told.getLast());

        told(5, dishes(900, 300));
        pays("trays", 1);
        assertEquals(Map.of("trays:1", "done personal 12.00"), canteen.sales());
        assertEquals(List.of(5L, 5L), versions("trays:1"));
    }

    @Test
    void whoeverTakesPaysWhatItCostWhenTheyBegan() {
        told(3, Map.of("buffet", List.of(always(400, Per.HUNDRED_GRAMS))));
        canteen.puts(5_000);
        canteen.tap("buffet", 1);
        told(4, Map.of("buffet", List.of(always(5_000, Per.KILOGRAM))));
        canteen.puts(4_700);
        canteen.after(Duration.ofSeconds(8));
        canteen.answer();
        assertEquals(Map.of("buffet:1", "done personal 12.00"), canteen.sales());
        assertEquals(List.of(3L, 3L), versions("buffet:1"));

        canteen.tap("buffet", 2);
        canteen.puts(4_600);
        canteen.after(Duration.ofSeconds(8));
        canteen.answer();
        assertEquals("done personal 5.00", canteen.sales().get("buffet:2"));
        assertEquals(List.of(4L, 4L), versions("buffet:2"));
    }

    // --- small steps ---

    private Moment later(Duration by) {
        return new Moment(
                canteen.now.mono().plus(by), canteen.now.wall().plus(by), canteen.now.trust());
    }

    private void pays(String till, long person) {
        canteen.tap(till, person);
        canteen.answer();
    }

    private void told(long version, Map<String, List<Row>> rows) {
        var list = new ListVersion("dishes", version, NOW, Optional.empty());
        tell(Optional.of(new PriceTable(list, rows, Set.of())));
    }

    private void tell(Optional<PriceTable> table) {
        canteen.loop.turn(new Stimulus.Sells.ByPrices("dishes", table), canteen.now);
    }

    private static Map<String, List<Row>> meal(long fen) {
        return Map.of("lunch", List.of(always(fen, Per.PIECE)));
    }

    private static Map<String, List<Row>> dishes(long first, long second) {
        var rows = new HashMap<String, List<Row>>();
        rows.put("2", List.of(always(first, Per.PIECE)));
        rows.put("3", List.of(always(second, Per.PIECE)));
        return rows;
    }

    private static Row always(long fen, Per per) {
        return new Row(new Cost(new Fen(fen), per), Optional.empty(), Optional.empty());
    }

    private static Cost cost(long fen) {
        return new Cost(new Fen(fen), Per.PIECE);
    }

    /// What both sides of any till were shown, but for what stands there at a start.
    private List<String> posts() {
        return canteen.told.stream().filter(it -> it.contains(" posts ")).toList();
    }

    /// By which version each record of a sale says that it was sold.
    private List<Long> versions(String sale) {
        return canteen.rows.stream()
                .map(Occurrences::data)
                .filter(data -> data.text("sale").equals(Optional.of(sale)))
                .map(data -> data.object("prices").flatMap(it -> it.number("version")))
                .flatMap(Optional::stream)
                .toList();
    }
}

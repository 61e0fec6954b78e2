package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.ByWeight;
import onecard.point.canteen.TillProfile;
import onecard.point.canteen.WeighingProfile;
import onecard.site.SiteTill;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tills whose prices stand in a list, in a site file; and that they stand in one place.
class PriceSiteTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");
    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-prices.yaml");

    @Test
    void eachModeMayHaveItsPricesInAList() throws IOException {
        assertEquals(
                new Assortment.MealsByList(Set.of("breakfast", "lunch", "dinner", "supper")),
                assortment(listed("fixed", "")));
        assertEquals(new Assortment.DishesByList(), assortment(Files.readString(BENCH)));
        assertEquals(
                new Assortment.PlatesByList(
                        "plates", Map.of("A1", 2L, "B1", 2L), Duration.ofMinutes(10)),
                assortment(
                        listed(
                                        "tray",
                                        "tray: plates\n    dishes: [ { number: 2, tags: [A1, B1] } ]")
                                .replace("board:", "board:\n  trays: { plates: { sim: true } }")));
        var weighs =
                (WeighingProfile)
                        good(listed("weigh", "scale: pan\n    item: buffet")
                                        .replace(
                                                "board:",
                                                "board:\n  scales: { pan: { sim: true } }"))
                                .points()
                                .getFirst()
                                .profile();
        assertEquals(new ByWeight.Kilogram.ByList("buffet"), weighs.weight().kilogram());
    }

    @Test
    void theListIsTheTills() throws IOException {
        assertEquals(
                Optional.of("dishes"),
                good(Files.readString(BENCH)).points().getFirst().till().flatMap(SiteTill::prices));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    prices: dishes  | prices: dish                                                | reference      | points.till-1.prices
                    prices: dishes  | prices: demo                                                | two_roles      | points.till-1.prices
                    prices: dishes  | prices: accounts                                            | two_roles      | points.till-1.prices
                    prices: dishes  | prices: Dishes                                              | text           | points[0].prices
                    prices: dishes  | operators: { lists: [dishes], duties: { a: [sell] } } // prices: dishes | two_roles | points.till-1.prices
                    mode: menu      | mode: keypad                                                | without_effect | points.till-1.prices
                    mode: menu      | mode: fixed // payment: counted                               | without_effect | points.till-1.prices
                    mode: menu      | mode: menu // dishes: [ { number: 2, price_fen: 5 } ]         | two_prices     | points.till-1.dishes
                    prices: dishes  | dishes: [ { number: 2 } ]                                   | required       | points.till-1.dishes[0].price_fen
                    mode: menu      | mode: menu // item: soup                                      | without_effect | points.till-1.item
                    schedule: always | schedule: always, price_fen: 5                             | without_effect | points.till-1.meals.meal.price_fen
                    """)
    void whatIsWrongIsNamedWithItsPlace(String from, String to, String rule, String path)
            throws IOException {
        var text = Files.readString(BENCH);
        assertProblem(rule, path, text.replace(from, to.replace(" // ", "\n    ")));
    }

    @Test
    void theSamePriceInTwoPlacesIsRefusedAtTheOneInTheFile() throws IOException {
        var text =
                WrittenOut.of(Files.readString(CANTEEN))
                        .replaceFirst("(?m)^lists:", "lists:\n  dishes: {}")
                        .replace("mode: fixed", "prices: dishes\n    mode: fixed");
        var problems = bad(text);
        assertEquals(
                List.of("two_prices", "two_prices", "two_prices", "two_prices"),
                problems.stream().map(problem -> problem.rule()).toList());
        assertEquals("points.lunch-1.meals.breakfast.price_fen", problems.getFirst().path());
        assertEquals(
                "prices stand in one place: leave these out, or the key prices",
                problems.getFirst().advice().in(Lang.EN));

        var weighs =
                listed("weigh", "scale: pan\n    item: buffet\n    kilogram_fen: 4000")
                        .replace("board:", "board:\n  scales: { pan: { sim: true } }");
        assertProblem("two_prices", "points.lunch-1.kilogram_fen", weighs);
        var tray =
                listed(
                                "tray",
                                "tray: plates\n    dishes: [ { number: 2, price_fen: 3, tags: [A1] } ]")
                        .replace("board:", "board:\n  trays: { plates: { sim: true } }");
        assertProblem("two_prices", "points.lunch-1.dishes[0].price_fen", tray);
    }

    /// Whichever till it is: read as prices, it would let nobody in at the other.
    @Test
    void whatIsAListOfPricesHereIsNothingElseElsewhere() throws IOException {
        var text = Files.readString(BENCH);
        var point = text.substring(text.indexOf("  - id: till-1"), text.indexOf("lists: { demo"));
        for (var other :
                List.of(
                        point.replace("lists: [demo]", "lists: [dishes]"),
                        point.replace("accounts: accounts", "accounts: dishes"),
                        point.replace("mode: menu", "mode: pickup\n    canteen: hall")
                                .replace("prices: dishes", "orders: dishes")
                                .replace("    keypad: keys\n", ""))) {
            var second =
                    other.replace("till-1", "till-2")
                            .replace("reader: pay", "reader: other")
                            .replace("keypad: keys", "keypad: others")
                            .replace("mode: menu", "mode: keypad")
                            .replace("    prices: dishes\n", "");
            assertProblem(
                    "two_roles",
                    "points.till-1.prices",
                    text.replace(point, point + second)
                            .replace(
                                    "keys: { sim: true } }",
                                    "keys: { sim: true }, others: { sim: true } }")
                            .replace(
                                    "readers: {",
                                    "readers: { other: { pcsc: B, slot: contactless,"
                                            + " applications: [uid] },"));
        }
    }

    @Test
    void whatIsWeighedHasAName() throws IOException {
        var weighs =
                listed("weigh", "scale: pan")
                        .replace("board:", "board:\n  scales: { pan: { sim: true } }");
        assertProblem("required", "points.lunch-1.item", weighs);
        assertProblem(
                "without_effect",
                "points.lunch-1.item",
                weighs.replace("prices: dishes", "item: soup\n    kilogram_fen: 4000"));
    }

    private static Assortment assortment(String text) {
        return ((TillProfile) good(text).points().getFirst().profile()).assortment();
    }

    /// The ready till in that mode, with its prices in a list.
    private static String listed(String mode, String more) throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN))
                .replaceFirst("(?m)^lists:", "lists:\n  dishes: {}")
                .replaceAll(", price_fen: \\d+", "")
                .replace("mode: fixed", "prices: dishes\n    mode: " + mode + "\n    " + more);
    }
}

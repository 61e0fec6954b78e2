package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.money.Cap;
import onecard.money.Fen;
import onecard.money.Limits;
import onecard.money.Payment;
import onecard.money.Price;
import onecard.money.Share;
import onecard.money.Term;
import onecard.money.Wallet;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import onecard.site.SiteTill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tills in a site file: what their keys mean, and what is said of wrong ones.
class CanteenSiteTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");
    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-canteen.yaml");

    @Test
    void theReadyProfileSellsFourMeals() throws IOException {
        var point = good(text()).points().getFirst();
        var profile = assertInstanceOf(TillProfile.class, point.profile());

        assertEquals(
                new Mode.Fixed(
                        new Price.OfMeal(
                                Map.of(
                                        "breakfast", new Fen(600),
                                        "lunch", new Fen(1500),
                                        "dinner", new Fen(1200),
                                        "supper", new Fen(1000)))),
                profile.mode());
        var accounts = assertInstanceOf(Payment.Accounts.class, profile.terms().payment());
        assertEquals(
                List.of(
                        new Wallet("subsidy", new Share.Whole(), Term.MONTH, true),
                        Wallet.personal("personal")),
                accounts.wallets());
        assertEquals(Duration.ofHours(72), accounts.credit().refusedAfter());
        assertEquals(new Cap(3, Fen.ZERO), profile.terms().limits().meal());
        assertEquals(Map.of("cadre", 10), profile.terms().discounts());
        assertEquals(
                Optional.of(new SiteTill(Optional.empty(), Optional.of("accounts"))), point.till());
    }

    /// Of four keys that could be mistaken for each other.
    @Test
    void aTillHasLimitsOfItsOwn() throws IOException {
        assertEquals(Limits.Till.NONE, till(text()).terms().limits().till());
        var limited =
                text().replace(
                                "    day_max_fen: ",
                                """
                                    till_meal_count_max: 400
                                    till_meal_max_fen: 600000
                                    till_day_count_max: 900
                                    till_day_max_fen: 1200000
                                    day_max_fen: \
                                """);
        assertEquals(
                new Limits.Till(new Cap(400, new Fen(600_000)), new Cap(900, new Fen(1_200_000))),
                till(limited).terms().limits().till());
    }

    @Test
    void theBenchIsOpenAllDay() throws IOException {
        var point = good(Files.readString(BENCH)).points().getFirst();
        var terms = point.profile().sells().orElseThrow();
        var midnight = java.time.Instant.parse("2026-11-30T16:00:00Z");
        for (int minute = 0; minute < 1_440; minute++) {
            assertTrue(terms.meals().at(midnight.plus(Duration.ofMinutes(minute))).isPresent());
        }
    }

    @Test
    void dishesAndAmountsNeedAKeypad() throws IOException {
        var keyed =
                text().replace("mode: fixed ", "keypad: keys\n    mode: keypad ")
                        .replaceAll(", price_fen: \\d+", "")
                        .replace("board: ", "board:\n  keypads: { keys: { sim: true } } ");
        assertEquals(new Mode.Keypad(), till(keyed).mode());
        var dishes = "mode: menu\n    dishes: [ { number: 2, price_fen: 800 } ] ";
        assertEquals(
                new Mode.Menu(Map.of(2L, new Fen(800))),
                till(keyed.replace("mode: keypad ", dishes)).mode());
        assertProblem("required", "points.lunch-1.keypad", keyed.replace("keypad: keys\n", "\n"));
    }

    @Test
    void mealsMayBeCountedAlone() throws IOException {
        var counted =
                text().replace("mode: fixed ", "payment: counted ")
                        .replaceAll(", price_fen: \\d+", "")
                        .replaceAll("(?m)^    (accounts|wallets|discounts|  -).*\n", "");
        assertEquals(new Mode.Fixed(new Price.Free()), till(counted).mode());
        assertEquals(new Payment.Counted(), till(counted).terms().payment());
    }

    private static TillProfile till(String text) {
        return (TillProfile) good(text).points().getFirst().profile();
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lunch, price_fen: 1500   | lunch                       | required       | meals.lunch.price_fen
                    schedule: lunch,         | schedule: lunsh,            | reference      | meals.lunch.schedule
                    schedule: dinner,        | schedule: lunch,            | meals_clash    | meals.dinner.schedule
                    "22:00", until: "01:00"  | "22:00", until: "07:00"     | meals_clash    | meals.supper.schedule
                    "17:00", until: "19:00"  | "12:59", until: "19:00"     | meals_clash    | meals.dinner.schedule
                    price_fen: 1500          | price_fen: 5001             | beyond_limit   | meals.lunch.price_fen
                    price_fen: 1500          | price_fen: 0                | range          | meals.lunch.price_fen
                    price_fen: 1500          | price_fen: 15.00            | whole          | meals.lunch.price_fen
                    price_fen: 1500          | price_yuan: 15              | unknown_key    | meals.lunch.price_yuan
                    mode: fixed              | mode: menue                 | choice         | mode
                    mode: fixed              | dishes: [ { number: 2, price_fen: 5 } ] | without_effect | dishes
                    mode: fixed              | payment: counted            | without_effect | accounts
                    accounts: accounts   #   | accounts: acounts   #       | reference      | accounts
                    accounts: accounts   #   | accounts: staff   #         | two_roles      | accounts
                    accounts: accounts   #   | stale_after_h: 8 #          | required       | accounts
                    id: personal             | id: subsidy                 | duplicate_id   | wallets
                    id: personal             | id: purse                   | two_roles      | wallets
                    id: personal             | id: Personal                | text           | wallets
                    id: personal             | id: personal, share_fen: 1, share_percent: 2 | two_shares | wallets
                    term: month              | term: week                  | choice         | wallets
                    first_helping_only: true | first_helping_only: maybe   | flag           | wallets
                    cadre: 10                | cadre: 101                  | range          | discounts.cadre
                    cadre: 10                | cadre: 0                    | range          | discounts.cadre
                    sale_max_fen: 5000       | sale_max_fen: 0             | range          | sale_max_fen
                    sale_max_fen: 5000       | sale_max_fen: 10001         | beyond_limit   | sale_max_fen
                    sale_max_fen: 5000       | sale_max_fen: 2000          | beyond_limit   | floor_fen
                    refused_after_h: 72      | refused_after_h: 23         | out_of_order   | refused_after_h
                    in: { reader: pay }      | in: { reader: play }        | reference      | in.reader
                    in: { reader: pay }      | in: { }                     | required       | in.reader
                    in: { reader: pay }      | in: { reader: pay, relay: x } | unknown_key  | in.relay
                    least: A1                | journal_full: open          | unknown_key    | journal_full
                    least: A1                | fire: fire                  | unknown_key    | fire
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        var problems = bad(text().replace(good, wrong));
        // By the point's name, or by its place where not even that can be relied on.
        assertTrue(
                problems.stream()
                        .anyMatch(
                                it ->
                                        it.rule().equals(rule)
                                                && (it.path().startsWith("points.lunch-1." + path)
                                                        || it.path()
                                                                .startsWith("points[0]." + path))),
                problems::toString);
    }

    /// Every number of a till, just outside its range and as no number, and what is said of it.
    static Stream<Arguments> numbers() {
        return CanteenShape.CANTEEN.keys().stream()
                .filter(key -> key.shape() instanceof Shape.Whole)
                .flatMap(
                        key -> {
                            var range = (Shape.Whole) key.shape();
                            return Stream.of(
                                            Long.toString(range.min() - 1),
                                            Long.toString(range.max() + 1),
                                            "99999999999999999999",
                                            "1.5",
                                            "1e3",
                                            "0x10",
                                            "many",
                                            "[1]")
                                    .map(value -> Arguments.of(key.name(), value));
                        });
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberOutsideItsRangeIsNamedWithPlaceAndAdvice(String key, String value)
            throws IOException {
        var without = Files.readString(BENCH).replaceAll("(?m)^    " + key + ":.*\n", "");
        var text = without.replace("    least: A0\n", "    " + key + ": " + value + "\n");
        var problem =
                bad(text).stream()
                        .filter(it -> it.path().equals("points[0]." + key))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(text + bad(text)));
        assertEquals(
                text.lines().toList().indexOf("    " + key + ": " + value), problem.line() - 1);
        assertFalse(problem.advice().zh().isEmpty());
        assertFalse(problem.advice().en().isEmpty());
    }

    /// What a diner enters as a PIN would be posted as what is to be paid, and nobody's PIN heard.
    @Test
    void theOperatorsKeypadIsNobodysForAPin() throws IOException {
        var keyed =
                text().replace("mode: fixed ", "keypad: keys\n    mode: keypad ")
                        .replaceAll(", price_fen: \\d+", "")
                        .replace("board: ", "board:\n  keypads: { keys: { sim: true } } ")
                        .replace("in: { reader: pay }", "in: { reader: pay, keypad: keys }");
        assertFalse(bad(keyed).isEmpty());
    }

    /// One sale at a time, of one person: two who pay together, or nobody, are two sales.
    @Test
    void nobodyPaysTogether() throws IOException {
        var two = text().replace("    least: A1 ", "    two_person: { }\n    least: A1 ");
        assertFalse(bad(two).isEmpty());
    }

    /// Whoever buys the same again would be told to wait, and nobody could say yes.
    @Test
    void nobodyIsAskedWhereNobodyCanAnswer() throws IOException {
        var quiet = text().replaceAll("(?m)^    repeat_within_s: 0.*\n", "");
        assertEquals(Duration.ZERO, till(quiet).terms().repeatWithin());
        assertProblem(
                "no_keypad",
                "points.lunch-1.repeat_within_s",
                text().replace("repeat_within_s: 0 ", "repeat_within_s: 60 "));
    }

    /// Sales are remembered for a week: on balances older than that they would be sold once more.
    @Test
    void nothingIsSoldOnBalancesOlderThanTheBooks() throws IOException {
        var old = text().replace("refused_after_h: 72", "refused_after_h: 720");
        assertFalse(bad(old).isEmpty());
    }

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN));
    }
}

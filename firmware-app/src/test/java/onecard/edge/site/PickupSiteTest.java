package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.money.Fen;
import onecard.money.Payment;
import onecard.money.PickupTerms;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import onecard.site.SitePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tills that hand out what was ordered ahead, in a site file: what their keys mean, and what is
/// said of wrong ones.
class PickupSiteTest {

    private static final Path EXAMPLE = Path.of("..", "profiles", "examples", "pickup-till.yaml");

    private static final PickupTerms TERMS =
            new PickupTerms(
                    "orders",
                    "north",
                    "till-1",
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    false,
                    Optional.of(Duration.ofHours(24)));

    @Test
    void aTillHandsOutByItsListAndSellsNothingElse() throws IOException {
        var point = point(text());

        assertEquals(new Mode.Pickup(TERMS, Map.of()), mode(point));
        assertEquals(Optional.of(TERMS), point.profile().handsOut());
        // An order is its own right to come in.
        assertEquals(Set.of("staff", "orders"), point.policy().lists());
        assertEquals(Set.of(), point.policy().groups());
    }

    @Test
    void whereOnlySomeGroupsEatOrdersAreOneMore() throws IOException {
        var point = point(text().replace("lists: [staff]", "lists: [staff]\n    groups: [cadre]"));

        assertEquals(Set.of("cadre", ":preorder"), point.policy().groups());
    }

    @Test
    void nothingIsAllowedThatTheFileDoesNotAllow() throws IOException {
        var plain =
                text().replaceFirst("(?m)^    early_min.*\\n    late_min.*\\n", "")
                        .replaceFirst("(?m)^    stale_after_h.*\\n", "");
        var terms = point(plain).profile().handsOut().orElseThrow();

        assertEquals(Duration.ZERO, terms.early());
        assertEquals(Duration.ZERO, terms.late());
        assertEquals(false, terms.unleased());
        assertEquals(Optional.empty(), terms.refusedAfter());
    }

    @Test
    void othersMayBuyWhereAMealHasAPriceAndUnleasedOrdersGoWhereTheFileSaysSo() throws IOException {
        var text =
                text().replace("schedule: noon }", "schedule: noon, price_fen: 1500 }")
                        .replace("orders: orders", "unleased: hand_out\n    orders: orders");
        var mode = (Mode.Pickup) mode(point(text));

        assertEquals(Map.of("lunch", new Fen(1_500)), mode.others());
        assertTrue(mode.terms().unleased());
    }

    @Test
    void ordersMayBeHandedOutWhereMealsAreOnlyCounted() throws IOException {
        var text =
                text().replaceFirst("(?m)^    accounts:.*$", "    payment: counted")
                        .replaceFirst("(?m)^    wallets:.*\\n", "");
        assertEquals(new Payment.Counted(), point(text).profile().sells().orElseThrow().payment());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    orders: orders       |                               | required       | points.pickup-1.orders
                    orders: orders       | orders: other                 | reference      | points.pickup-1.orders
                    orders: orders       | orders: staff                 | two_roles      | points.pickup-1.orders
                    orders: orders       | orders: accounts              | two_roles      | points.pickup-1.orders
                    canteen: north       |                               | required       | points.pickup-1.canteen
                    canteen: north       | canteen: North                | text           | points[0].canteen
                    early_min: 10        | early_min: -1                 | range          | points[0].early_min
                    late_min: 15         | late_min: 1441                | range          | points[0].late_min
                    orders: orders       | unleased: maybe               | choice         | points[0].unleased
                    mode: pickup         | mode: fixed                   | without_effect | points.pickup-1.orders
                    mode: pickup         | mode: fixed                   | without_effect | points.pickup-1.canteen
                    mode: pickup         | mode: fixed                   | without_effect | points.pickup-1.early_min
                    mode: pickup         | mode: fixed                   | without_effect | points.pickup-1.late_min
                    schedule: noon }     | schedule: noon, price_fen: 99999 } | beyond_limit | points.pickup-1.meals.lunch.price_fen
                    mode: pickup         | mode: pickup, payment: counted | without_effect | points.pickup-1.accounts
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        var bad = wrong == null ? "" : wrong.replace(", payment", "\n    payment");
        assertProblem(rule, path, text().replace(good, bad));
    }

    @Test
    void whoWorksThereIsInNoListOfOrders() throws IOException {
        assertProblem(
                "two_roles",
                "points.pickup-1.orders",
                text().replace(
                                "mode: pickup",
                                "mode: pickup\n    keypad: keys\n    operators: { lists: [orders],"
                                        + " duties: { cashiers: [void] } }")
                        .replace("gpio:", "keypads: { keys: { sim: true } }\n  gpio:"));
    }

    private static Mode mode(SitePoint point) {
        return ((TillProfile) point.profile()).mode();
    }

    private static SitePoint point(String text) {
        return good(text).points().getFirst();
    }

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(EXAMPLE));
    }
}

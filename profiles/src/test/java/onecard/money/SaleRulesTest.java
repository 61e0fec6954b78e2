package onecard.money;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random taps between sales that come and go back, statements, limits and clocks: each verdict,
/// balance and exposure is what [SlowRules] says.
final class SaleRulesTest {

    private static final int TAPS = 50;

    /// Each has answered this many of twenty thousand taps at least: a rule that nothing meets is
    /// not tested.
    private static final int EACH = 20;

    private static final List<String> RULES =
            List.of(
                    "list over",
                    "list too old",
                    "between meals",
                    "not sold then",
                    "sale",
                    "split",
                    "meal count",
                    "meal amount",
                    "day count",
                    "day amount",
                    "till's meal count",
                    "till's meal amount",
                    "till's day count",
                    "till's day amount",
                    "diner count",
                    "diner amount",
                    "terminal amount",
                    "diner count, reduced",
                    "diner amount, reduced",
                    "terminal amount, reduced",
                    "floor, reduced",
                    "no clock",
                    "no money",
                    "again",
                    "sold",
                    "sold, several legs");

    @Test
    void twentyThousandTapsAreAnsweredAsTheSlowRulesSay() {
        var met = taps(1, 400);
        for (var rule : RULES) {
            assertTrue(met.getOrDefault(rule, 0) >= EACH, () -> rule + " of " + met);
        }
    }

    @Test
    @Tag("long")
    void aMillionTapsAreAnsweredAsTheSlowRulesSay() {
        taps(1_001, 20_000);
    }

    private static Map<String, Integer> taps(long firstSeed, int canteens) {
        var met = new TreeMap<String, Integer>();
        for (long seed = firstSeed; seed < firstSeed + canteens; seed++) {
            var canteen = new RandomCanteen(seed);
            for (int tap = 0; tap < TAPS; tap++) {
                met.merge(canteen.tap("seed " + seed + ", tap " + tap), 1, Integer::sum);
            }
        }
        return met;
    }
}

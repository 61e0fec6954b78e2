package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecard.money.Fares;
import onecard.money.Fen;
import onecard.money.Riding;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A validator's keys.
class JourneySiteTest {

    private static final String FARES =
            "fares: [ { stages: 3, price_fen: 100 }, { stages: 9, price_fen: 300 } ]";

    private static String bus() {
        try {
            return Files.readString(Path.of("..", "profiles", "examples", "bench-bus.yaml"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static TillProfile till(String text) {
        var read = SiteFile.read(text);
        var good = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
        return assertInstanceOf(TillProfile.class, good.profile().points().getFirst().profile());
    }

    @Test
    void everyKeyMeansWhatItSays() {
        var riding =
                new Riding(
                        new Fares(
                                List.of(
                                        new Fares.Step(3, new Fen(100)),
                                        new Fares.Step(9, new Fen(300)))),
                        Duration.ofMinutes(120),
                        Duration.ofSeconds(5));
        assertEquals(new Mode.Journey(riding, 4), till(bus()).mode());
        assertEquals(Duration.ZERO, till(bus()).terms().repeatWithin());
    }

    @Test
    void whereNobodyStandsTheSameAgainIsRefused() {
        var fixed =
                bus().replaceAll("(?m)^    (mode|stage|fares|again_s):.*\n", "")
                        .replace("schedule: always }", "schedule: always, price_fen: 200 }")
                        .replace(
                                "least: A0",
                                "repeat_within_s: 60\n    repeats: refuse\n    least: A0");
        assertEquals(Duration.ofSeconds(60), till(fixed).terms().repeatWithin());
        assertEquals(Duration.ZERO, till(fixed).terms().answerWithin());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    stages: 9 | stages: 3 | out_of_order | fares[1].stages
                    price_fen: 300 | price_fen: 100 | out_of_order | fares[1].price_fen
                    price_fen: 300 | price_fen: 20000 | beyond_limit | fares[1].price_fen
                    stages: 9 | stages: 99 | range | fares[1].stages
                    FARES | '# none' | required | fares
                    again_s: 5 | again_s: 301 | range | again_s
                    again_s: 5 | repeat_within_s: 60 | without_effect | repeat_within_s
                    again_s: 5 | repeats: refuse | without_effect | repeats
                    again_s: 5 | payment: counted | no_accounts | payment
                    again_s: 5 | 'operators: { lists: [demo] }' | without_effect | operators
                    mode: journey | mode: fixed | without_effect | fares
                    mode: journey | mode: fixed | without_effect | again_s
                    schedule: always } | 'schedule: always, price_fen: 5 }' | without_effect | ride.price_fen
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path) {
        var from = good.equals("FARES") ? FARES : good;
        assertTrue(bus().contains(from), from);
        var read = SiteFile.read(bus().replace(from, wrong));
        var bad = assertInstanceOf(SiteFile.Read.Bad.class, read);
        assertTrue(
                bad.problems().stream()
                        .anyMatch(it -> it.rule().equals(rule) && it.path().endsWith("." + path)),
                bad::toString);
    }
}

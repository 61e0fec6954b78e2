package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.money.Fen;
import onecard.point.canteen.ByWeight;
import onecard.point.canteen.WeighingProfile;
import onecard.site.SiteTill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tills that sell by weight, in a site file: what their keys mean, and what is said of wrong ones.
class WeighingSiteTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");

    @Test
    void aTillSellsWhatIsTakenFromItsScale() throws IOException {
        var point = good(text()).points().getFirst();

        assertEquals(
                new ByWeight(
                        "pan",
                        new Fen(4_000),
                        new Fen(600),
                        Duration.ofSeconds(8),
                        Duration.ofMinutes(3)),
                ((WeighingProfile) point.profile()).weight());
        assertEquals(Optional.of("pan"), point.till().flatMap(SiteTill::scale));
    }

    @Test
    void aTrayMayTellThatSomebodyHasLeft() throws IOException {
        var site =
                good(
                        text().replace("board:", "board:\n  trays: { plates: { sim: true } }")
                                .replace("scale: pan", "scale: pan\n    tray: plates"));
        assertEquals(
                Optional.of("plates"), site.points().getFirst().till().flatMap(SiteTill::tray));
    }

    @Test
    void nobodySignsInAtAScale() throws IOException {
        var operators = "    operators: { lists: [staff], duties: { cashiers: [sell] } }\n";
        assertProblem(
                "unsupported",
                "points.lunch-1.operators",
                text().replace("    scale: pan\n", operators + "    scale: pan\n"));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    scale: pan         | scale: pen               | reference      | points.lunch-1.scale
                    scale: pan         |                          | required       | points.lunch-1.scale
                    scale: pan         | scale: pan, tray: plates | reference      | points.lunch-1.tray
                    kilogram_fen: 4000 |                          | required       | points.lunch-1.kilogram_fen
                    kilogram_fen: 4000 | kilogram_fen: 0          | range          | points[0].kilogram_fen
                    least_fen: 600     | least_fen: 5001          | beyond_limit   | points.lunch-1.least_fen
                    least_fen: 600     | away_s: 2                | range          | points[0].away_s
                    mode: weigh        | mode: fixed              | without_effect | points.lunch-1.scale
                    mode: weigh        | mode: fixed              | without_effect | points.lunch-1.kilogram_fen
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        var bad = wrong == null ? "" : wrong.replace(", tray", "\n    tray");
        assertProblem(rule, path, text().replace(good, bad));
    }

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN))
                .replace("\nschedules:", "  scales: { pan: { serial: /dev/pan } }\n\nschedules:")
                .replaceAll(", price_fen: \\d+ \\}", " }")
                .replace(
                        "    mode: fixed ",
                        "    scale: pan\n    kilogram_fen: 4000\n    least_fen: 600\n"
                                + "    mode: weigh ");
    }
}

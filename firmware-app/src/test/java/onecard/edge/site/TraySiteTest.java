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
import onecard.money.Fen;
import onecard.point.canteen.Crockery;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import onecard.site.SiteTill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tills whose plates lie on an antenna, in a site file: what their keys mean, and what is said of
/// wrong ones.
class TraySiteTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");

    @Test
    void aTillSellsWhatLiesOnItsAntenna() throws IOException {
        var point = good(text()).points().getFirst();

        assertEquals(
                new Mode.Tray(
                        "plates",
                        new Crockery(
                                Map.of(2L, new Fen(200), 3L, new Fen(650)),
                                Map.of("E2004700", 2L, "307512", 3L, "E20047FF", 3L)),
                        Duration.ofMinutes(5)),
                ((TillProfile) point.profile()).mode());
        assertEquals(Optional.of("plates"), point.till().flatMap(SiteTill::tray));
    }

    @Test
    void plateTagsMayLookLikeNumbers() throws IOException {
        var text = text().replace("307512", "30751200000000000000001, 12E4, 0042");
        var mode = (Mode.Tray) ((TillProfile) good(text).points().getFirst().profile()).mode();
        for (var tag : new String[] {"30751200000000000000001", "12E4", "0042"}) {
            assertEquals(3L, mode.crockery().tags().get(tag), tag);
        }
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tray: plates           | tray: plate             | reference      | points.lunch-1.tray
                    tray: plates           |                         | required       | points.lunch-1.tray
                    E20047FF               | E2004700                | duplicate_tag  | points.lunch-1.dishes[1].tags
                    E20047FF               | e20047ff                | text           | points[0].dishes[1].tags
                    E20047FF               | E                       | text           | points[0].dishes[1].tags
                    plate_spent_min: 5     | plate_spent_min: 0      | range          | points[0].plate_spent_min
                    plate_spent_min: 5     | plate_spent_min: 61     | range          | points[0].plate_spent_min
                    price_fen: 650         | price_fen: 5001         | beyond_limit   | points.lunch-1.dishes[1].price_fen
                    mode: tray             | mode: menu              | without_effect | points.lunch-1.tray
                    mode: tray             | mode: menu              | without_effect | points.lunch-1.plate_spent_min
                    mode: tray             | mode: menu              | without_effect | points.lunch-1.dishes[0].tags
                    mode: tray             | mode: menu              | required       | points.lunch-1.keypad
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        assertProblem(rule, path, text().replace(good, wrong == null ? "" : wrong));
    }

    @Test
    void dishesWithoutAnyTagAreNone() throws IOException {
        assertProblem(
                "required", "points.lunch-1.dishes", text().replaceAll(", tags: \\[[^]]*\\]", ""));
    }

    @Test
    void anAntennaIsOfOneTill() throws IOException {
        var second =
                """

                  - { id: lunch-2, profile: canteen, in: { reader: pay-2 }, mode: tray, tray: plates,
                      dishes: [ { number: 2, price_fen: 100, tags: [E2] } ], accounts: accounts,
                      wallets: [ { id: personal } ], meals: { lunch: { schedule: lunch } }, lists: [staff] }

                lists:""";
        assertProblem(
                "two_points_on_one_line",
                "points.lunch-2",
                text().replace("readers:", "readers:\n    pay-2: { sim: true }")
                        .replace("\n\nlists:", second));
    }

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN))
                .replace(
                        "\nschedules:",
                        "  trays: { plates: { serial: /dev/plates } }\n\nschedules:")
                .replaceAll(", price_fen: \\d+ \\}", " }")
                .replace(
                        "    mode: fixed ",
                        "    tray: plates\n    plate_spent_min: 5\n    dishes: [\n"
                                + "      { number: 2, price_fen: 200, tags: [E2004700] },\n"
                                + "      { number: 3, price_fen: 650, tags: [307512, E20047FF] } ]\n"
                                + "    mode: tray ");
    }
}

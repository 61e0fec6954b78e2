package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.site.Board;
import onecard.site.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keypads in a site file: what their keys mean, and what is said of wrong ones.
class KeypadSiteTest {

    private static final Path DOOR = Path.of("..", "profiles", "examples", "pin-door.yaml");

    @Test
    void aKeypadStandsBesideWhatReadsOnItsSide() throws IOException {
        var site = good(text());
        assertEquals(
                Map.of("pad", new Board.Keypad.Input("/dev/input/by-id/usb-keypad-event-kbd")),
                site.board().keypads());
        assertEquals(Map.of("pad", Set.of("in", "qr")), site.points().getFirst().keypads());
    }

    @Test
    void aKeypadMayBeSimulated() throws IOException {
        var site =
                good(text().replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true"));
        assertEquals(Map.of("pad", new Board.Keypad.Sim()), site.board().keypads());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pad: { input: /dev/input/by-id/usb-keypad-event-kbd } | pad: { }             | driver         | board.keypads.pad
                    pad: { input: /dev/input/by-id/usb-keypad-event-kbd } | pad: { input: event0 } | text         | board.keypads.pad.input
                    pad: { input: /dev/input/by-id/usb-keypad-event-kbd } | qr: { sim: true }    | duplicate_name | board.keypads.qr
                    keypad: pad                                           | keypad: pat          | reference      | points.door-1.in.keypad
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        assertProblem(rule, path, text().replace(good, wrong));
    }

    /// It is there, though it cannot be called so.
    @Test
    void whatRefersToANameThatIsTakenIsNoProblemOfItsOwn() throws IOException {
        var problems =
                bad(
                        text().replace("pad: { input", "in: { input")
                                .replace("keypad: pad", "keypad: in"));
        assertEquals(List.of("duplicate_name"), problems.stream().map(Problem::rule).toList());
    }

    @Test
    void oneDeviceIsOneKeypadAndOneKeypadOfOnePoint() throws IOException {
        var device = "{ input: /dev/input/by-id/usb-keypad-event-kbd }";
        assertProblem(
                "line_used_twice",
                "board.keypads.pad2.input",
                text().replace("pad: " + device, "pad: " + device + "\n    pad2: " + device));
        var second =
                "\n"
                        + "  - { id: door-2, profile: door, in: { reader: in-2, relay: lock-2, keypad:"
                        + " pad }, journal_full: refuse, lists: [staff] }\n\n"
                        + "lists:";
        assertProblem(
                "two_points_on_one_line",
                "points.door-2.in",
                text().replace("readers:", "readers:\n    in-2: { sim: true }")
                        .replace("relays:", "relays:\n    lock-2: { sim: true }")
                        .replace("\n\nlists:", second));
    }

    private static String text() throws IOException {
        return Files.readString(DOOR);
    }
}

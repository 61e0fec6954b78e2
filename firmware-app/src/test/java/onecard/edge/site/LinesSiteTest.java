package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import onecard.site.Board;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines of the board in a site file: what their keys mean, and what is said of wrong ones.
class LinesSiteTest {

    private static final Path DOOR = Path.of("..", "profiles", "examples", "gpio-door.yaml");

    @Test
    void aLineIsOfTheBoardsChipByNumberOrName() throws IOException {
        var board = board(text());
        assertEquals("pinctrl-bcm2711", board.chip());
        assertEquals(
                new Board.Relay(
                        new Board.Line.OfChip("pinctrl-bcm2711", "GPIO17"),
                        false,
                        Board.Bias.AS_IS,
                        Board.Drive.OPEN_DRAIN,
                        Duration.ofSeconds(10),
                        new Board.Rest(false, Board.Fallback.OFF, Board.Fallback.OFF),
                        false),
                board.relays().get("lock"));
        assertEquals(
                new Board.Contact(
                        new Board.Line.OfChip("pinctrl-bcm2711", "6"),
                        false,
                        Board.Bias.PULL_UP,
                        Duration.ofMillis(30)),
                board.contacts().get("exit"));
    }

    @Test
    void aLineMayBeOfAnotherChipOrSimulated() throws IOException {
        var lines =
                lines(
                        text().replace("line: 6,", "line: 6, chip: /dev/gpiochip4,")
                                .replace("line: 13,", "line: 13, chip: sim,")
                                .replace("line: GPIO5,", "sim: true,")
                                .replace("low, bias: pull_up }\n    exit", "low }\n    exit"));
        assertEquals(new Board.Line.OfChip("/dev/gpiochip4", "6"), lines.get("exit"));
        assertEquals(new Board.Line.Sim(), lines.get("fire"));
        assertEquals(new Board.Line.Sim(), lines.get("leaf"));
    }

    @Test
    void theSameFileRunsOnASimulatedBoard() throws IOException {
        var lines = lines(text().replace("chip: pinctrl-bcm2711", "chip: sim"));
        assertEquals(new Board.Line.Sim(), lines.get("lock"));
        assertEquals(new Board.Line.Sim(), lines.get("exit"));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    line: GPIO17,  |                             | driver          | board.relays.lock
                    line: GPIO17,  | line: GPIO17, sim: true,    | driver          | board.relays.lock
                    line: GPIO17,  | sim: false,                 | driver          | board.relays.lock
                    line: GPIO17,  | sim: true,                  | without_effect  | board.relays.lock.drive
                    line: GPIO17,  | line: '',                   | text            | board.relays.lock.line
                    line: GPIO17,  | line: 1024,                 | range           | board.relays.lock.line
                    line: GPIO17,  | line: a-name-longer-than-the-kernel-keeps, | text | board.relays.lock.line
                    line: GPIO17,  | line: 6,                    | line_used_twice | board.contacts.exit.line
                    line: GPIO17,  | line: GPIO5,                | line_used_twice | board.contacts.leaf.line
                    at_crash: off, | at_crash: on,               | contradicts     | board.relays.lock.at_crash
                    at_stop: off,  | at_stop: on,                | contradicts     | board.relays.lock.at_crash
                    at_power_up: off | at_power_up: keeps        | choice          | board.relays.lock.at_power_up
                    drive: open_drain | drive: strong            | choice          | board.relays.lock.drive
                    bias: pull_up } # | bias: pull-up } #        | choice          | board.contacts.fire.bias
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        assertProblem(rule, path, text().replace(good, wrong == null ? "" : wrong));
    }

    /// A lock that keeps people out without power must not stand open without a program (I66).
    @ParameterizedTest
    @CsvSource({
        "'at_stop: off, at_crash: off', 'at_stop: on'",
        "'at_stop: off, at_crash: off', 'at_stop: on, at_crash: on'",
        "'at_power_up: off', 'at_power_up: on'"
    })
    void aFailSecureLockIsNotLeftOpen(String closed, String open) throws IOException {
        var secure =
                text().replace("lock: fail_safe", "lock: fail_secure")
                        .replace("    fire: fire\n", "");
        board(secure);
        assertProblem("unsafe", "points.door-1.lock", secure.replace(closed, open));
    }

    private static String text() throws IOException {
        return Files.readString(DOOR);
    }

    private static Map<String, Board.Line> lines(String text) {
        var lines = new HashMap<String, Board.Line>();
        var board = board(text);
        board.relays().forEach((name, relay) -> lines.put(name, relay.line()));
        board.contacts().forEach((name, contact) -> lines.put(name, contact.line()));
        return lines;
    }

    private static Board board(String text) {
        return good(text).board();
    }
}

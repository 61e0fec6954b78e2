package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onecard.site.Board;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A site file that names its board: lines by pin, and what is said of wrong ones.
class PinsSiteTest {

    private static final Path DOOR = Path.of("..", "profiles", "examples", "gpio-door.yaml");
    private static final String LOCK =
            "lock: { line: GPIO17, active: high, max_on_ms: 10000, at_stop: off, at_crash: off }";

    @Test
    void aPinIsALineOfTheBoardsChip() throws IOException {
        var board = board("raspberry-pi-5", LOCK);
        assertEquals("pinctrl-rp1", board.chip());
        assertEquals(new Board.Line.OfChip("pinctrl-rp1", "17"), lock(board));
        assertEquals(new Board.Line.OfChip("pinctrl-rp1", "6"), contact(board, "exit"));
        var header = board.header().orElseThrow();
        assertEquals("Raspberry Pi 5", header.model().title());
        assertEquals(Map.of("lock", 11), header.relays());
        assertEquals(Map.of("leaf", 29, "exit", 31, "fire", 33), header.contacts());
    }

    @ParameterizedTest
    @CsvSource({"PIN11", "GPIO17", "17"})
    void aPinHasThreeNames(String name) throws IOException {
        var board = board("raspberry-pi-4", LOCK.replace("GPIO17", name));
        assertEquals(new Board.Line.OfChip("pinctrl-bcm2711", "17"), lock(board));
    }

    @Test
    void pinsOfOneHeaderMayBeOfSeveralChips() throws IOException {
        var board =
                good(text("orange-pi-5", LOCK.replace("GPIO17", "PIN11"))
                                .replace("line: GPIO5", "line: GPIO1_C6")
                                .replace("line: 6", "line: PIN22")
                                .replace("line: 13", "line: GPIO0_D5"))
                        .board();
        assertEquals(new Board.Line.OfChip("gpio4", "10"), lock(board));
        assertEquals(new Board.Line.OfChip("gpio1", "22"), contact(board, "leaf"));
        assertEquals(new Board.Line.OfChip("gpio2", "28"), contact(board, "exit"));
        assertEquals(new Board.Line.OfChip("gpio0", "29"), contact(board, "fire"));
    }

    @Test
    void anEntryThatNamesItsChipIsTakenAtItsWord() throws IOException {
        var board =
                board("raspberry-pi-4", LOCK.replace("GPIO17", "GPIO14, chip: pinctrl-bcm2711"));
        assertEquals(new Board.Line.OfChip("pinctrl-bcm2711", "GPIO14"), lock(board));
        assertEquals(Map.of(), board.header().orElseThrow().relays());
    }

    @Test
    void aKernelThatCallsTheChipElseIsToldSo() throws IOException {
        var board = board("raspberry-pi-5\n  gpio: { chip: /dev/gpiochip4 }", LOCK);
        assertEquals(new Board.Line.OfChip("/dev/gpiochip4", "17"), lock(board));
    }

    @ParameterizedTest
    @CsvSource({"'raspberry-pi-4\n  gpio: { chip: sim }'", "sim"})
    void theSamePinsAreSimulated(String model) throws IOException {
        var board = board(model, LOCK.replace(", at_crash: off", ""));
        assertEquals(new Board.Line.Sim(), lock(board));
        assertEquals(Map.of("lock", 11), board.header().orElseThrow().relays());
        assertEquals(Board.SIM, board.chip());
    }

    @Test
    void aBoardIsNamedOrItsChipIs() throws IOException {
        assertProblem("required", "board.gpio", text("x", LOCK).replace("  model: x\n", ""));
    }

    /// What is wrong, and what the advice names.
    @ParameterizedTest
    @CsvSource({
        "raspberry-pi-4, GPIO71,   no_such_pin, GPIO17",
        "raspberry-pi-4, GPIO28,   no_such_pin, GPIO2",
        "raspberry-pi-4, gpio17,   no_such_pin, GPIO17",
        "raspberry-pi-4, pin13,    no_such_pin, mean PIN13",
        "raspberry-pi-4, PIN71,    no_such_pin, PIN11",
        "raspberry-pi-4, PIN1,     no_such_pin, 3V3",
        "raspberry-pi-4, PIN39,    no_such_pin, GND",
        "raspberry-pi-4, 44,       no_such_pin, GPIO17",
        "raspberry-pi-4, FAN_PWM,  no_such_pin, GPIO17",
        "orange-pi-5,    GPIO4_B5, no_such_pin, GPIO4_B2",
        "orange-pi-5,    17,       no_such_pin, PIN11",
        "rock-3a,        PIN37,    no_such_pin, SARADC_VIN5",
        "raspberry-pi-4, PIN29,    line_used_twice, ''"
    })
    void aWrongPinIsToldWithTheNearest(String model, String pin, String rule, String advice)
            throws IOException {
        var text = text(model, LOCK.replace("GPIO17", pin));
        assertProblem(rule, "board.", text);
        assertTrue(
                bad(text).stream()
                        .anyMatch(
                                problem ->
                                        problem.rule().equals(rule)
                                                && problem.advice().in(Lang.EN).contains(advice)),
                () -> bad(text).toString());
    }

    /// What may open a door at each start, though nobody decided it.
    @ParameterizedTest
    @CsvSource({
        "GPIO14, high, ''",
        "PIN27, high, ''",
        "GPIO14, high, ', at_power_up: off'",
        "GPIO4, high, ''",
        "GPIO4, high, ', at_power_up: unknown'",
        "GPIO2, high, ''",
        "GPIO17, low, ''"
    })
    void aRelayIsOnNoPinThatMayReleaseAtStart(String pin, String active, String more)
            throws IOException {
        var lock = LOCK.replace("GPIO17, active: high", pin + ", active: " + active + more);
        var text = text("raspberry-pi-4", lock);
        assertProblem("unsafe", "board.relays.lock.line", text);
        assertEquals(1, bad(text).size(), () -> bad(text).toString());
    }

    /// Where somebody looked, or the pin is pulled the other way, there is nothing to say.
    @ParameterizedTest
    @CsvSource({
        "raspberry-pi-4, GPIO4, high, ', at_power_up: off'",
        "raspberry-pi-4, GPIO17, high, ''",
        "raspberry-pi-4, GPIO4, low, ''",
        "raspberry-pi-5, GPIO14, high, ''",
        "rock-3a, GPIO3_C4, high, ''"
    })
    void aRelayIsOnAnyOther(String model, String pin, String active, String more)
            throws IOException {
        var lock = LOCK.replace("GPIO17, active: high", pin + ", active: " + active + more);
        var text = text(model, lock);
        if (model.equals("rock-3a")) {
            text =
                    text.replace("line: GPIO5", "line: PIN31")
                            .replace("line: 6", "line: PIN35")
                            .replace("line: 13", "line: PIN36");
        }
        assertEquals(Optional.empty(), problems(text));
    }

    @Test
    void oneOtherChipStandsForNoneOfSeveral() throws IOException {
        var text = text("orange-pi-5\n  gpio: { chip: gpiochip1 }", LOCK);
        assertProblem("without_effect", "board.gpio.chip", text);
    }

    private static Optional<String> problems(String text) {
        return SiteFile.read(text) instanceof SiteFile.Read.Bad(var found)
                ? Optional.of(found.toString())
                : Optional.empty();
    }

    private static Board.Line lock(Board board) {
        return Objects.requireNonNull(board.relays().get("lock")).line();
    }

    private static Board.Line contact(Board board, String name) {
        return Objects.requireNonNull(board.contacts().get(name)).line();
    }

    private static Board board(String model, String lock) throws IOException {
        return good(text(model, lock)).board();
    }

    private static String text(String model, String lock) throws IOException {
        return Files.readString(DOOR)
                .replaceAll("  gpio: .*\n", "  model: " + model + "\n")
                .replaceAll("    lock: \\{.*", "    " + lock);
    }
}

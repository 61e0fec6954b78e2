package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import onecard.hal.gpio.GpioException;
import onecard.hal.gpio.LineFault;
import onecard.hal.gpio.LineInfo;
import onecard.hal.gpio.Wire;
import onecard.site.Board;
import onecard.site.Board.Fallback;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `doctor` says of lines, on a machine with a chip `soc` of lines GPIO0 to GPIO31, of which
/// somebody has some.
class LinesCheckTest {

    private static final String CHIP = "soc (/dev/gpiochip0)";

    @Test
    void aFreeLineIsToldWithWhatBecomesOfItWithoutAProgram() {
        assertEquals(
                List.of(
                        "Ok board.relays.lock: on soc (/dev/gpiochip0) the line GPIO17 (17), free;"
                                + " at stop off, at crash off, at power-up off",
                        "Ok board.contacts.leaf: on soc (/dev/gpiochip0) the line GPIO5 (5), free"),
                told(board(relay("GPIO17", rest(false, Fallback.OFF, Fallback.OFF)), "5")));
    }

    @Test
    void whatNobodyLookedAtIsAWarningWithTheWayToLook() {
        assertEquals(
                "Warn board.relays.lock: on soc (/dev/gpiochip0) the line GPIO17 (17), free; at"
                        + " stop off, at crash unknown, at power-up off -> kill the daemon by kill -9"
                        + " during a release, then cut the power, look at the lock, and write at_crash"
                        + " and at_power_up",
                first(rest(false, Fallback.UNKNOWN, Fallback.OFF)));
    }

    @Test
    void aLineThatKeepsItsLevelIsAWarning() {
        assertEquals(
                "Warn board.relays.lock: on soc (/dev/gpiochip0) the line GPIO17 (17), free; at"
                        + " stop off, at crash keeps, at power-up off -> a daemon killed during a"
                        + " release leaves the lock open until it is started again: fit a resistor or"
                        + " relay board that falls back, and make sure of Restart=always",
                first(rest(false, Fallback.KEEPS, Fallback.OFF)));
    }

    @Test
    void anOutputThatIsOnWithoutAProgramIsAWarning() {
        assertEquals(
                "Warn board.relays.lock: on soc (/dev/gpiochip0) the line GPIO17 (17), free; at"
                        + " stop on, at crash on, at power-up off -> the lock stands open while no"
                        + " program runs: make sure that this is meant",
                first(rest(true, Fallback.ON, Fallback.OFF)));
    }

    @Test
    void aLineOfTheDaemonThatRunsIsWell() {
        assertEquals(
                "Ok board.relays.lock: on soc (/dev/gpiochip0) the line GPIO20 (20), held by the"
                        + " daemon that runs; at stop off, at crash off, at power-up off",
                told(board(relay("20", rest(false, Fallback.OFF, Fallback.OFF)), "5")).getFirst());
    }

    @Test
    void aLineThatSomebodyElseHasIsToldWithWho() {
        var rest = rest(false, Fallback.OFF, Fallback.OFF);
        assertEquals(
                List.of(
                        "Fail board.relays.lock: on soc (/dev/gpiochip0) the line GPIO21 (21) is in"
                                + " use by onecard:other -> stop the other onecard",
                        "Fail board.contacts.leaf: on soc (/dev/gpiochip0) the line GPIO22 (22) is"
                                + " in use by spi0 CS0 -> free it from the device tree overlay or"
                                + " program that has it, or wire to another line"),
                told(board(relay("21", rest), "22")));
    }

    @Test
    void oneLineByTwoNamesIsFound() {
        var rest = rest(false, Fallback.OFF, Fallback.OFF);
        assertEquals(
                "Fail board.contacts.leaf: on soc (/dev/gpiochip0) the line GPIO17 (17), the same"
                        + " as board.relays.lock -> wire one of them to another line",
                told(board(relay("GPIO17", rest), "17")).getLast());
    }

    @Test
    void aLineThatIsNotThereIsToldWithThoseThatAre() {
        assertEquals(
                "Fail board.relays.lock: soc (/dev/gpiochip0) has no line GPIO77; its lines are"
                        + " 0..31, by name: GPIO0, GPIO1 -> write one of them",
                told(board(relay("GPIO77", rest(false, Fallback.OFF, Fallback.OFF)), "5"))
                        .getFirst());
    }

    @Test
    void whatIsSimulatedSaysSo() {
        var relay =
                new Board.Relay(
                        new Board.Line.Sim(),
                        true,
                        Board.Bias.AS_IS,
                        Board.Drive.PUSH_PULL,
                        Duration.ofSeconds(10),
                        rest(false, Fallback.UNKNOWN, Fallback.UNKNOWN),
                        false);
        assertEquals("Ok board.relays.lock: simulated", told(board(relay, "5")).getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void everyFindingIsToldInEitherLanguage(Lang lang) {
        var findings =
                new LinesCheck(LinesCheckTest::look)
                        .check(board(relay("22", rest(true, Fallback.ON, Fallback.ON)), "99"));
        for (var finding : findings) {
            var han = finding.found().in(lang).codePoints().anyMatch(LinesCheckTest::isHan);
            assertEquals(lang == Lang.ZH, han, finding.found().in(lang));
        }
    }

    private static boolean isHan(int letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN;
    }

    private static String first(Board.Rest rest) {
        return told(board(relay("GPIO17", rest), "5")).getFirst();
    }

    private static List<String> told(Board board) {
        return new LinesCheck(LinesCheckTest::look)
                .check(board).stream()
                        .map(
                                finding ->
                                        switch (finding) {
                                            case Finding.Ok(var part, var found) ->
                                                    "Ok " + part + ": " + found;
                                            case Finding.Warn(var part, var found, var next) ->
                                                    "Warn " + part + ": " + found + " -> " + next;
                                            case Finding.Fail(var part, var found, var next) ->
                                                    "Fail " + part + ": " + found + " -> " + next;
                                        })
                        .toList();
    }

    private static LineInfo look(Wire wire) throws GpioException {
        var digits = wire.line().replace("GPIO", "");
        int offset = Integer.parseInt(digits);
        if (offset > 31) {
            throw new GpioException(
                    new LineFault.NoLine(CHIP, wire.line(), 32, List.of("GPIO0", "GPIO1")));
        }
        var consumer =
                switch (offset) {
                    case 20 -> "onecard:lock";
                    case 21 -> "onecard:other";
                    case 22 -> "spi0 CS0";
                    default -> "";
                };
        return new LineInfo(CHIP, "GPIO" + offset, offset, !consumer.isEmpty(), consumer, false);
    }

    private static Board board(Board.Relay lock, String leaf) {
        return new Board(
                "soc",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("lock", lock),
                Map.of(
                        "leaf",
                        new Board.Contact(
                                new Board.Line.OfChip("soc", leaf),
                                false,
                                Board.Bias.PULL_UP,
                                Duration.ofMillis(30))));
    }

    private static Board.Relay relay(String line, Board.Rest rest) {
        return new Board.Relay(
                new Board.Line.OfChip("soc", line),
                true,
                Board.Bias.AS_IS,
                Board.Drive.PUSH_PULL,
                Duration.ofSeconds(10),
                rest,
                false);
    }

    private static Board.Rest rest(boolean energisedAtStop, Fallback crash, Fallback powerUp) {
        return new Board.Rest(energisedAtStop, crash, powerUp);
    }
}

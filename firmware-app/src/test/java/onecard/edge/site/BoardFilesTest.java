package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.site.BoardModel;
import onecard.site.BoardModel.Pin;
import onecard.site.BoardModel.Pull;
import onecard.site.BoardModel.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The board files that come with the program.
class BoardFilesTest {

    private static final Path FILES = Path.of("..", "profiles", "boards");

    static Stream<String> names() {
        return BoardFiles.NAMES.stream();
    }

    @Test
    void everyFileIsKnownAndEveryKnownOneThere() throws IOException {
        try (var files = Files.list(FILES)) {
            assertEquals(
                    new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()),
                    new TreeSet<>(BoardFiles.NAMES.stream().map(name -> name + ".yaml").toList()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aHeaderHasTwoRowsAndSuppliesWhereARibbonHasThem(String name) {
        var model = BoardFiles.model(name);
        assertTrue(
                List.of(26, 40).contains(model.pins().size()), () -> name + " has an odd header");
        assertEquals(new Pin.Power("3V3"), model.at(1));
        assertEquals(new Pin.Power("3V3"), model.at(17));
        for (int supply : List.of(2, 4)) {
            assertEquals(new Pin.Power("5V"), model.at(supply));
        }
        for (int ground : List.of(6, 9, 14, 20, 25, 30, 34, 39)) {
            if (ground <= model.pins().size()) {
                assertEquals(new Pin.Power("GND"), model.at(ground));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsExplainedInBothLanguagesAndNumbersItsPins(String name) throws IOException {
        var lines = Files.readAllLines(FILES.resolve(name + ".yaml"));
        assertTrue(lines.getFirst().matches("# [^/]*[a-z].* / .*\\p{IsHan}.*"), lines.getFirst());
        int number = 0;
        for (var line : lines) {
            if (line.startsWith("  - ")) {
                assertTrue(line.endsWith("# " + ++number), line);
            }
        }
        assertEquals(BoardFiles.model(name).pins().size(), number);
    }

    /// A pin of each board as its maker's documents have it.
    @ParameterizedTest
    @CsvSource({
        "raspberry-pi-4, 11, GPIO17, pinctrl-bcm2711, 17, DOWN",
        "raspberry-pi-4, 7, GPIO4, pinctrl-bcm2711, 4, UP",
        "raspberry-pi-4, 40, GPIO21, pinctrl-bcm2711, 21, DOWN",
        "raspberry-pi-5, 13, GPIO27, pinctrl-rp1, 27, DOWN",
        "raspberry-pi-cm4-io, 29, GPIO5, pinctrl-bcm2711, 5, UP",
        "raspberry-pi-cm5-io, 36, GPIO16, pinctrl-rp1, 16, DOWN",
        "orange-pi-5, 11, GPIO4_B2, gpio4, 10, UNKNOWN",
        "orange-pi-5, 22, GPIO2_D4, gpio2, 28, UNKNOWN",
        "orange-pi-5-plus, 7, GPIO1_D6, gpio1, 30, UNKNOWN",
        "orange-pi-5-plus, 40, GPIO3_A3, gpio3, 3, UNKNOWN",
        "rock-3a, 11, GPIO3_C4, gpio3, 20, UNKNOWN",
        "rock-3a, 29, GPIO2_D7, gpio2, 31, UNKNOWN",
        "sim, 11, GPIO17, sim, 17, UNKNOWN"
    })
    void aPinLeadsWhereItsMakerSays(
            String board, int number, String name, String chip, int line, Pull pull) {
        var model = BoardFiles.model(board);
        assertEquals(new Pin.Gpio(name, chip, line, pull, Optional.empty()), model.at(number));
        assertEquals(Optional.of(number), model.pin(name));
        assertEquals(Optional.of(number), model.pin("PIN" + number));
    }

    /// Rockchip's names say bank, group and number, which the kernel's numbers repeat.
    @ParameterizedTest
    @ValueSource(strings = {"orange-pi-5", "orange-pi-5-plus", "rock-3a"})
    void aLineOfRockchipIsWhatItsNameSays(String board) {
        for (var pin : BoardFiles.model(board).pins()) {
            if (pin instanceof Pin.Gpio gpio) {
                int group = gpio.name().charAt(6) - 'A';
                int number = gpio.name().charAt(7) - '0';
                assertEquals("GPIO" + gpio.chip().substring(4) + "_", gpio.name().substring(0, 6));
                assertEquals(group * 8 + number, gpio.line(), gpio.name());
            }
        }
    }

    @Test
    void whatTheBoardItselfDrivesIsMarked() {
        var model = BoardFiles.model("raspberry-pi-4");
        assertEquals(Optional.of(Use.CONSOLE), use(model, 8));
        assertEquals(Optional.of(Use.EEPROM), use(model, 27));
        assertEquals(Optional.of(Use.I2C), use(model, 3));
        assertEquals(Optional.empty(), use(model, 11));
    }

    private static Optional<Use> use(BoardModel model, int number) {
        return ((Pin.Gpio) model.at(number)).use();
    }

    @Test
    void aBareNumberIsALineOnlyWhereThereIsOneChip() {
        assertEquals(Optional.of(11), BoardFiles.model("raspberry-pi-5").pin("17"));
        assertEquals(Optional.empty(), BoardFiles.model("orange-pi-5").pin("15"));
        assertFalse(BoardFiles.model("rock-3a").oneChip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "board: 1\ntitle: x\nchip: y\n",
                "board: 1\ntitle: x\nchip: y\npins: [ { name: GPIO1 } ]\n",
                "board: 1\ntitle: x\nchip: y\npins: [ { line: 1 } ]\n",
                "board: 1\ntitle: x\nchip: y\npins: [ { name: GPIO1, line: 1, pull: sideways } ]\n"
            })
    void aBrokenFileIsABugThatNamesIt(String text) {
        assertThrows(IllegalStateException.class, () -> BoardFiles.model("mine", text));
    }

    @Test
    void twoPinsShareNoLine() {
        var text =
                """
                board: 1
                title: x
                chip: y
                pins: [ { name: GPIO1, line: 1 }, { name: GPIO2, line: 1 } ]
                """;
        assertThrows(IllegalArgumentException.class, () -> BoardFiles.model("mine", text));
    }
}

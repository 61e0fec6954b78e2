package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A fault on which more hangs: it is told, and nothing that follows from it.
class OneFaultTest {

    private static final List<Path> FILES =
            List.of(
                    Path.of("..", "profiles", "examples"),
                    Path.of("src", "test", "resources", "onecard", "edge", "site"));

    /// What is replaced in a good file, by what, and the one problem that there is.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Keys of a driver that is not named.
                "barrier-plates | listen: \"192.168.10.2:8090\", | `` | driver board.plates.cam-in",
                "gpio-door | line: GPIO17, | `` | driver board.relays.lock",
                "supervised-door | adc: ads1015, channel: 0 | channel: 0 | driver"
                        + " board.contacts.leaf",
                "supervised-door | channel: 1, | `` | required board.contacts.exit.channel",
                // What it can do that is not wired right.
                "lanes | finger: finger-in | finger: finger-ni | reference points.lane-1.in.finger",
                "lanes | , dpi: 500 | `` | required board.biometrics.finger-in.gives",
                // A way out that is misspelt.
                "doors | area: strongroom | area: strongrom | reference points.vault.area",
                "doors | out: { reader: vault-out } | out: { reader: [a] } | text"
                        + " points[2].out.reader",
                // Two doors of an interlock, of which one opens in no fire.
                "airlock | exit_button: outer-exit~    fire: fire | exit_button: outer-exit |"
                        + " unsafe points.outer.fire",
                // Whoever is asked needs a keypad, and so does the mode.
                "canteen-keypad | keypad: keys | `` | required points.lunch-1.keypad"
            })
    void isToldAlone(String file, String good, String wrong, String told) throws IOException {
        var text = text(file);
        var stands = good.replace("~", "\n");
        assertTrue(text.contains(stands), good);
        var spoilt = text.replace(stands, wrong);

        assertEquals(
                List.of(told),
                Checked.bad(spoilt).stream().map(it -> it.rule() + " " + it.path()).toList());
    }

    private static String text(String name) throws IOException {
        for (var directory : FILES) {
            var file = directory.resolve(name + ".yaml");
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        }
        throw new AssertionError("no file " + name);
    }
}

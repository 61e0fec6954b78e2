package onecard.edge.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the package's units say of each other.
class UnitsTest {

    private static final Path UNITS = Path.of("src/package/root/usr/lib/systemd/system");

    /// Who would run, or say by its folder that it is at it, before the way back was gone would
    /// leave a release in force that has not shown that it serves.
    @Test
    void theWayBackIsGoneBeforeAnybodyRuns() throws Exception {
        var back = "onecard-back.service";
        var runtime = settings("onecard-update.service", "RuntimeDirectory").getFirst();
        assertEquals(
                List.of("!/run/" + runtime), settings(back, "ConditionPathExists"), "its mark");
        for (var unit : List.of("onecard.service", "onecard-update.service")) {
            assertTrue(words(unit, "After").contains(back), unit);
        }
        assertTrue(words("onecard.service", "Wants").contains(back));
        assertTrue(words(back, "After").stream().noneMatch(it -> it.startsWith("onecard")));
    }

    private static List<String> words(String unit, String setting) throws IOException {
        return settings(unit, setting).stream()
                .flatMap(it -> Arrays.stream(it.split(" ", -1)))
                .toList();
    }

    private static List<String> settings(String unit, String setting) throws IOException {
        return Files.readAllLines(UNITS.resolve(unit)).stream()
                .filter(it -> it.startsWith(setting + "="))
                .map(it -> it.substring(setting.length() + 1))
                .toList();
    }
}

package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.words.Failed;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is simulated goes by the names of a real device: it never meets the broker or the state of
/// one.
class SimulatedAloneTest {

    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    @TempDir Path dir;

    private final Console console = new Console(Lang.EN, SILENT, SILENT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://192.0.2.7",
                "mqtt://0.0.0.0:1883",
                "mqtt://[2001:db8::1]",
                "mqtt://broker.invalid",
                "mqtts://127.0.0.1",
                "127.0.0.1",
                ":"
            })
    void aBrokerOnAnotherMachineIsRefused(String url) {
        var refused =
                assertThrows(Failed.class, () -> SimulatedWires.to(Optional.of(url), console));
        assertTrue(refused.words().en().contains(url), refused.words()::en);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://127.0.0.1:1884", "mqtt://127.0.0.2:1884", "mqtt://[::1]:1884"})
    void oneOnThisMachineIsTaken(String url) throws Exception {
        try (var wires = SimulatedWires.to(Optional.of(url), console)) {
            assertEquals(url, wires.called());
            assertTrue(wires.broker().orElseThrow().endsWith(":1884"), wires.broker()::toString);
        }
    }

    @Test
    void theStateOfARealDaemonIsRefused() throws Exception {
        Files.createFile(dir.resolve("journal.db"));
        var named = Optional.of(dir);
        assertThrows(Failed.class, () -> SimulatedRun.directory(named, "simulated.yaml"));
        Files.createFile(dir.resolve("simulated.yaml"));
        assertEquals(dir, SimulatedRun.directory(named, "simulated.yaml"));
    }

    @Test
    void aFolderIsMadeWhereNoneIs() throws Exception {
        var named = Optional.of(dir.resolve("new/state"));
        assertTrue(Files.isDirectory(SimulatedRun.directory(named, "simulated.yaml")));
        Files.createFile(named.get().resolve("list.csv"));
        assertEquals(named.get(), SimulatedRun.directory(named, "simulated.yaml"));
    }
}

package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders given to a running daemon by the command an operator uses; no broker is there, and none
/// is missed.
class OrdersTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path dir;

    /// Over a SIGKILL in the middle of it: the door is held open again, by whom, and why is told
    /// before the line moves (I31).
    @Test
    void aHoldSurvivesAKillAndIsTakenBack() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        try (var daemon = bench.run().awaitReady()) {
            assertEquals("0", lock(bench));
            done(bench, "hold", "--for", "10m");
            assertEquals("1", lock(bench));
            daemon.kill();
        }
        try (var daemon = bench.run().awaitReady()) {
            Await.until("the lock to be held again", SOON, () -> lock(bench).equals("1"));
            done(bench, "normal");
            assertEquals("0", lock(bench));
            done(bench, "release");
            assertEquals("1", lock(bench));
            assertEquals(0, daemon.stop());
        }

        var data = journal(bench);
        var told =
                data.stream()
                        .filter(each -> each.text("what").isEmpty())
                        .filter(each -> each.text("verb").isPresent())
                        .map(each -> each.text("verb").orElseThrow())
                        .toList();
        assertEquals(List.of("hold", "normal", "release"), told);
        var by = "local:" + System.getProperty("user.name");
        assertEquals(
                List.of(by, by),
                data.stream()
                        .filter(each -> each.text("state").equals(Optional.of("free")))
                        .map(each -> each.text("by").orElse("nobody"))
                        .toList());
        var opened =
                Trace.of(bench.state.resolve("sim/lines.trace")).stream()
                        .filter(each -> each.number("level").equals(Optional.of(1L)))
                        .map(each -> each.text("cause").orElseThrow())
                        .toList();
        assertEquals(List.of("command", "command", "command"), opened);
        assertEquals(
                opened.size(),
                data.stream()
                        .filter(each -> each.text("cause").equals(Optional.of("command")))
                        .filter(each -> !each.text("state").equals(Optional.of("secure")))
                        .count());
    }

    @Test
    void whatIsRefusedSaysWhy() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        assertEquals(3, said(bench, "no daemon runs there", "release", "--point", "door-1"));
        try (var _ = bench.run().awaitReady()) {
            assertEquals(1, said(bench, "door-1", "release", "--point", "door-9"));
            assertEquals(1, said(bench, "lockdown", "open", "--point", "door-1"));
            assertEquals(2, said(bench, "10m", "hold", "--point", "door-1", "--for", "long"));
            assertEquals(2, said(bench, "10m", "hold", "--point", "door-1", "--for", ""));
            var nobody = List.of("forgive", "--point", "door-1", "--kind", "", "--token", "");
            assertEquals(1, said(bench, "32 hex", nobody.toArray(String[]::new)));
            assertEquals(1, said(bench, "8 to 64", "hold", "--point", "door-1", "--id", ""));
            assertEquals("0", lock(bench));
            done(bench, "disable");
            assertEquals(1, said(bench, "normal", "release", "--point", "door-1"));
            done(bench, "normal");
            assertEquals("0", lock(bench));
        }
    }

    private void done(Bench bench, String verb, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(verb, "--point", "door-1"));
        arguments.addAll(List.of(more));
        assertEquals(0, said(bench, "done, record ", arguments.toArray(String[]::new)));
    }

    private static int said(Bench bench, String expected, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("cmd", "--local", "--lang", "en"));
        all.addAll(List.of("--state", bench.state.toString()));
        all.addAll(List.of(arguments));
        try (var command = new DaemonProcess(all.toArray(String[]::new))) {
            int status = command.await(SOON.multipliedBy(3));
            assertTrue(command.output().contains(expected), command.output());
            return status;
        }
    }

    private static String lock(Bench bench) {
        try {
            return Files.readString(bench.state.resolve("sim").resolve("lock.value")).strip();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static List<Json.Obj> journal(Bench bench) throws Exception {
        try (var export =
                new DaemonProcess("journal", "export", "--state", bench.state.toString())) {
            assertEquals(0, export.await(SOON.multipliedBy(3)));
            return export.output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(event -> JsonReader.object(event).orElseThrow())
                    .map(event -> event.object("data").orElseThrow())
                    .toList();
        }
    }
}

package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.process.Ports;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of `restore` after each of the files that it makes: the state is as empty as it was,
/// or all of it, in one epoch of its own; and where it is empty, it is restored once more.
class RestoreKilledTest {

    /// Room for the files of a state and those of SQLite beside it.
    private static final int FILES_MAX = 14;

    private static final long LOOK_NANOS = 200_000;

    @TempDir Path dir;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path backup = Path.of("");
    private List<String> former = List.of();

    @Test
    void itLeavesTheStateEmptyOrWhole() throws Exception {
        var yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var site = Files.writeString(dir.resolve("site.yaml"), yaml);
        backup = dir.resolve("backup");
        try (var board = new SimDaemon(dir, yaml)) {
            board.imports(
                    "demo", Files.readString(Path.of("../profiles/examples/bench-door.csv")), 6);
        }
        var state = dir.resolve("state").toString();
        assertEquals(
                0,
                run("backup", "--site=" + site, "--out=" + backup, "--state=" + state),
                this::said);
        former = events(dir.resolve("state"));

        int empty = 0;
        int killed = 0;
        for (int files = 1; files <= FILES_MAX; files += 4) {
            var next = Files.createDirectory(dir.resolve("next-" + files));
            var key = Files.copy(dir.resolve("state/site.key"), next.resolve("site.key"));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            killed += killedAfter(files, next) ? 1 : 0;
            empty += isEmpty(next) ? 1 : 0;
            if (isEmpty(next)) {
                assertEquals(0, run("restore", backup.toString(), "--state=" + next), this::said);
            }
            whole(next);
        }
        assertTrue(killed > 0 && empty > 0, killed + " killed, " + empty + " empty");
    }

    /// Whether it was before it had ended.
    private boolean killedAfter(int files, Path next) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "onecard.edge.Main",
                                "restore",
                                backup.toString(),
                                "--state=" + next)
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("restore.log").toFile())
                        .start();
        while (process.isAlive() && count(next) < files + 2) { // with the lock and the site's key
            LockSupport.parkNanos(LOOK_NANOS);
        }
        boolean running = process.isAlive();
        process.destroyForcibly().waitFor();
        return running;
    }

    private static long count(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException _) {
            return 0; // one went while it was looked for
        }
    }

    /// As the next who holds it finds it.
    private static boolean isEmpty(Path next) throws IOException {
        try (var held = StateDir.hold(next).orElseThrow()) {
            return !Files.exists(held.journal());
        }
    }

    private void whole(Path next) throws IOException {
        var events = events(next);
        assertEquals(former, events.subList(0, former.size()));
        assertEquals(former.size() + 1, events.size());
        assertTrue(events.getLast().contains("\"restored\":"), events::getLast);
        try (Stream<Path> files = Files.list(next)) {
            var names = files.map(it -> it.getFileName().toString()).toList();
            assertTrue(
                    names.containsAll(
                            List.of("device.pem", "registry.db", "deny.db", "restored-site.yaml")),
                    names::toString);
        }
    }

    private static List<String> events(Path state) throws IOException {
        var events = new ArrayList<String>();
        try (var reader = JournalReader.open(StateDir.journal(state)).orElseThrow()) {
            long _ = reader.each(0, events::add);
            var proof = reader.verify(new JournalVerify.Wanted(List.of(), Optional.empty()));
            assertEquals(List.of(), proof.problems());
        }
        return events;
    }

    private int run(String... args) {
        said.reset();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Main.run(new Console(Lang.EN, stream, stream), args);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}

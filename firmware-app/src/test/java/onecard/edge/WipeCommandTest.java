package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.cli.WipeCommand;
import onecard.edge.process.Ports;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `wipe` on what a daemon left.
class WipeCommandTest {

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path state;
    private String yaml = "";

    @BeforeEach
    void aDaemonHasRun() throws Exception {
        state = dir.resolve("state");
        yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("device: bench", "device: north-gate")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        new SimDaemon(dir, yaml).close();
        Files.createDirectories(state.resolve("imported"));
        Files.writeString(state.resolve("imported/people.sha256"), "a");
        Files.writeString(state.resolve("vault.db"), "sealed");
    }

    @Test
    void aLinkToWhatWouldStayIsRefused() throws Exception {
        var elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        var mine = Files.writeString(elsewhere.resolve("mine"), "mine");
        Files.createSymbolicLink(state.resolve("link"), elsewhere);

        assertEquals(3, wipe("--device", "north-gate", "--lose-unsent"));

        assertTrue(err().contains("is a link to " + elsewhere), this::err);
        assertEquals("mine", Files.readString(mine));
        assertTrue(names().contains("journal.db"));
    }

    /// What a second name of a file still shows is what lies on the disk.
    @Test
    void everythingIsWrittenOverAndDeleted() throws Exception {
        for (var name : List.of("device.pem", "site.key", "journal.db", "vault.db")) {
            Files.createLink(dir.resolve(name), state.resolve(name));
        }
        var before = Files.readAllBytes(dir.resolve("journal.db"));
        var key = Files.readString(dir.resolve("site.key"));

        assertEquals(0, wipe("--device", "north-gate", "--lose-unsent"), this::err);
        assertTrue(out().contains("flash may keep old blocks"), this::out);
        assertTrue(out().contains("/etc/credstore/onecard.*"), this::out);
        assertEquals(List.of("lock"), names());
        assertFalse(latin(dir.resolve("site.key")).contains(key.strip()));
        assertFalse(latin(dir.resolve("device.pem")).contains("PRIVATE KEY"));
        assertFalse(latin(dir.resolve("vault.db")).contains("sealed"));
        var after = Files.readAllBytes(dir.resolve("journal.db"));
        assertEquals(before.length, after.length);
        int same = 0;
        for (int page = 0; page < before.length; page += 4_096) {
            same += Arrays.equals(before, page, page + 64, after, page, page + 64) ? 1 : 0;
        }
        assertEquals(0, same, "pages as they were");

        new SimDaemon(dir, yaml).close();
        assertFalse(Files.readString(state.resolve("site.key")).equals(key), "a new life");
    }

    @Test
    void whoDoesNotSayItsNameErasesNothing() throws Exception {
        var before = names();
        assertEquals(2, wipe("--device", "south-gate", "--lose-unsent"));
        assertTrue(err().contains("north-gate must be typed"), this::err);
        for (var typed : List.of("", "\n", "south-gate\n", "yes\n")) {
            assertEquals(2, typed(typed, "--lose-unsent"), typed);
            assertEquals(before, names());
        }
        assertTrue(out().contains("Type the device's name"), this::out);
        assertEquals(0, typed(" north-gate \n", "--lose-unsent"), this::err);
        assertEquals(List.of("lock"), names());
    }

    @Test
    void whatWasNotSentIsNotLostByAccident() throws Exception {
        assertEquals(1, wipe("--device", "north-gate"));
        assertTrue(err().contains("records were not sent"), this::err);
        Files.deleteIfExists(state.resolve("journal.db-wal"));
        Files.writeString(state.resolve("journal.db"), "no database, but once a journal");
        assertEquals(1, wipe("--device", "north-gate"));
        assertTrue(err().contains("cannot be read, and may hold records"), this::err);
        assertTrue(names().contains("device.pem"));

        assertEquals(2, wipe("--device", "north-gate", "--lose-unsent"), "nobody knows its name");
        assertEquals(
                0, wipe("--device", state.toAbsolutePath().toString(), "--lose-unsent"), this::err);
        assertEquals(List.of("lock"), names());
    }

    @Test
    void whatWasSentKeepsNobodyFromIt() throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + state.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT OR REPLACE INTO mark(name, pos) SELECT 'sent', max(pos) FROM record");
        }
        assertEquals(0, wipe("--device", "north-gate"), this::err);
        assertEquals(List.of("lock"), names());
    }

    @Test
    void whereADaemonRunsOrNoneEverDidNothingIsErased() throws Exception {
        try (var _ = new SimDaemon(dir, yaml)) {
            assertEquals(3, wipe("--device", "north-gate", "--lose-unsent"));
            assertTrue(err().contains("another holds it"), this::err);
        }
        var home = Files.createDirectory(dir.resolve("home"));
        var letter = Files.writeString(home.resolve("letter"), "dear");
        state = home;
        assertEquals(3, wipe("--device", home.toString(), "--lose-unsent"));
        assertTrue(err().contains("is no state directory"), this::err);
        assertEquals("dear", Files.readString(letter));
        assertEquals(List.of("letter"), names());
    }

    // --- what is done ---

    /// Its name is given, so nothing is asked.
    private int wipe(String... args) {
        var words = Stream.concat(Stream.of("wipe"), words(args));
        return Main.run(console(), words.toArray(String[]::new));
    }

    /// What is typed ends there; nothing is read of this process's own input.
    private int typed(String typed, String... args) {
        var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new CommandLine(new WipeCommand(console(), in))
                .execute(words(args).toArray(String[]::new));
    }

    private Stream<String> words(String... args) {
        return Stream.concat(Stream.of("--state", state.toString()), Stream.of(args));
    }

    private Console console() {
        out.reset();
        err.reset();
        return new Console(Lang.EN, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String latin(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

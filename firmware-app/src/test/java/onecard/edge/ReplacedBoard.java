package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.process.Ports;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A board with a door and a till, the backup of it, and another board that is to take its place.
abstract class ReplacedBoard {

    static final String ANN = "342500d1560000050000000000000001";
    static final String BEN = "342500d1560000050000000000000002";
    static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            ssc,%s,p-0002,staff,,,,
            """
                    .formatted(ANN, BEN);

    private static final String SITE =
            """
            onecard: 1
            site: bench
            device: bench
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true }, pay: { sim: true } }
              relays: { lock: { sim: true, max_on_ms: 10000, at_stop: off } }
            schedules: { always: [ { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", until: "00:00" } ] }
            points:
              - { id: door-1, profile: door, in: { reader: in, relay: lock }, lists: [demo], least: A0, journal_full: refuse }
              - id: till-1
                profile: canteen
                in: { reader: pay }
                payment: counted
                meals: { meal: { schedule: always } }
                meal_count_max: 1
                lists: [demo]
                repeat_within_s: 0
                least: A0
            lists: { demo: { local: true } }
            journal: { host: none }
            uplink: { url: "mqtt://127.0.0.1:%d" }
            keys: { site: { generate: true } }
            """;

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path former = Path.of("");
    Path next = Path.of("");
    Path site = Path.of("");
    Path backup = Path.of("");
    String yaml = "";
    int port;

    @BeforeEach
    void start() throws IOException {
        former = Files.createDirectory(dir.resolve("former"));
        next = Files.createDirectory(dir.resolve("next"));
        port = Ports.free();
        yaml = SITE.formatted(port);
        site = Files.writeString(dir.resolve("site.yaml"), yaml);
        backup = dir.resolve("bench.backup");
    }

    // --- what is done ---

    void recorded() throws Exception {
        try (var board = new SimDaemon(former, yaml)) {
            board.imports("demo", PEOPLE, 2);
            taps(board, "in", ANN, "granted OK");
        }
    }

    static void taps(SimDaemon board, String reader, String card, String verdict) {
        board.tap(reader, card);
        assertEquals(verdict, board.verdict());
    }

    void siteKeyIsBrought() throws IOException {
        var state = Files.createDirectories(next.resolve("state"));
        Files.copy(
                former.resolve("state/site.key"),
                state.resolve("site.key"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    void emptied() throws IOException {
        for (var name : names()) {
            if (!List.of("lock", "site.key").contains(name)) {
                delete(next.resolve("state").resolve(name));
            }
        }
    }

    static void delete(Path path) throws IOException {
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    int backup() {
        return run(
                "backup",
                "--site",
                site.toString(),
                "--out",
                backup.toString(),
                "--state",
                former.resolve("state").toString());
    }

    int restore(String... more) {
        return run(
                Stream.concat(
                                Stream.of(
                                        "restore",
                                        backup.toString(),
                                        "--state",
                                        next.resolve("state").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    int run(String... args) {
        out.reset();
        err.reset();
        return Main.run(new Console(Lang.EN, stream(out), stream(err)), args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String said(String pattern) {
        var found = Pattern.compile(pattern).matcher(out());
        assertTrue(found.find(), this::out);
        return found.group(1);
    }

    // --- what is there ---

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(next.resolve("state"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<String> events(Path board) throws IOException {
        var events = new ArrayList<String>();
        try (var reader =
                JournalReader.open(StateDir.journal(board.resolve("state"))).orElseThrow()) {
            long _ = reader.each(0, events::add);
        }
        return events;
    }

    static String last(Path board) throws IOException {
        return events(board).getLast();
    }

    static List<String> epochs(List<String> events) {
        return events.stream()
                .map(BackupCommandTest::data)
                .map(it -> it.text("epoch").orElseThrow())
                .distinct()
                .toList();
    }

    static Json.Obj data(String event) {
        return JsonReader.object(event).flatMap(it -> it.object("data")).orElseThrow();
    }

    static long session(Path board) throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + board.resolve("state/journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT value FROM state WHERE name='session'")) {
            assertTrue(row.next());
            return Long.parseLong(row.getString(1));
        }
    }
}

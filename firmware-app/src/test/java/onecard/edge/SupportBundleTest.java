package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.process.Ports;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor --bundle`: what a stranger sees of a board, and what not.
class SupportBundleTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final List<String> ENTRIES =
            List.of(
                    "README.txt",
                    "files.json",
                    "findings.json",
                    "journal.json",
                    "log.txt",
                    "metrics.json",
                    "site.json",
                    "versions.json");

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> secrets =
            new ArrayList<>(List.of("hunter2", "Zhang", "13800138000"));
    private Path site;
    private Path log;
    private Path bundle;
    private String yaml = "";

    @BeforeEach
    void aBoard() throws Exception {
        bundle = dir.resolve("support.zip");
        var password = Files.writeString(dir.resolve("password"), "hunter2");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                                .replace("pcsc: \"*\", slot: contactless", "sim: true")
                                .replace("127.0.0.1:1883\"", "127.0.0.1:" + Ports.free() + "\"")
                                .replace(
                                        "1883\" }",
                                        "1883\", username: Zhang, password: { file: %s } }"
                                                .formatted(password))
                        + "# the broker's password is hunter2; ask Zhang, 13800138000\n";
        site = Files.writeString(dir.resolve("site.yaml"), yaml);
        log =
                Files.writeString(
                        dir.resolve("onecard.log"),
                        "uplink: mqtt://op:hunter2@127.0.0.1 is away; call 13800138000\n");
    }

    @Test
    void whatOpensOrNamesIsNotInIt() throws Exception {
        Map<String, String> entries;
        try (var board = new SimDaemon(dir, yaml)) {
            board.imports(
                    "demo", Files.readString(Path.of("../profiles/examples/bench-door.csv")), 6);
            board.tap("in", ANN);
            assertEquals("granted OK", board.verdict());
            board.awaitSettled("door-1"); // or it would be written to between two looks
            var token = token();
            Files.writeString(log, Files.readString(log) + "door-1: granted " + token + "\n");
            secrets.add(token);
            secrets.add(ANN);
            entries = bundled(0);
        }
        secrets.add(Files.readString(dir.resolve("state/site.key")).strip());
        secrets.add(
                Files.readString(dir.resolve("state/device.pem"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .get());
        for (var entry : entries.entrySet()) {
            for (var secret : secrets) {
                assertFalse(entry.getValue().contains(secret), entry + " has " + secret);
            }
        }
        assertTrue(
                entry(entries, "log.txt").contains("door-1: granted <token "), entries::toString);
        var metrics = object(entries, "metrics.json");
        assertEquals(Optional.of(1L), metrics.number("onecard_taps_total{verdict=\"granted\"}"));
        var journal = object(entries, "journal.json");
        assertEquals(Optional.of(true), journal.bool("holds"));
        assertTrue(journal.number("records").orElseThrow() >= 3);
        assertEquals(journal.number("records"), journal.number("unsent"));
        assertTrue(object(entries, "files.json").number("journal.db").orElse(0L) > 0);
        assertEquals(
                Optional.of("bench"), object(entries, "site.json").text("site"), entries::toString);
        assertTrue(entry(entries, "findings.json").contains("\"part\":\"daemon\""));
        assertEquals(Optional.of("0.1.0"), object(entries, "versions.json").text("onecard"));
    }

    /// A file that no daemon starts by is what somebody may ask for help with, whatever stands in
    /// the wrong place of it.
    @Test
    void aBadSiteFileIsBundledToo() throws Exception {
        Files.writeString(
                site,
                yaml.replaceFirst(
                                "uplink: .*",
                                "uplink: { url: \"mqtt://127.0.0.1\", password: hunter2 }")
                        .replace("least: A0", "leest: hunter2"));
        var entries = bundled(1);
        assertTrue(err().contains("uplink.password"), this::err);
        entries.values().forEach(it -> assertFalse(it.contains("hunter2"), it));
        assertTrue(entry(entries, "findings.json").contains("leest"), entries::toString);

        Files.writeString(site, "\"unclosed: hunter2\n");
        entries = bundled(1);
        entries.values().forEach(it -> assertFalse(it.contains("hunter2"), it));
        assertEquals("\"no YAML\"\n", entry(entries, "site.json"));
    }

    @Test
    void whatIsNotThereIsSaidAndNoReasonNotToHelp() throws Exception {
        Files.delete(log);
        var entries = bundled(0);
        assertTrue(entry(entries, "log.txt").startsWith("not to be had: "), entries::toString);
        assertEquals("{}\n", entry(entries, "journal.json"));
        assertEquals("{}\n", entry(entries, "metrics.json"));
    }

    @Test
    void aStateBehindALinkIsSeen() throws Exception {
        var there = Files.createDirectory(dir.resolve("other-disk"));
        Files.writeString(there.resolve("registry.db.damaged-1"), "four");
        Files.createSymbolicLink(dir.resolve("state"), there);
        var files = object(bundled(0), "files.json");
        assertEquals(Optional.of(4L), files.number("registry.db.damaged-1"), files::toString);
    }

    /// Not more than its end, from a whole line on.
    @Test
    void ofALongLogTheEndIsInIt() throws Exception {
        var line = "this door ".repeat(9) + "is shut\n";
        Files.writeString(log, "first\n" + line.repeat(5_000) + "last\n");
        var lines = entry(bundled(0), "log.txt").lines().toList();
        assertEquals("last", lines.getLast());
        assertEquals(line.strip(), lines.getFirst());
        assertTrue(lines.size() > 2_000 && lines.size() < 3_000, () -> "" + lines.size());
    }

    // --- what is done ---

    private Map<String, String> bundled(int exit) throws IOException {
        out.reset();
        err.reset();
        var console = new Console(Lang.EN, stream(out), stream(err));
        int status =
                Main.run(
                        console,
                        "doctor",
                        "--site",
                        site.toString(),
                        "--state",
                        dir.resolve("state").toString(),
                        "--bundle",
                        bundle.toString(),
                        "--log",
                        log.toString());
        assertEquals(exit, status, this::err);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)));
        assertTrue(err().contains("look into it before you send it"), this::err);
        var entries = new TreeMap<String, String>();
        try (var zip = new ZipFile(bundle.toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(),
                        new String(
                                zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(ENTRIES, List.copyOf(entries.keySet()));
        return entries;
    }

    private String token() throws IOException {
        var events = new ArrayList<String>();
        try (var reader =
                JournalReader.open(StateDir.journal(dir.resolve("state"))).orElseThrow()) {
            long _ = reader.each(0, events::add);
        }
        return events.stream()
                .map(
                        it ->
                                JsonReader.object(it)
                                        .flatMap(event -> event.object("data"))
                                        .orElseThrow())
                .flatMap(data -> data.object("credential").stream())
                .flatMap(credential -> credential.text("token").stream())
                .findFirst()
                .orElseThrow();
    }

    private static String entry(Map<String, String> entries, String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    private static Json.Obj object(Map<String, String> entries, String name) {
        return JsonReader.object(entry(entries, name).strip()).orElseThrow();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import onecard.edge.cli.Console;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A board is replaced by another one: `backup` there, `restore` here, by the daemons and the host
/// of a door and a till.
class BackupCommandTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BEN = "342500d1560000050000000000000002";
    private static final String PEOPLE =
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

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path former;
    private Path next;
    private Path site;
    private Path backup;
    private String yaml = "";
    private int port;

    @BeforeEach
    void start() throws IOException {
        former = Files.createDirectory(dir.resolve("former"));
        next = Files.createDirectory(dir.resolve("next"));
        port = Ports.free();
        yaml = SITE.formatted(port);
        site = Files.writeString(dir.resolve("site.yaml"), yaml);
        backup = dir.resolve("bench.backup");
    }

    /// Made while the daemon runs, which goes on, and ends without having sent anything. What it
    /// recorded after the backup was made is lost with it; everything else its successor has.
    @Test
    @Tag("mosquitto")
    void itsSuccessorGoesOnAndTheHostGetsEverythingInItsPlace() throws Exception {
        String lost;
        try (var board = new SimDaemon(former, yaml)) {
            board.imports("demo", PEOPLE, 2);
            taps(board, "in", ANN, "granted OK");
            taps(board, "pay", ANN, "granted OK");
            board.watched.next(it -> it.text("state").equals(Optional.of("done")));
            assertEquals(0, backup(), this::err);
            assertTrue(out().contains(former.resolve("state/site.key").toString()), this::out);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
            taps(board, "in", BEN, "granted OK");
            lost = last(former);
        }
        var formerKey = said("signed by (ed25519:\\S+);");

        siteKeyIsBrought();
        assertEquals(0, restore("--key", formerKey), this::err);
        var key = said("own key: (ed25519:\\S+);");
        assertNotEquals(formerKey, key);
        assertEquals(yaml, Files.readString(next.resolve("state/restored-site.yaml")));
        assertFalse(events(next).contains(lost), "what was recorded after the backup is not in it");

        var host = new ConcurrentLinkedQueue<Json.Obj>();
        try (var _ = Service.mosquitto(port, dir);
                var _ =
                        new Listener(
                                port, "host", "oc/v1/bench/bench/evt/#", it -> take(it, host));
                var board = new SimDaemon(next, yaml)) {
            var _ = board.watched.recorded(); // by its predecessor
            taps(board, "pay", ANN, "refused LIMIT");
            taps(board, "pay", BEN, "granted OK");
            board.watched.next(it -> it.text("state").equals(Optional.of("done")));
            taps(board, "in", BEN, "granted OK");
            Await.until("all that is recorded", SOON, () -> ids(host).containsAll(ids(next)));
        }
        gapless(host);
        oneEpochWasBegunByTheSuccessor(formerKey, key);
        chainHoldsByBothKeys(formerKey, key);
    }

    private void oneEpochWasBegunByTheSuccessor(String formerKey, String key) throws IOException {
        var epochs =
                events(next).stream()
                        .map(BackupCommandTest::data)
                        .filter(it -> it.text("what").equals(Optional.of("epoch")))
                        .toList();
        assertEquals(2, epochs.size(), epochs::toString);
        var begun = epochs.getLast();
        assertEquals(Optional.of(key), begun.text("key"));
        assertEquals(Optional.of(formerKey), begun.text("former_key"));
        assertTrue(begun.text("restored").isPresent());
        var contract = new ContractValidator();
        for (var event : events(next)) {
            var published = JsonReader.object(event).orElseThrow().with("replayed", false);
            assertEquals(
                    Optional.empty(),
                    contract.objectionBySchema("event", Canonical.text(published)));
        }
    }

    private void chainHoldsByBothKeys(String formerKey, String key) throws IOException {
        var state = next.resolve("state").toString();
        var both = List.of(formerKey, key);
        try (var reader =
                JournalReader.open(StateDir.journal(next.resolve("state"))).orElseThrow()) {
            var proof = reader.verify(new JournalVerify.Wanted(both, Optional.empty()));
            assertEquals(List.of(), proof.problems());
            assertTrue(proof.signatures() >= 2);
        }
        assertEquals(
                0, run("journal", "verify", "--state", state, "--key", formerKey, "--key", key));
        assertEquals(1, run("journal", "verify", "--state", state, "--key", key));
        var export = Files.write(dir.resolve("export.jsonl"), events(next));
        assertFalse(audit(export + "," + formerKey + "+" + key).contains("SIGNATURE"));
        assertTrue(audit(export + "," + key).contains("SIGNATURE"));
    }

    /// By an auditor of another make.
    private static String audit(String what) throws IOException {
        var process =
                new ProcessBuilder("../scripts/audit-journal", what)
                        .redirectErrorStream(true)
                        .start();
        try (var said = process.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A second backup, of the successor, has the records of both.
    @Test
    void whatWasRestoredIsBackedUpAndRestoredAgain() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        assertEquals(0, restore(), this::err);
        assertTrue(out().contains("who signed it was not checked"), this::out);
        var second = dir.resolve("second.backup");
        assertEquals(
                0,
                run(
                        "backup",
                        "--site",
                        site.toString(),
                        "--out",
                        second.toString(),
                        "--state",
                        next.resolve("state").toString()),
                this::err);
        var third = Files.createDirectories(dir.resolve("third/state"));
        Files.copy(former.resolve("state/site.key"), third.resolve("site.key"));
        assertEquals(0, run("restore", second.toString(), "--state", third.toString()), this::err);
        var events = events(dir.resolve("third"));
        assertEquals(events(next), events.subList(0, events.size() - 1));
        assertEquals(3, epochs(events).size());
    }

    @Test
    void itsSessionsAreBeyondThoseOfItsPredecessor() throws Exception {
        recorded();
        assertEquals(0, backup());
        for (int start = 0; start < 3; start++) {
            new SimDaemon(former, yaml).close();
        }
        siteKeyIsBrought();
        assertEquals(0, restore(), this::err);
        long before = session(former);
        new SimDaemon(next, yaml).close();
        assertTrue(session(next) > before, () -> "not after " + before);
    }

    @Test
    void theSiteFilesThatCameSignedComeAlong() throws Exception {
        recorded();
        var slots = SiteSlots.open(former.resolve("state/config"), site, "boot");
        slots.store(7, yaml + "# the seventh\n");
        assertTrue(slots.begin().trial());
        slots.confirm();
        assertEquals(0, backup(), this::err);
        siteKeyIsBrought();
        assertEquals(0, restore(), this::err);
        var given = next.resolve("state/restored-site.yaml");
        var there = SiteSlots.open(next.resolve("state/config"), given, "another boot");
        assertEquals(7, there.version());
        assertEquals(yaml + "# the seventh\n", there.begin().yaml());
    }

    // --- what is refused ---

    @Test
    void aStateThatHasAnythingIsLeftAsItIs() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        for (var name :
                List.of("journal.db", "registry.db", "vault.db", "device.pem", "imported")) {
            var there = Files.writeString(next.resolve("state").resolve(name), "mine");
            assertEquals(3, restore(), name);
            assertTrue(err().contains("must be empty, but has " + name), this::err);
            assertEquals(Stream.of(name, "lock", "site.key").sorted().toList(), names());
            assertEquals("mine", Files.readString(there));
            Files.delete(there);
        }
        try (var held = StateDir.hold(next.resolve("state")).orElseThrow()) {
            assertEquals(3, restore(), held::toString);
            assertTrue(err().contains("another holds it"), this::err);
        }
    }

    @Test
    void nobodyWouldBeKnownUnderAnotherSiteKey() throws Exception {
        recorded();
        assertEquals(0, backup());
        Files.createDirectories(next.resolve("state"));
        assertEquals(1, restore(), "none is there");
        assertTrue(err().contains("put it at " + next.resolve("state/site.key")), this::err);
        Secrets.siteKey(new Secret.Generate(), next.resolve("state"));
        assertEquals(1, restore(), "another is there");
        assertEquals(List.of("lock", "site.key"), names());
        assertEquals(0, restore("--other-site-key"), this::err);
    }

    @Test
    void whatOthersSignedOrAlteredIsNotTaken() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        assertEquals(1, restore("--key", "ed25519:" + "A".repeat(43)));
        assertTrue(err().contains("must be signed by ed25519:AAAA"), this::err);
        var good = Files.readAllBytes(backup);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            var bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(backup, bad);
            int exit = restore();
            if (exit == 0) {
                // A bit that means nothing, such as a time in the zip: all the same to the state.
                assertEquals(2, epochs(events(next)).size());
                emptied();
            } else {
                assertEquals(1, exit, this::err);
                assertEquals(List.of("lock", "site.key"), names());
                refused++;
            }
        }
        assertTrue(refused > 40, "only " + refused + " of 60");
        for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
            Files.write(backup, Arrays.copyOf(good, length));
            assertEquals(1, restore(), () -> "cut at " + length);
        }
        Files.delete(backup);
        assertEquals(3, restore());
    }

    @Test
    void itIsForTheSameDeviceAlone() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        var other = dir.resolve("other.yaml");
        Files.writeString(other, yaml.replace("device: bench", "device: other"));
        assertEquals(1, restore("--site", other.toString()));
        assertTrue(err().contains("is of bench/bench, and the site file of bench/other"));
        assertEquals(List.of("lock", "site.key"), names());

        assertEquals(
                3,
                run(
                        "backup",
                        "--site",
                        other.toString(),
                        "--out",
                        backup.toString(),
                        "--state",
                        former.resolve("state").toString()));
        assertTrue(err().contains("must be that of bench/bench"), this::err);
        Files.writeString(other, yaml + "# mended\n");
        assertEquals(0, restore("--site", other.toString()), this::err);
        assertFalse(Files.exists(next.resolve("state/restored-site.yaml")));
    }

    /// Neither keys nor bodies, under any name.
    @Test
    void noSecretIsInIt() throws Exception {
        recorded();
        Files.writeString(former.resolve("state/vault.db"), "sealed templates");
        assertEquals(0, backup());
        assertTrue(out().contains("nothing of people's bodies is in it"), this::out);
        var secrets = new ArrayList<String>();
        secrets.add("sealed templates");
        secrets.add(Files.readString(former.resolve("state/site.key")).strip());
        var pem = Files.readString(former.resolve("state/device.pem"));
        secrets.add(pem.lines().skip(1).findFirst().orElseThrow());
        try (var zip = new ZipFile(backup.toFile())) {
            var entries = zip.stream().toList();
            assertEquals(
                    List.of("deny.db", "journal.db", "manifest.json", "registry.db", "site.yaml"),
                    entries.stream().map(it -> it.getName()).sorted().toList());
            for (var entry : entries) {
                var content =
                        new String(
                                zip.getInputStream(entry).readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                for (var secret : secrets) {
                    assertFalse(content.contains(secret), entry::getName);
                }
            }
        }
    }

    /// One that is there is replaced whole, and what a cut left beside it does not matter.
    @Test
    void aBackupIsReplacedWhole() throws Exception {
        recorded();
        assertEquals(0, backup());
        Files.writeString(dir.resolve("bench.backup.new"), "half");
        new SimDaemon(former, yaml).close();
        assertEquals(0, backup(), this::err);
        assertFalse(Files.exists(dir.resolve("bench.backup.new")));
        try (Stream<Path> files = Files.list(dir)) {
            assertTrue(files.noneMatch(it -> it.toString().contains(".onecard-backup-")));
        }
        siteKeyIsBrought();
        assertEquals(0, restore(), this::err);
        assertEquals(events(former), events(next).subList(0, events(former).size()));
    }

    @Test
    void whereNothingIsThereIsNothingToBackUp() throws Exception {
        assertEquals(3, backup());
        assertTrue(err().contains("no journal is there"), this::err);
        assertFalse(Files.exists(former.resolve("state")));
        Files.writeString(backup, "no zip");
        assertEquals(1, restore());
        assertTrue(err().contains("is no backup"), this::err);
    }

    // --- what is done ---

    private void recorded() throws Exception {
        try (var board = new SimDaemon(former, yaml)) {
            board.imports("demo", PEOPLE, 2);
            taps(board, "in", ANN, "granted OK");
        }
    }

    private static void taps(SimDaemon board, String reader, String card, String verdict) {
        board.tap(reader, card);
        assertEquals(verdict, board.verdict());
    }

    private void siteKeyIsBrought() throws IOException {
        var state = Files.createDirectories(next.resolve("state"));
        Files.copy(
                former.resolve("state/site.key"),
                state.resolve("site.key"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void emptied() throws IOException {
        for (var name : names()) {
            if (!List.of("lock", "site.key").contains(name)) {
                delete(next.resolve("state").resolve(name));
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int backup() {
        return run(
                "backup",
                "--site",
                site.toString(),
                "--out",
                backup.toString(),
                "--state",
                former.resolve("state").toString());
    }

    private int restore(String... more) {
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

    private int run(String... args) {
        out.reset();
        err.reset();
        return Main.run(new Console(Lang.EN, stream(out), stream(err)), args);
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

    private String said(String pattern) {
        var found = Pattern.compile(pattern).matcher(out());
        assertTrue(found.find(), this::out);
        return found.group(1);
    }

    // --- what is there ---

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(next.resolve("state"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> events(Path board) throws IOException {
        var events = new ArrayList<String>();
        try (var reader =
                JournalReader.open(StateDir.journal(board.resolve("state"))).orElseThrow()) {
            long _ = reader.each(0, events::add);
        }
        return events;
    }

    private static String last(Path board) throws IOException {
        return events(board).getLast();
    }

    private static List<String> epochs(List<String> events) {
        return events.stream()
                .map(BackupCommandTest::data)
                .map(it -> it.text("epoch").orElseThrow())
                .distinct()
                .toList();
    }

    private static Json.Obj data(String event) {
        return JsonReader.object(event).flatMap(it -> it.object("data")).orElseThrow();
    }

    private static long session(Path board) throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:" + board.resolve("state/journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT value FROM state WHERE name='session'")) {
            assertTrue(row.next());
            return Long.parseLong(row.getString(1));
        }
    }

    // --- the host ---

    private static void take(Listener.Heard heard, ConcurrentLinkedQueue<Json.Obj> host) {
        host.add(JsonReader.object(heard.text()).orElseThrow());
    }

    private static List<String> ids(Path board) {
        try {
            return ids(events(board).stream().map(it -> JsonReader.object(it).orElseThrow()));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<String> ids(ConcurrentLinkedQueue<Json.Obj> host) {
        return ids(host.stream());
    }

    private static List<String> ids(Stream<Json.Obj> events) {
        return events.map(event -> event.text("id").orElseThrow()).toList();
    }

    /// Of each epoch every record from the first on, and none with two contents.
    private static void gapless(ConcurrentLinkedQueue<Json.Obj> host) {
        Map<String, TreeMap<Long, String>> epochs = new HashMap<>();
        for (var event : host) {
            var data = event.object("data").orElseThrow();
            var hash = data.text("hash").orElseThrow();
            var before =
                    epochs.computeIfAbsent(data.text("epoch").orElseThrow(), _ -> new TreeMap<>())
                            .put(data.number("seq").orElseThrow(), hash);
            assertTrue(before == null || before.equals(hash), event::toString);
        }
        assertEquals(2, epochs.size(), epochs::toString);
        epochs.values()
                .forEach(
                        records ->
                                assertEquals(
                                        LongStream.rangeClosed(1, records.size()).boxed().toList(),
                                        List.copyOf(records.keySet())));
    }
}

package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Service;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A board is replaced by another one: `backup` there, `restore` here, by the daemons and the host
/// of a door and a till.
class BackupCommandTest extends ReplacedBoard {

    private static final Duration SOON = Duration.ofSeconds(30);

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
        var left = Files.createDirectory(dir.resolve(".onecard-backup-1"));
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("journal.db"), "half");
        new SimDaemon(former, yaml).close();
        assertEquals(0, backup(), this::err);
        try (Stream<Path> files = Files.list(dir)) {
            assertTrue(files.noneMatch(it -> it.toString().contains(".onecard-backup-")));
        }
        siteKeyIsBrought();
        assertEquals(0, restore(), this::err);
        assertEquals(events(former), events(next).subList(0, events(former).size()));
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

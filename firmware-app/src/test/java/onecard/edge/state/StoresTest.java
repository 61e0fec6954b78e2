package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.DenyList;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.store.journal.SqliteJournal;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state directory opened whole, with the shipped bench door.
class StoresTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

    @TempDir Path dir;

    @Test
    void aStateDirectoryThatIsMadeIsItsOwnersAlone() throws Exception {
        var made = dir.resolve("lib").resolve("onecard");
        try (var _ = StateDir.hold(made).orElseThrow()) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        }
    }

    @Test
    void damageOfBothFilesIsToldAndBothLieAside() throws Exception {
        open();
        var journal = noise("journal.db", 1);
        var registry = noise("registry.db", 2);

        open();
        open();

        assertArrayEquals(journal, Files.readAllBytes(dir.resolve("journal.db.damaged-1")));
        assertArrayEquals(registry, Files.readAllBytes(dir.resolve("registry.db.damaged-1")));
        assertEquals(List.of("journal_damaged", "registry_damaged"), alarms());
        assertTrue(
                told("detail").getLast().contains("import the lists again"),
                () -> told("detail").toString());
    }

    private List<String> alarms() {
        return told("alarm");
    }

    /// What the journal's records say there, and that it is whole.
    private List<String> told(String member) {
        var told = new ArrayList<String>();
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event ->
                                    JsonReader.object(event)
                                            .flatMap(known -> known.object("data"))
                                            .flatMap(data -> data.text(member))
                                            .ifPresent(told::add));
            var proof = reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            assertTrue(proof.holds(), proof.problems()::toString);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return told;
    }

    @Test
    void theFloorOutlivesARestart() throws Exception {
        var ahead = Instant.now().plus(Duration.ofDays(3_000));
        var site = Sites.read(BENCH, Console.ofProcess(Lang.EN));
        try (var state = StateDir.hold(dir).orElseThrow()) {
            var stores =
                    Stores.open(site.orElseThrow(), state, new KernelClock(), new MemoryFold());
            stores.file().keep(SqliteJournal.TIME_FLOOR, Long.toString(ahead.toEpochMilli()));
            close(stores);
            stores = Stores.open(site.orElseThrow(), state, new KernelClock(), new MemoryFold());
            assertTrue(!stores.clock().get().wall().isBefore(ahead.minusMillis(1)));
            stores.file().keep(SqliteJournal.TIME_FLOOR, "no number");
            close(stores);
            close(Stores.open(site.orElseThrow(), state, new KernelClock(), new MemoryFold()));
        }
    }

    /// Whoever can take files from a board must not get his lost card going again (I77).
    @Test
    void aRegistryThatIsTakenAwayLetsNothingEarlierBackIn() throws Exception {
        var site = trusting();
        assertEquals(List.of("deny: in force"), taken(site, 2));

        Files.delete(dir.resolve("registry.db"));
        Files.delete(dir.resolve("deny.db"));

        assertEquals(
                List.of("deny: this version or a later one is in force, or was"), taken(site, 1));
        assertEquals(List.of("deny: in force"), taken(site, 2));
        assertEquals(List.of("registry_damaged"), alarms());
        assertEquals(List.of("deny: in force"), taken(site, 3));
    }

    /// A power cut came between a list and its mark in the journal.
    @Test
    void whatTheRegistryReachedTheJournalLearnsAtTheNextStart() throws Exception {
        var site = Sites.read(BENCH, Console.ofProcess(Lang.EN)).orElseThrow();
        try (var state = StateDir.hold(dir).orElseThrow()) {
            var stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            var deny = new DenyList("bench", 4, Instant.EPOCH, Optional.empty(), List.of());
            assertTrue(stores.registry().denied().adopt(deny, "key").isPresent());
            close(stores);
            stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            assertEquals(Map.of("deny", 4L), Reached.in(stores.file()));
            stores.file().keep("reached:deny", "no number");
            assertEquals(Map.of(), Reached.in(stores.file()));
            close(stores);
        }
    }

    /// A wrong one would shut the list, or the next site file, out for ever.
    @Test
    void ofADamagedJournalNoVersionIsTakenThatTheRegistryDoesNotHave() throws Exception {
        var site = Sites.read(BENCH, Console.ofProcess(Lang.EN)).orElseThrow();
        try (var state = StateDir.hold(dir).orElseThrow()) {
            var stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            var deny = new DenyList("bench", 4, Instant.EPOCH, Optional.empty(), List.of());
            assertTrue(stores.registry().denied().adopt(deny, "key").isPresent());
            stores.file().keep(SqliteJournal.TIME_FLOOR, "7");
            stores.file().keep("reached:deny", "9007199254740991");
            stores.file().keep("reached:staff", "9007199254740991");
            stores.file().keep("config_seen", "9007199254740991");
            close(stores);
            noise("journal.db", 1);

            stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            assertEquals(Optional.of("7"), stores.file().state(SqliteJournal.TIME_FLOOR));
            assertEquals(Map.of("deny", 4L), Reached.in(stores.file()));
            assertEquals(Optional.empty(), stores.file().state("config_seen"), "the slots have it");
            assertEquals(4, stores.registry().denied().version());
            assertEquals(List.of("journal_damaged"), alarms());
            close(stores);
        }
    }

    /// From a memory stick, on a board that has been off for long.
    @Test
    void aSignedListRaisesTheFloorAnUnknownKeysDoesNot() throws Exception {
        var yaml = Files.readString(BENCH);
        var trusting = trusting();
        var ahead = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        var stick = stick(new DenyList("bench", 1, ahead, Optional.empty(), List.of()));

        assertTrue(afterTheStick(yaml, stick).isBefore(ahead));
        assertFalse(afterTheStick(trusting, stick).isBefore(ahead));
    }

    private static String trusting() throws Exception {
        return Files.readString(BENCH)
                .replace(
                        "{ generate: true }",
                        "{ generate: true }, lists: [\"%s\"]".formatted(KEY.publicText()));
    }

    private Path stick(DenyList deny) throws Exception {
        var stick = Files.createDirectories(dir.resolve("stick"));
        Files.writeString(stick.resolve("deny.json"), Canonical.text(deny.signed(KEY)));
        return stick;
    }

    /// What is told of it.
    private List<String> taken(String yaml, long version) throws Exception {
        var stick =
                stick(new DenyList("bench", version, Instant.EPOCH, Optional.empty(), List.of()));
        try (var offline = OfflineState.open(site(yaml), StateDir.hold(dir).orElseThrow())) {
            var answer = offline.lists().answer(ListCommands.request(stick, Lang.EN));
            return answer.array("told").orElseThrow().items().stream()
                    .map(line -> ((Json.Str) line).value())
                    .toList();
        }
    }

    private SiteProfile site(String yaml) throws Exception {
        return Sites.read(
                        Files.writeString(dir.resolve("site.yaml"), yaml),
                        Console.ofProcess(Lang.EN))
                .orElseThrow();
    }

    /// The floor at the next start.
    private Instant afterTheStick(String yaml, Path stick) throws Exception {
        var site = site(yaml);
        try (var offline = OfflineState.open(site, StateDir.hold(dir).orElseThrow())) {
            var _ = offline.lists().answer(ListCommands.request(stick, Lang.EN));
        }
        try (var state = StateDir.hold(dir).orElseThrow()) {
            var stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            var floor = stores.clock().floor();
            close(stores);
            return floor;
        }
    }

    private void open() throws Exception {
        var site = Sites.read(BENCH, Console.ofProcess(Lang.EN));
        try (var state = StateDir.hold(dir).orElseThrow()) {
            close(Stores.open(site.orElseThrow(), state, new KernelClock(), new MemoryFold()));
        }
    }

    private static void close(Stores stores) throws Exception {
        stores.file().close();
        stores.registry().close();
    }

    private byte[] noise(String name, long seed) throws Exception {
        var file = dir.resolve(name);
        var bytes = Files.readAllBytes(file);
        var noise = new byte[4_096];
        new Random(seed).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, bytes.length > 8_192 ? 4_096 : 0, 4_096);
        Files.write(file, bytes);
        return bytes;
    }
}

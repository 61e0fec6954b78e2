package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.DenyList;
import onecard.edge.loop.MemoryFold;
import onecard.edge.store.JournalReader;
import onecard.edge.store.JournalVerify;
import onecard.edge.store.SqliteJournal;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state directory opened whole, with the shipped bench door.
class StoresTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

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
        var alarms = new ArrayList<String>();
        var details = new ArrayList<String>();
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event -> {
                                var data =
                                        JsonReader.object(event)
                                                .flatMap(known -> known.object("data"))
                                                .orElseThrow();
                                data.text("alarm").ifPresent(alarms::add);
                                data.text("detail").ifPresent(details::add);
                            });
            var proof = reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            assertTrue(proof.holds(), proof.problems()::toString);
        }
        assertEquals(List.of("journal_damaged", "registry_damaged"), alarms);
        assertTrue(details.getLast().contains("import the lists again"), details::toString);
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

    /// From a memory stick, on a board that has been off for long.
    @Test
    void aSignedListRaisesTheFloorAnUnknownKeysDoesNot() throws Exception {
        var key = SigningKey.ofSeed(new byte[32]);
        var yaml = Files.readString(BENCH);
        var trusting =
                yaml.replace(
                        "{ generate: true }",
                        "{ generate: true }, lists: [\"%s\"]".formatted(key.publicText()));
        var ahead = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        var deny = new DenyList("bench", 1, ahead, Optional.empty(), List.of()).signed(key);
        var stick = Files.createDirectories(dir.resolve("stick"));
        Files.writeString(stick.resolve("deny.json"), Canonical.text(deny));

        assertTrue(afterTheStick(yaml, stick).isBefore(ahead));
        assertFalse(afterTheStick(trusting, stick).isBefore(ahead));
    }

    /// The floor at the next start.
    private Instant afterTheStick(String yaml, Path stick) throws Exception {
        var site =
                Sites.read(
                                Files.writeString(dir.resolve("site.yaml"), yaml),
                                Console.ofProcess(Lang.EN))
                        .orElseThrow();
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

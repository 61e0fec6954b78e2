package onecard.edge.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Json;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.StateDir;
import onecard.edge.state.Stores;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.store.journal.Outbox;
import onecard.words.Lang;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A rehearsed tap goes all the way, and nothing of it is ever there.
class RehearsalTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

    @TempDir Path dir;

    /// However hard the site makes it: a tap that is granted is rehearsed.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "applications: [ssc, idcard, tunion, uid]",
                "applications: [uid]",
                "applications: [tunion]",
                "applications: [idcard]",
                "applications: [ssc, uid], contact_cards: refuse",
                "applications: [ssc]|least: A2",
            })
    void aRehearsedTapOpensNothingAndIsNoRecord(String change) throws Exception {
        var parts = change.split("\\|");
        var text =
                Files.readString(BENCH)
                        .replace("applications: [ssc, idcard, tunion, uid]", parts[0])
                        .replace("least: A0", parts.length > 1 ? parts[1] : "least: A0");
        var file = Files.writeString(dir.resolve("site.yaml"), text);
        var site = Sites.read(file, Console.ofProcess(Lang.EN)).orElseThrow();
        try (var state = StateDir.hold(dir).orElseThrow()) {
            var stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
            var head = stores.file().headHash();
            var position = stores.file().position();

            var records = Rehearsal.of(site, stores, Duration.ofMinutes(1));

            assertEquals(
                    List.of(EventKind.TAP, EventKind.STATE, EventKind.PASSAGE),
                    records.stream().map(Draft::kind).toList());
            assertEquals(Optional.of("granted"), records.getFirst().data().text("verdict"));
            assertEquals(head, stores.file().headHash());
            assertEquals(position, stores.file().position());
            assertTrue(Files.notExists(dir.resolve("sim")), "no line was touched");

            var now = stores.clock().get();
            var first =
                    stores.file()
                            .commit(
                                    List.of(Draft.ofDevice(EventKind.SYSTEM, now, Json.Obj.EMPTY)),
                                    now)
                            .getFirst();
            assertEquals(new Outbox.Position(position.epoch(), position.seq() + 1), first.at());
            stores.file().close();
            stores.registry().close();
        }
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            var proof = reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            assertTrue(proof.holds(), proof.problems()::toString);
        }
    }
}

package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.registry.Registry;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A list that is being brought in as the run ends.
class ListCommandsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final Json.Obj REQUEST =
            ListCommands.request(EXAMPLES.resolve("bench-door.csv"), "demo", false, Lang.EN);

    @TempDir Path dir;

    /// It is in force, so its record must be there, too: the journal closes after that.
    @Test
    void theEndWaitsForItsRecordAndNoneIsBegunAfterIt() throws Exception {
        try (var state = StateDir.hold(dir).orElseThrow();
                var registry = Registry.open(state.registry())) {
            var journal = new SlowJournal();
            var commands = commands(state, registry, journal);
            var answer = CompletableFuture.supplyAsync(() -> commands.answer(REQUEST));
            journal.asked.await();
            assertEquals(1, version(registry), "in force before its record");

            registry.stopImports();
            var end = Thread.ofPlatform().start(commands::end);
            Await.until(
                    "the end to wait",
                    Watched.SOON,
                    () -> end.getState() == Thread.State.BLOCKED || !end.isAlive());
            assertTrue(end.isAlive(), "it did not wait for the record");
            journal.durable.countDown();
            end.join();
            assertEquals(Optional.of(true), answer.join().bool("ok"));

            assertEquals(Optional.of(false), commands.answer(REQUEST).bool("ok"));
            assertEquals(1, version(registry));
        }
    }

    /// A large file takes minutes before anything of it is written.
    @Test
    void oneThatIsBeingReadIsGivenUp() throws Exception {
        try (var state = StateDir.hold(dir).orElseThrow();
                var registry = Registry.open(state.registry())) {
            registry.stopImports();
            var answer = commands(state, registry, new SlowJournal()).answer(REQUEST);
            assertEquals(Optional.of(false), answer.bool("ok"), answer::toString);
            assertEquals(0, version(registry));
            try (var left = java.nio.file.Files.list(dir)) {
                assertTrue(left.noneMatch(file -> file.toString().endsWith(".chunk")));
            }
        }
    }

    private static long version(Registry registry) throws Exception {
        return registry.held().stream().mapToLong(it -> it.list().version()).max().orElse(0);
    }

    private static ListCommands commands(StateDir state, Registry registry, Journal journal) {
        return new ListCommands(
                site(),
                state,
                registry,
                new Tokens(new byte[32]),
                new BoardClock(() -> 0, () -> NOW, () -> ClockTrust.SYNCED, NOW),
                journal,
                () -> true);
    }

    private static SiteProfile site() {
        return switch (SiteFile.read(EXAMPLES.resolve("bench-door.yaml"))) {
            case SiteFile.Read.Good(var profile) -> profile;
            case SiteFile.Read.Bad(var problems) ->
                    throw new IllegalStateException(problems.toString());
        };
    }

    /// Durable once the test says so.
    private static final class SlowJournal implements Journal {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch durable = new CountDownLatch(1);

        @Override
        public void offer(Draft draft) {}

        @Override
        public boolean write(Draft draft) throws InterruptedException {
            asked.countDown();
            durable.await();
            return true;
        }

        @Override
        public void keep(String name, String value) {}

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public int fullPercent() {
            return 0;
        }

        @Override
        public void close() {}
    }
}

package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.store.journal.JournalSample.NoFold;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {

    private static final Instant NOON = Instant.parse("2026-11-28T04:00:00Z");

    /// A clock that stands still.
    private static final Supplier<Moment> NEVER =
            () -> new Moment(new Mono(0), NOON, ClockTrust.SYNCED);

    @TempDir Path dir;

    /// One that is closed while its disk stands still would write beside the next.
    @Test
    void itIsClosedOnceItHasEndedHoweverLongThatTakes() throws Exception {
        var disk = new StallingDisk();
        var path = dir.resolve("journal.db");
        var file =
                JournalFile.open(
                        path,
                        JournalSample.who(() -> "epoch1"),
                        JournalSample.limits(64),
                        new NoFold(),
                        disk.now());
        var outbox = new JournalOutbox(path);
        var journal = new SqliteJournal(file, outbox, disk, new Nobody());
        journal.start();
        disk.stall();
        journal.offer(JournalSample.tap(1, disk.now()));
        var closing = Thread.ofPlatform().start(journal::close);
        Await.until(
                "somebody who waits without a limit",
                Watched.SOON,
                () -> closing.getState() == Thread.State.WAITING);
        disk.goOn();
        closing.join();

        outbox.close();
        assertEquals(1, taps(path), "what was queued by then");
    }

    /// A rollback of anybody else's would take records with it that are told to be durable.
    @Test
    void onceItHasBegunTheFileIsItsThreadsAlone() throws Exception {
        var path = dir.resolve("journal.db");
        var file = file(path);
        var outbox = new JournalOutbox(path);
        try (var journal = new SqliteJournal(file, outbox, NEVER, new Nobody())) {
            journal.offer(tap(1));
            assertEquals(1, file.epochs().size());
            assertEquals(0, taps(path), "nothing is written yet");

            journal.start();
            assertTrue(journal.write(tap(2)));
            assertThrows(IllegalStateException.class, file::epochs);
            assertThrows(IllegalStateException.class, () -> file.keep("name", "value"));
            assertThrows(
                    IllegalStateException.class, () -> file.commit(List.of(tap(3)), NEVER.get()));
            assertTrue(journal.write(tap(4)));
        }
        assertEquals(3, taps(path));
        outbox.close();
    }

    /// What a start has said that failed before it wrote.
    @Test
    void oneThatNeverBeganWritesWhatWaitsAsItCloses() throws Exception {
        var path = dir.resolve("journal.db");
        var file = file(path);
        var outbox = new JournalOutbox(path);
        var journal = new SqliteJournal(file, outbox, NEVER, new Nobody());
        journal.offer(tap(1));
        journal.close();
        assertEquals(1, taps(path));
        outbox.close();
    }

    private static int taps(Path journal) throws Exception {
        var taps = new AtomicInteger();
        try (var reader = JournalReader.open(journal).orElseThrow()) {
            reader.each(0, event -> taps.addAndGet(event.contains("granted") ? 1 : 0));
        }
        return taps.get();
    }

    @Test
    void whatIsHandedOverTogetherIsOneCommit() throws Exception {
        var path = dir.resolve("journal.db");
        var file = file(path);
        var outbox = new JournalOutbox(path);
        var commits = new AtomicInteger();
        outbox.onCommit(commits::incrementAndGet);
        try (var journal = new SqliteJournal(file, outbox, NEVER, new Nobody())) {
            journal.start();
            for (int sale = 0; sale < 50; sale++) {
                journal.offer(List.of(tap(2 * sale), tap(2 * sale + 1)));
                assertTrue(journal.write(tap(1_000 + sale)));
            }
        }
        outbox.close();

        // Who waits in turn may share the commit of the pair or have one of their own.
        assertTrue(commits.get() <= 101, () -> commits + " commits and the last checkpoint");
    }

    @Test
    void withoutRoomForOneThereIsNoneForTheOther() throws Exception {
        var disk = new StallingDisk();
        var path = dir.resolve("journal.db");
        var file = file(path);
        var outbox = new JournalOutbox(path);
        var refused = new ConcurrentLinkedQueue<TapId>();
        var journal = new SqliteJournal(file, outbox, disk, new Refused(refused));
        journal.start();
        disk.stall();
        for (int i = 0; i <= JournalLimits.QUEUE_MAX + 1; i++) {
            journal.offer(tap(i)); // the first may be on its way already
        }
        refused.clear();
        journal.offer(List.of(tap(9_001), tap(9_002)));

        assertEquals(List.of(new TapId(9_001), new TapId(9_002)), List.copyOf(refused));
        disk.goOn();
        journal.close();
        outbox.close();
    }

    private static Draft tap(int number) {
        return JournalSample.tap(number, NEVER.get());
    }

    private static JournalFile file(Path path) throws Exception {
        return JournalFile.open(
                path,
                JournalSample.who(() -> "epoch1"),
                JournalSample.limits(64),
                new NoFold(),
                NEVER.get());
    }

    private record Refused(ConcurrentLinkedQueue<TapId> refused) implements Journal.Listener {
        @Override
        public void recorded(TapId tap, long seq) {}

        @Override
        public void notRecorded(TapId tap, Reason why) {
            refused.add(tap);
        }

        @Override
        public void nearlyFull(boolean active) {}
    }

    /// Whoever looks at the time before each thing written stands still with it.
    private static final class StallingDisk implements Supplier<Moment> {
        private final Semaphore goes = new Semaphore(1);

        Moment now() {
            return new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
        }

        void stall() {
            goes.acquireUninterruptibly();
        }

        void goOn() {
            goes.release();
        }

        @Override
        public Moment get() {
            goes.acquireUninterruptibly();
            goes.release();
            return now();
        }
    }

    private static final class Nobody implements Journal.Listener {
        @Override
        public void recorded(TapId tap, long seq) {}

        @Override
        public void notRecorded(TapId tap, Reason why) {}

        @Override
        public void nearlyFull(boolean active) {}
    }
}

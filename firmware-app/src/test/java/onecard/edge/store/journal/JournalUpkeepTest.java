package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import onecard.edge.store.Database;
import onecard.edge.store.journal.Outbox.Position;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keeps a journal small and a boot short: snapshots, marks, the purge, and what they cost
/// with a long backlog. On real files, in memory where the machine has such a disk.
class JournalUpkeepTest {

    private static final int BATCH = 50;

    private Path dir = Path.of("");
    private Moment now = at(Duration.ZERO);
    private CountingFold fold = new CountingFold();

    @BeforeEach
    void make() throws Exception {
        var memory = Path.of("/dev/shm");
        dir =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "onecard-upkeep")
                        : Files.createTempDirectory("onecard-upkeep");
    }

    @AfterEach
    void delete() throws Exception {
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void aSnapshotComesOnceADayAndAlsoOverRestarts() throws Exception {
        for (int hour = 0; hour < 72; hour += 6) {
            now = at(Duration.ofHours(hour));
            try (var journal = open()) {
                journal.commit(List.of(tap(hour)), now);
                journal.snapshotIfDue(now);
                assertEquals(List.of(), journal.snapshotIfDue(now), "hour " + hour);
            }
        }
        assertEquals(2, snapshots());
        assertEquals(12, reopened());
        assertProves();
    }

    @Test
    void aBootFoldsOverAtMostTenThousandRecordsHoweverOftenItRestarts() throws Exception {
        int taps = 0;
        for (int life = 0; life < 7; life++) {
            try (var journal = open()) {
                for (int i = 0; i < 80; i++) {
                    taps += commit(journal, BATCH);
                    journal.snapshotIfDue(now);
                }
            }
        }
        assertEquals(2, snapshots());
        assertEquals(taps, reopened());
        assertTrue(sinceSnapshot() <= JournalLimits.SNAPSHOT_RECORDS);
        assertProves();
    }

    @Test
    void aCommitThatFailsLeavesFoldChainAndCountersAsTheyWere() throws Exception {
        int taps = 0;
        try (var journal = open(1)) {
            var full = new SQLException();
            while (full.getErrorCode() == 0) {
                try {
                    taps += commit(journal, 1);
                } catch (SQLException failed) {
                    full = failed;
                }
            }
            assertEquals(taps, fold.taps());
            var head = journal.headHash();
            assertThrows(SQLException.class, () -> commit(journal, BATCH));
            assertEquals(taps, fold.taps());
            assertEquals(head, journal.headHash());
            assertFalse(journal.makeRoom(full, now), "nothing was received: nothing may go");
            assertTrue(Files.exists(dir.resolve("journal.ballast")), "the disk has room");

            // The host has all but the last hundred, and a week has passed: those may go.
            long received = journal.position().seq() - 100;
            assertTrue(journal.acked(Pos.of(1, received), hash(received)));
            now = at(Duration.ofDays(8));
            assertTrue(
                    journal.makeRoom(full, now),
                    List.of(full, List.of(full.getSuppressed()))::toString);
            taps += commit(journal, BATCH);
        }
        assertEquals(taps, reopened());
        assertProves();
    }

    @Test
    void theFoldHearsWhatTheHostHolds() throws Exception {
        try (var journal = open()) {
            commit(journal, BATCH);
            assertEquals(Optional.empty(), journal.received());
            assertEquals("", fold.held());

            var head = journal.position();
            assertTrue(journal.acked(Pos.of(1, head.seq()), journal.headHash()));

            assertEquals(Optional.of(head), journal.received());
            assertEquals(head.epoch() + ":" + head.seq() + " of " + journal.epochs(), fold.held());
        }
    }

    @Test
    void aPurgeThatHasNothingToDoReadsNothing() throws Exception {
        try (var journal = open()) {
            commit(journal, BATCH);
            assertEquals(0, journal.purge(now));
            var head = journal.position();
            assertTrue(journal.acked(Pos.of(1, head.seq()), journal.headHash()));
            assertEquals(0, journal.purge(now));
            long started = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                assertEquals(0, journal.purge(now));
            }
            long nanos = (System.nanoTime() - started) / 100_000;
            System.out.println("a purge with nothing to do takes " + nanos + " ns");
            assertTrue(nanos < 20_000, nanos + " ns: it reads");

            now = at(Duration.ofDays(8));
            assertEquals(head.seq(), journal.purge(now));
            assertEquals(0, journal.purge(now));
        }
        assertEquals(BATCH, reopened());
        assertProves();
    }

    @Test
    void aRecordOfAClockThatRanAheadGoesWithItsNeighbours() throws Exception {
        try (var journal = open()) {
            commit(journal, BATCH);
            var ahead = Instant.parse("2099-01-01T00:00:00Z");
            now = new Moment(now.mono(), ahead, ClockTrust.RTC);
            commit(journal, BATCH);
            now = at(Duration.ofHours(1));
            commit(journal, BATCH);
            var head = journal.position();
            assertTrue(journal.acked(Pos.of(1, head.seq()), journal.headHash()));

            now = at(Duration.ofDays(8));
            assertEquals(head.seq(), journal.purge(now) + journal.purge(now));
        }
    }

    @Test
    void aHostThatBeganAnewSaysNothingOfWhatNeverLeft() throws Exception {
        long last;
        try (var journal = open()) {
            commit(journal, BATCH);
            assertEquals(1, journal.snapshotIfDue(now = at(Duration.ofDays(2))).size());
            last = journal.position().seq();
        }
        damageTheSnapshot();
        try (var journal = reopen("e0000002")) {
            commit(journal, BATCH);
            var head = journal.position();
            assertEquals("e0000002", head.epoch());
            assertTrue(journal.acked(Pos.of(2, head.seq()), journal.headHash()));
            now = at(Duration.ofDays(20));
            assertEquals(0, journal.purge(now));

            var rest = LongStream.rangeClosed(1, last).map(seq -> Pos.of(1, seq)).boxed().toList();
            journal.markSent(rest);
            assertEquals(rest.size() + head.seq(), journal.purge(now));
        }
    }

    private void damageTheSnapshot() throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE snapshot SET body = '{\"n\":1}'"));
        }
    }

    @Test
    void marksInAnyOrderLeaveExactlyTheOthersUnsent() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var journal = open()) {
            commit(journal, 300);
            try (var outbox = new JournalOutbox(dir.resolve("journal.db"))) {
                var left = new TreeSet<>(unsent(outbox));
                while (!left.isEmpty()) {
                    // Mostly in order, as answers come, and some before their neighbours.
                    var marked =
                            left.stream().limit(40).filter(_ -> random.nextInt(4) > 0).toList();
                    outbox.markSent(marked.stream().map(JournalUpkeepTest::position).toList());
                    marked.forEach(left::remove);
                    assertEquals(List.copyOf(left), unsent(outbox), () -> "seed " + seed);
                    assertEquals(List.copyOf(left), inPages(outbox), () -> "seed " + seed);
                    if (random.nextInt(3) == 0) {
                        outbox.applyMarks(journal);
                        assertEquals(List.copyOf(left), unsent(outbox), () -> "seed " + seed);
                        assertEquals(left.size(), outbox.unsentCount(), () -> "seed " + seed);
                    }
                }
            }
        }
    }

    private static Position position(long seq) {
        return new Position("e0000001", seq);
    }

    /// Until one has fewer than it may.
    private static List<Long> inPages(JournalOutbox outbox) {
        var seqs = new ArrayList<Long>();
        int limit = 7;
        var rows = outbox.unsent(Position.START, limit);
        while (rows.size() == limit) {
            rows.forEach(row -> seqs.add(row.seq()));
            rows = outbox.unsent(rows.getLast().position(), limit);
        }
        rows.forEach(row -> seqs.add(row.seq()));
        return seqs;
    }

    /// A broker took them; that the journal's thread has yet to write it is nobody else's matter.
    @Test
    void whatWasSentIsNotUnsentAgainWhileItsMarkIsWritten() throws Exception {
        try (var journal = open()) {
            commit(journal, 2_000);
            try (var outbox = new JournalOutbox(dir.resolve("journal.db"))) {
                var seen = new HashSet<Long>();
                var ended = new AtomicBoolean();
                var marks =
                        CompletableFuture.runAsync(
                                () -> {
                                    journal.give(Thread.currentThread());
                                    while (!ended.get()) {
                                        apply(outbox, journal);
                                    }
                                });
                for (var rows = outbox.unsent(Position.START, 5);
                        !rows.isEmpty();
                        rows = outbox.unsent(Position.START, 5)) {
                    rows.forEach(
                            row -> assertTrue(seen.add(row.seq()), () -> row.seq() + " again"));
                    outbox.markSent(rows.stream().map(StoredEvent::position).toList());
                }
                ended.set(true);
                marks.join();
                journal.give(Thread.currentThread());
                assertEquals(journal.position().seq(), seen.size());
                apply(outbox, journal);
                assertEquals(0, outbox.unsentCount());
            }
        }
    }

    private static void apply(JournalOutbox outbox, JournalFile journal) {
        try {
            outbox.applyMarks(journal);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aMarkThatCannotBeWrittenWaitsOn() throws Exception {
        var journal = open();
        commit(journal, 20);
        try (var outbox = new JournalOutbox(dir.resolve("journal.db"))) {
            outbox.markSent(List.of(position(1), position(3)));
            journal.close();
            assertThrows(SQLException.class, () -> outbox.applyMarks(journal));
            assertEquals(List.of(2L, 4L), unsent(outbox).subList(0, 2));
            try (var again = open()) {
                outbox.applyMarks(again);
            }
            assertEquals(List.of(2L, 4L), unsent(outbox).subList(0, 2));
        }
    }

    private static List<Long> unsent(JournalOutbox outbox) {
        return outbox.unsent(Position.START, 1_000).stream().map(StoredEvent::seq).toList();
    }

    @Test
    void marksOfALongBacklogCostTheSameAtItsEndAsAtItsStart() throws Exception {
        int rows = 100_000;
        try (var journal = open()) {
            for (int i = 0; i < rows / 64; i++) {
                commit(journal, 64);
            }
            try (var outbox = new JournalOutbox(dir.resolve("journal.db"))) {
                // The oldest row stays unsent, as one does that a broker refuses.
                long first = mark(journal, 2, 20_000);
                long middle = mark(journal, 40_002, 20_000);
                long last = mark(journal, 79_002, 20_000);
                long reading = System.nanoTime();
                assertEquals(1, outbox.unsent(Position.START, 1).getFirst().seq());
                reading = (System.nanoTime() - reading) / 1_000;
                long counting = System.nanoTime();
                assertEquals(journal.position().seq() - 60_000, outbox.unsentCount());
                counting = (System.nanoTime() - counting) / 1_000;
                long walking = System.nanoTime();
                outbox.unsent(Position.START, 50);
                walking = (System.nanoTime() - walking) / 1_000;
                long filling = System.nanoTime();
                journal.markSent(List.of(Pos.of(1, 1)));
                filling = (System.nanoTime() - filling) / 1_000;
                System.out.printf(
                        "100,000 rows, 50 marks: %d, %d, %d us; oldest unsent %d us; 50 unsent past"
                                + " 60,000 sent %d us; count %d us; hole filled %d us%n",
                        first, middle, last, reading, walking, counting, filling);
                assertTrue(last < 10 * first + 1_000, first + " us, then " + last);
            }
        }
        long boot = System.nanoTime();
        reopened();
        System.out.printf(
                "boot over %d records since the snapshot: %d ms%n",
                sinceSnapshot(), (System.nanoTime() - boot) / 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 512, 2000, 0, false",
        "409, 512, 2000, 79, false",
        "410, 512, 2000, 80, true",
        "40, 512, 60, 40, false",
        "80, 512, 20, 80, true", // the disk will be full long before the journal
        "1, 512, 15, 6, true", // somebody else filled it
        "512, 512, 2000, 100, true",
        "600, 512, 2000, 100, true"
    })
    void nearlyFullIsSaidOfTheSmallerOfFileAndDisk(
            long used, long limit, long free, int percent, boolean nearly) {
        var room = new JournalRoom(used << 20, limit << 20, free << 20);

        assertEquals(percent, room.percent());
        assertEquals(nearly, room.nearlyFull());
    }

    /// Marks so many rows in batches of 50; the median time of a batch in microseconds.
    private static long mark(JournalFile journal, long from, int rows) throws SQLException {
        var micros = new ArrayList<Long>();
        for (long seq = from; seq < from + rows; seq += 50) {
            var batch = new ArrayList<Long>();
            for (long row = seq; row < seq + 50; row++) {
                batch.add(Pos.of(1, row));
            }
            long started = System.nanoTime();
            journal.markSent(batch);
            micros.add((System.nanoTime() - started) / 1_000);
        }
        micros.sort(null);
        return micros.get(micros.size() / 2);
    }

    private int commit(JournalFile journal, int count) throws SQLException {
        var batch = new ArrayList<Draft>();
        for (int i = 0; i < count; i++) {
            batch.add(tap(i));
        }
        journal.commit(batch, now);
        return count;
    }

    private long reopened() throws Exception {
        fold = new CountingFold();
        try (var journal = open()) {
            assertTrue(journal.position().seq() > 0);
        }
        return fold.taps();
    }

    private long snapshots() throws Exception {
        return number("SELECT count(*) FROM snapshot");
    }

    private long sinceSnapshot() throws Exception {
        return number(
                "SELECT count(*) FROM record WHERE pos > (SELECT coalesce(max(pos), 0) FROM snapshot)");
    }

    private long number(String sql) throws Exception {
        try (var raw = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"))) {
            return Database.number(raw, sql);
        }
    }

    private String hash(long seq) throws Exception {
        try (var raw = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"))) {
            return Rows.at(raw, Pos.of(1, seq)).orElseThrow().hash();
        }
    }

    private void assertProves() throws Exception {
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            var proof = reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            assertTrue(proof.holds(), proof.problems()::toString);
        }
    }

    private JournalFile open() throws Exception {
        return open(256);
    }

    private JournalFile open(int megabytes) throws Exception {
        return open(megabytes, "e0000001");
    }

    private JournalFile reopen(String epoch) throws Exception {
        fold = new CountingFold();
        return open(256, epoch);
    }

    /// @param epoch of a journal that begins anew
    private JournalFile open(int megabytes, String epoch) throws Exception {
        var who = JournalSample.who(() -> epoch);
        var limits = JournalSample.limits(megabytes);
        return JournalFile.open(dir.resolve("journal.db"), who, limits, fold, now);
    }

    private Draft tap(int number) {
        return JournalSample.tap(number, now);
    }

    private static Moment at(Duration after) {
        return new Moment(
                new Mono(after.toNanos()),
                Instant.parse("2026-11-24T00:00:00Z").plus(after),
                ClockTrust.SYNCED);
    }
}

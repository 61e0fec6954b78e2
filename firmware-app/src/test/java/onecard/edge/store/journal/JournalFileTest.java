package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.process.Commits;
import onecard.edge.store.Database;
import onecard.edge.store.journal.JournalVerify.Wanted;
import onecard.edge.store.journal.Outbox.Position;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal on real SQLite files, in made-up time.
class JournalFileTest {

    private static final Wanted NOTHING = new Wanted(Optional.empty(), Optional.empty());
    private static final SigningKey KEY = JournalSample.KEY;

    @TempDir Path dir;
    private Moment now = at(0);
    private int epochs;

    @Test
    void aRecordHasItsPlaceInTheChain() throws Exception {
        try (var journal = open()) {
            var done = journal.commit(List.of(tap(1), tap(2)), now);

            assertEquals(List.of(2L, 3L), done.stream().map(row -> row.at().seq()).toList());
        }
        var proof = verify(new Wanted(Optional.of(KEY.publicText()), Optional.empty()));
        assertTrue(proof.holds(), proof.problems()::toString);
        assertEquals(3, proof.records());
        assertEquals(1, proof.signatures());
    }

    @Test
    void whoWaitsIsToldOnceItIsDurableAndBeforeItIsFolded() throws Exception {
        var fold = new CountingFold();
        var file = dir.resolve("journal.db");
        var told = new ArrayList<Long>();
        try (var journal =
                        JournalFile.open(
                                file,
                                JournalSample.who(() -> "epoch1"),
                                JournalSample.limits(64),
                                fold,
                                now);
                var other = Database.reader(file)) {
            journal.commit(
                    List.of(tap(1), tap(2)),
                    now,
                    done -> {
                        told.add(fold.taps());
                        done.forEach(row -> assertTrue(isDurable(other, row.pos())));
                    });
            assertEquals(List.of(0L), told);
            assertEquals(2, fold.taps());
        }
    }

    private static boolean isDurable(Connection other, long pos) {
        try {
            return Rows.at(other, pos).isPresent();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void theEpochGoesOnAfterARestart() throws Exception {
        try (var journal = open()) {
            journal.commit(List.of(tap(1)), now);
        }
        try (var journal = open()) {
            assertEquals(3, journal.commit(List.of(tap(1)), now).getFirst().at().seq());
        }
        assertTrue(verify(NOTHING).holds());
        assertEquals(1, verify(NOTHING).epochs());
    }

    @Test
    void aCauseBecomesTheSeqOfItsTap() throws Exception {
        try (var journal = open()) {
            journal.commit(List.of(tap(7)), now);
            var passage =
                    new Draft(
                            Optional.empty(),
                            "door-1",
                            EventKind.PASSAGE,
                            now,
                            Json.Obj.EMPTY.with("result", "passed"),
                            "",
                            Optional.of(new TapId(7)),
                            Optional.empty());
            var event =
                    JsonReader.object(journal.commit(List.of(passage), now).getFirst().event())
                            .orElseThrow();

            assertEquals(2, event.object("data").orElseThrow().number("cause_seq").orElseThrow());
        }
    }

    @Test
    void theSameRecordsGiveTheSameHead() throws Exception {
        var heads = new ArrayList<String>();
        for (var name : List.of("one", "two")) {
            epochs = 0;
            try (var journal = open(dir.resolve(name), limits(64))) {
                journal.commit(List.of(tap(1), tap(2), tap(3)), now);
                heads.add(journal.headHash());
            }
        }
        assertEquals(heads.get(0), heads.get(1));
    }

    @Test
    void nobodyChangesOrDeletesARecord() throws Exception {
        try (var journal = open()) {
            journal.commit(List.of(tap(1)), now);
        }
        try (var raw = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = raw.createStatement()) {
            assertThrows(
                    SQLException.class, () -> statement.execute("UPDATE record SET event = 'x'"));
            assertThrows(SQLException.class, () -> statement.execute("DELETE FROM record"));
        }
    }

    @Test
    void everyTamperingIsFoundAtItsPlace() throws Exception {
        long seed = 20261124;
        var random = new Random(seed);
        var events = new ArrayList<String>();
        try (var journal = open()) {
            for (int i = 0; i < 40; i++) {
                journal.commit(List.of(tap(i)), now);
            }
        }
        try (var reader = JournalReader.open(file()).orElseThrow()) {
            reader.each(0, events::add);
        }
        for (int round = 0; round < 1_000; round++) {
            var altered = new ArrayList<>(events);
            int at = 1 + random.nextInt(events.size() - 2);
            switch (random.nextInt(4)) {
                case 0 -> altered.set(at, flipped(events.get(at), random));
                case 1 -> altered.remove(at);
                case 2 -> altered.add(at, events.get(at));
                default -> altered.set(at, altered.set(at + 1, events.get(at)));
            }
            if (altered.equals(events)) {
                continue;
            }
            var proof = JournalVerify.of(export(altered), NOTHING);

            int place = at;
            assertFalse(proof.holds(), () -> "seed " + seed + " record " + place);
            var where = proof.problems().getFirst().en();
            boolean located =
                    where.contains(":" + (at + 1) + " ")
                            || where.contains(":" + (at + 2) + " ")
                            || where.contains("is not an event");
            assertTrue(located, () -> "seed " + seed + " at " + place + ": " + where);
        }
    }

    @Test
    void aCutOffEndIsFoundByTheHeadKnownOutside() throws Exception {
        String head;
        try (var journal = open()) {
            journal.commit(List.of(tap(1), tap(2)), now);
            head = "e0000001:3:" + journal.headHash();
        }
        var lines = new ArrayList<String>();
        try (var reader = JournalReader.open(file()).orElseThrow()) {
            reader.each(0, lines::add);
        }
        var wanted = new Wanted(Optional.empty(), Optional.of(head));
        assertTrue(JournalVerify.of(export(lines), wanted).holds());
        assertFalse(JournalVerify.of(export(lines.subList(0, 2)), wanted).holds());
    }

    @Test
    void aFullJournalRefusesAndLosesNothing() throws Exception {
        int kept = 1;
        try (var journal = open(file(), limits(1))) {
            while (true) {
                try {
                    kept += journal.commit(List.of(tap(kept)), now).size();
                } catch (SQLException full) {
                    break;
                }
            }
            assertThrows(SQLException.class, () -> journal.commit(List.of(tap(1)), now));
        }
        var proof = verify(NOTHING);
        assertTrue(proof.holds(), proof.problems()::toString);
        assertEquals(kept, proof.records());
        assertTrue(kept > 500, "only " + kept + " records in a megabyte");
    }

    @Test
    void onlyReceivedAndOldRowsArePurgedAndTheRestStillProves() throws Exception {
        try (var journal = open()) {
            for (int i = 0; i < 20; i++) {
                journal.commit(List.of(tap(i)), now);
            }
            now = at(Duration.ofDays(8).toNanos());
            assertEquals(0, journal.purge(now), "not acknowledged");
            assertFalse(journal.acked(pos(10), "0".repeat(64)), "a wrong hash proves nothing");
            assertFalse(journal.acked(pos(1_000), "0".repeat(64)), "a row not written yet");
            assertEquals(0, journal.purge(now));

            assertTrue(journal.acked(pos(10), hashOf(10)));
            assertEquals(10, journal.purge(now));
        }
        var proof = verify(NOTHING);
        assertTrue(proof.holds(), proof.problems()::toString);
    }

    /// A host may acknowledge each event: the furthest speaks for those before it.
    @Test
    void manyAcknowledgementsAreOneTransaction() throws Exception {
        try (var journal = open();
                var outbox = new JournalOutbox(file())) {
            for (int i = 0; i < 50; i++) {
                journal.commit(List.of(tap(i)), now);
            }
            long before = Commits.of(file());
            for (long seq = 1; seq <= 50; seq++) {
                assertTrue(outbox.acked(new Position("e0000001", seq), hashOf(seq)));
            }
            outbox.applyMarks(journal);
            assertEquals(1, Commits.of(file()) - before);

            now = at(Duration.ofDays(8).toNanos());
            assertEquals(50, journal.purge(now));
        }
    }

    @Test
    void aDamagedFileIsSetAsideSalvagedAndFollowedByANewEpoch() throws Exception {
        try (var journal = open()) {
            for (int i = 0; i < 2_000; i++) {
                journal.commit(List.of(tap(i)), now);
            }
        }
        var random = new Random(7);
        try (var raw =
                java.nio.channels.FileChannel.open(
                        file(), java.nio.file.StandardOpenOption.WRITE)) {
            var noise = new byte[4096];
            random.nextBytes(noise);
            raw.write(java.nio.ByteBuffer.wrap(noise), 4096L * 100);
        }

        try (var journal = open()) {
            assertEquals("e0000002", journal.position().epoch());
            journal.commit(List.of(tap(1)), now);
        }

        assertTrue(Files.exists(dir.resolve("journal.db.damaged-1")));
        var proof = verify(NOTHING);
        assertTrue(proof.records() > 1_900, () -> "only " + proof.records() + " came along");
        assertTrue(
                proof.problems().stream().allMatch(problem -> problem.en().contains("does not")),
                proof.problems()::toString);
    }

    @Test
    void unsentRowsComeInOrderUntilMarked() throws Exception {
        try (var journal = open();
                var outbox = new JournalOutbox(file())) {
            outbox.committed(journal.commit(List.of(tap(1), tap(2), tap(3)), now));
            var rows = outbox.unsent(Position.START, 10);
            assertEquals(4, rows.size());

            outbox.markSent(List.of(rows.get(3).position()));
            outbox.applyMarks(journal);
            assertEquals(
                    List.of(1L, 2L, 3L),
                    outbox.unsent(Position.START, 10).stream().map(StoredEvent::seq).toList());

            outbox.markSent(rows.stream().map(StoredEvent::position).toList());
            outbox.applyMarks(journal);
            assertEquals(0, outbox.unsentCount());
            assertEquals(List.of(), outbox.unsent(Position.START, 10));
            assertEquals("door-1", rows.get(3).point());
            assertEquals("tap", rows.get(3).kind());
        }
    }

    private static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        char c = text.charAt(at);
        return text.substring(0, at) + (char) (c ^ 1) + text.substring(at + 1);
    }

    private String hashOf(long seq) throws Exception {
        try (var reader = JournalReader.open(file()).orElseThrow()) {
            return JsonReader.object(reader.find("e0000001:" + seq).orElseThrow())
                    .flatMap(event -> event.object("data"))
                    .flatMap(data -> data.text("hash"))
                    .orElseThrow();
        }
    }

    private JournalVerify.Proof verify(Wanted wanted) throws Exception {
        try (var reader = JournalReader.open(file()).orElseThrow()) {
            return reader.verify(wanted);
        }
    }

    private Path file() {
        return dir.resolve("journal.db");
    }

    private static long pos(long seq) {
        return Pos.of(1, seq);
    }

    /// A flipped bit in the middle of the file, which no check at boot sees: the uplink must not
    /// end over it, and purging must get past it.
    @Test
    void aGarbledRowGoesOutForTheHostToSeeAndIsPurgedWithItsNeighbours() throws Exception {
        try (var journal = open()) {
            journal.commit(List.of(tap(1), tap(2), tap(3)), now);
        }
        try (var raw = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = raw.createStatement()) {
            for (var trigger : triggers(statement)) {
                statement.execute("DROP TRIGGER " + trigger);
            }
            statement.execute(
                    "UPDATE record SET event = replace(replace(event, '\"subject\"', '\"subjecu\"'),"
                            + " '\"time\":\"2', '\"time\":\"x') WHERE event LIKE '%:3\"%'");
        }
        try (var outbox = new JournalOutbox(file())) {
            var rows = outbox.unsent(Position.START, 10);

            assertEquals(4, rows.size());
            assertEquals("door-1", rows.get(1).point());
            assertEquals("device", rows.get(2).point());
            assertEquals("tap", rows.get(2).kind());
            assertFalse(verify(NOTHING).holds());
        }
        try (var outbox = new JournalOutbox(file());
                var journal = open()) {
            var head = outbox.head().orElseThrow();
            assertTrue(outbox.acked(head.position(), head.hash()));
            outbox.applyMarks(journal);
            now = at(Duration.ofDays(30).toNanos());

            assertTrue(journal.purge(now) >= 3);
        }
    }

    private static List<String> triggers(Statement statement) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows =
                statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Reader export(List<String> events) {
        return new StringReader(String.join("\n", events));
    }

    private JournalFile open() throws Exception {
        return open(file(), limits(64));
    }

    private JournalFile open(Path file, JournalLimits limits) throws Exception {
        var who = JournalSample.who(() -> "e%07d".formatted(++epochs));
        return JournalFile.open(file, who, limits, new JournalSample.NoFold(), now);
    }

    private static JournalLimits limits(int megabytes) {
        return JournalSample.limits(megabytes);
    }

    private Draft tap(int number) {
        return JournalSample.tap(number, now);
    }

    private static Moment at(long nanos) {
        return new Moment(
                new Mono(nanos),
                Instant.parse("2026-11-24T00:00:00Z").plusNanos(nanos),
                ClockTrust.SYNCED);
    }
}

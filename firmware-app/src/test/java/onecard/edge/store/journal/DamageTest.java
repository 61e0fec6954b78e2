package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.store.Database;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random pages of a journal that was killed in mid-work are overwritten, file by file, seed by
/// seed. It always opens; what was damaged lies aside byte for byte; what is held proves; no id
/// ever has a second content.
class DamageTest {

    private static final SigningKey KEY = JournalSample.KEY;
    private static final int SEEDS = 64;
    private static final int PAGE = 4_096;

    @TempDir Path dir;
    private final Moment now =
            new Moment(new Mono(0), Instant.parse("2026-11-24T00:00:00Z"), ClockTrust.SYNCED);
    private int epochs;

    @Test
    void anyDamagedPageEndsInASignedEpochAndAProvenJournal() throws Exception {
        var whole = killed(dir.resolve("whole"));
        var before = hashes(whole);
        var tally = new int[2];
        for (int seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            boolean log = seed % 2 == 0;
            var at = dir.resolve("seed-" + seed);
            copy(whole, at);
            var file = at.resolve("journal.db");
            damage(log ? Database.wal(file) : file, random);
            var bytes = Files.readAllBytes(file);
            var logBytes = Files.readAllBytes(Database.wal(file));
            var where = "seed " + seed + (log ? " in the log" : " in the file");

            try (var journal = open(file)) {
                assertEquals(2, journal.commit(List.of(tap(1), tap(2)), now).size(), where);
            }

            var aside = at.resolve("journal.db.damaged-1");
            var after = hashes(at);
            if (Files.exists(aside)) {
                assertArrayEquals(bytes, Files.readAllBytes(aside), where);
                assertArrayEquals(logBytes, Files.readAllBytes(Database.wal(aside)), where);
                assertToldInANewEpoch(at, where);
                tally[0]++;
            } else {
                assertTrue(after.entrySet().containsAll(before.entrySet()), where + ": lost");
                tally[1]++;
            }
            for (var known : before.entrySet()) {
                var hash = after.getOrDefault(known.getKey(), known.getValue());
                assertEquals(known.getValue(), hash, where + ": two contents of " + known.getKey());
            }
            assertProves(file, where);
        }
        System.out.printf(
                "%d seeds: %d set aside, %d without harm; %d records each%n",
                SEEDS, tally[0], tally[1], before.size());
        assertTrue(tally[0] > SEEDS / 2, "hardly a seed did any damage");
    }

    @Test
    void aStartThatEndsInTheMiddleOfItIsFinishedByTheNext() throws Exception {
        var whole = killed(dir.resolve("whole"));
        var before = hashes(whole);
        for (var moved : List.of(List.of("-wal"), List.of("-wal", "-shm", ""))) {
            var at = dir.resolve("moved-" + moved.size());
            copy(whole, at);
            for (var part : moved) {
                var from = at.resolve("journal.db" + part);
                if (Files.exists(from)) {
                    Files.move(from, at.resolve("journal.db.damaged-1" + part));
                }
            }

            try (var journal = open(at.resolve("journal.db"))) {
                assertEquals(1, journal.commit(List.of(tap(1)), now).size());
            }

            assertTrue(hashes(at).entrySet().containsAll(before.entrySet()), moved::toString);
            assertToldInANewEpoch(at, moved.toString());
        }
    }

    /// When the power goes, pages of the last commit may be on the disk in any order.
    @Test
    void aCommitCutShortByPowerIsNoDamage() throws Exception {
        var whole = killed(dir.resolve("whole"));
        var before = hashes(whole);
        int frame = PAGE + 24;
        for (int fromEnd = 1; fromEnd <= 2; fromEnd++) {
            var at = dir.resolve("power-" + fromEnd);
            copy(whole, at);
            var wal = Database.wal(at.resolve("journal.db"));
            var bytes = Files.readAllBytes(wal);
            Arrays.fill(
                    bytes,
                    lastCommit(bytes) - fromEnd * frame,
                    lastCommit(bytes) - (fromEnd - 1) * frame,
                    (byte) 0);
            Files.write(wal, bytes);

            try (var journal = open(at.resolve("journal.db"))) {
                assertEquals(1, journal.commit(List.of(tap(1)), now).size());
            }

            assertTrue(Files.notExists(at.resolve("journal.db.damaged-1")), "frame " + fromEnd);
            assertEquals(before.size() - 8 + 1, hashes(at).size(), "frame " + fromEnd);
            assertProves(at.resolve("journal.db"), "frame " + fromEnd);
        }
    }

    /// Where the newest commit's last frame ends: what follows is of an earlier round, or nothing.
    private static int lastCommit(byte[] wal) {
        var log = java.nio.ByteBuffer.wrap(wal);
        int end = 32;
        for (int at = 32; at + PAGE + 24 <= wal.length; at += PAGE + 24) {
            if (log.getInt(at + 8) == log.getInt(16) && log.getInt(at + 4) != 0) {
                end = at + PAGE + 24;
            }
        }
        return end;
    }

    /// Who was locked out and which codes were used stands in it, and no page check sees a digit
    /// that another took the place of.
    @Test
    void aSnapshotThatIsNotTheOneRecordedIsDamage() throws Exception {
        var at = Files.createDirectories(dir.resolve("changed"));
        var file = at.resolve("journal.db");
        try (var journal = open(file)) {
            fill(journal, 1);
            assertEquals(1, journal.snapshotIfDue(aDayLater()).size());
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE snapshot SET body = '{\"n\":1}'"));
        }

        open(file).close();

        assertToldInANewEpoch(at, "changed");
        assertProves(file, "changed");
    }

    private Moment aDayLater() {
        var day = JournalLimits.SNAPSHOT_TIME;
        return new Moment(now.mono().plus(day), now.wall().plus(day), now.trust());
    }

    @Test
    void aHealthyFileIsLeftAlone() throws Exception {
        var whole = killed(dir.resolve("whole"));

        try (var journal = open(whole.resolve("journal.db"))) {
            assertEquals(1, journal.commit(List.of(tap(1)), now).size());
        }

        assertTrue(Files.notExists(whole.resolve("journal.db.damaged-1")));
        assertProves(whole.resolve("journal.db"), "healthy");
    }

    /// A journal as a killed process leaves it, its last commits in the log only.
    private Path killed(Path to) throws Exception {
        var live = Files.createDirectories(dir.resolve("live")).resolve("journal.db");
        Files.createDirectories(to);
        try (var journal = open(live)) {
            journal.keep("time_floor", "1795478400000");
            fill(journal, 60);
        }
        // What a close has moved into the file, and what lies in the log only.
        try (var journal = open(live)) {
            fill(journal, 60);
            Files.copy(live, to.resolve("journal.db"));
            Files.copy(Database.wal(live), to.resolve("journal.db-wal"));
        }
        return to;
    }

    private void fill(JournalFile journal, int batches) throws Exception {
        for (int i = 0; i < batches; i++) {
            var batch = new ArrayList<Draft>();
            for (int row = 0; row < 8; row++) {
                batch.add(tap(i * 8L + row));
            }
            journal.commit(batch, now);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        for (var name : List.of("journal.db", "journal.db-wal")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    private static void damage(Path file, Random random) throws Exception {
        var bytes = Files.readAllBytes(file);
        for (int page = 1 + random.nextInt(3); page > 0; page--) {
            var noise = new byte[PAGE];
            random.nextBytes(noise);
            int at = random.nextInt(bytes.length / PAGE) * PAGE;
            System.arraycopy(noise, 0, bytes, at, PAGE);
        }
        Files.write(file, bytes);
    }

    private void assertToldInANewEpoch(Path at, String where) throws Exception {
        var told = new ArrayList<String>();
        try (var reader = JournalReader.open(at.resolve("journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event -> {
                                var data = data(event);
                                if (data.text("set_aside").isPresent()
                                        && data.text("sig").isPresent()) {
                                    told.add("epoch");
                                }
                                if (data.text("alarm").isPresent()) {
                                    told.add(data.text("alarm").get());
                                }
                            });
        }
        assertEquals(List.of("epoch", "journal_damaged"), told, where);
    }

    private static void assertProves(Path file, String where) throws Exception {
        try (var reader = JournalReader.open(file).orElseThrow()) {
            var proof =
                    reader.verify(
                            new JournalVerify.Wanted(
                                    Optional.of(KEY.publicText()), Optional.empty()));
            assertTrue(proof.holds(), () -> where + ": " + proof.problems());
        }
    }

    /// Every event's hash by its id. A copy is read, for a reader may not tidy the files either.
    private static Map<String, String> hashes(Path at) throws Exception {
        var found = new HashMap<String, String>();
        try (var reader = JournalReader.open(at.resolve("journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event ->
                                    found.put(
                                            JsonReader.object(event)
                                                    .flatMap(known -> known.text("id"))
                                                    .orElseThrow(),
                                            data(event).text("hash").orElseThrow()));
        }
        return found;
    }

    private static Json.Obj data(String event) {
        return JsonReader.object(event).flatMap(known -> known.object("data")).orElseThrow();
    }

    private JournalFile open(Path file) throws Exception {
        var who = JournalSample.who(() -> "e%07x".formatted(++epochs));
        var limits = JournalSample.limits(64);
        return JournalFile.open(file, who, limits, new CountingFold(), now);
    }

    private Draft tap(long number) {
        return JournalSample.tap(number, now);
    }
}

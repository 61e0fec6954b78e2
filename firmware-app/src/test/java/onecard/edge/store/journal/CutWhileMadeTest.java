package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.power.Disk;
import onecard.edge.power.Tape;
import onecard.edge.store.registry.RegistryFile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power goes, or the process, while a file is made at the very first start: the next start
/// makes it, whatever is left of it. Nothing was in it, so nothing is damaged.
class CutWhileMadeTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T00:00:00Z"), ClockTrust.SYNCED);

    /// Of each boundary, for what is torn is torn at random.
    private static final int TORN = 3;

    @TempDir Path dir;

    private interface Making {
        void make(Path directory) throws Exception;
    }

    @Test
    void aJournalIsMadeByTheNextStart() throws Exception {
        atEachBoundary(
                directory -> {
                    try (var journal = journal(directory)) {
                        assertEquals(
                                1, journal.commit(List.of(JournalSample.tap(1, NOW)), NOW).size());
                    }
                });
    }

    @Test
    void aRegistryIsMadeByTheNextStart() throws Exception {
        atEachBoundary(
                directory -> {
                    var path = directory.resolve("registry.db");
                    assertEquals(Optional.empty(), RegistryFile.unfit(path, Map.of()));
                    RegistryFile.open(path, Map.of()).close();
                });
    }

    private void atEachBoundary(Making making) throws Exception {
        var whole = Files.createDirectories(dir.resolve("whole"));
        var tape = new Tape(whole);
        try (tape) {
            making.make(whole);
        }
        var random = new Random(1);
        var disk = new Disk(tape);
        assertTrue(tape.length() > 10, () -> "hardly anything is written: " + tape.length());
        for (int at = 0; at <= tape.length(); at++) {
            disk.playTo(at);
            for (var cut : Disk.Cut.values()) {
                for (int i = 0; i < (cut == Disk.Cut.TORN ? TORN : 1); i++) {
                    var left = Files.createDirectories(dir.resolve(at + "-" + cut + "-" + i));
                    disk.cutTo(left, cut, random);
                    making.make(left);
                    assertFalse(isAside(left), left::toString);
                }
            }
        }
    }

    private static boolean isAside(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().contains(".damaged-"));
        }
    }

    private static JournalFile journal(Path directory) throws Exception {
        // The room kept back is another matter, and would take the longest.
        var ballast = directory.resolve("journal.ballast");
        try (var file = new RandomAccessFile(ballast.toFile(), "rw")) {
            file.setLength(Ballast.BYTES);
        }
        return JournalFile.open(
                directory.resolve("journal.db"),
                JournalSample.who(() -> "7f3a19c2"),
                JournalSample.limits(64),
                new JournalSample.NoFold(),
                NOW);
    }
}

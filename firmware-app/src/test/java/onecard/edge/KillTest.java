package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments under taps: what was answered `Recorded` is there, nothing is
/// broken, and each start puts the lines to their stop level before anything else.
class KillTest {

    @TempDir Path dir;

    @Test
    void twentyKillsLoseNothingThatWasRecorded() throws Exception {
        kills(20, 20261124);
    }

    @Tag("long")
    @Test
    void threeHundredKillsLoseNothingThatWasRecorded() throws Exception {
        kills(300, 42);
    }

    private void kills(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        long recorded = 0;
        for (int round = 0; round < rounds; round++) {
            int enough = 1 + random.nextInt(120);
            long last = tapUntilKilled(enough);
            recorded += enough;
            var where = "seed " + seed + " round " + round;
            try (var journal = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
                var proof =
                        journal.verify(
                                new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
                assertTrue(proof.holds(), () -> where + ": " + proof.problems());
                long held = proof.records();
                assertTrue(
                        held >= last, () -> where + ": " + last + " recorded, " + held + " held");
            }
        }
        assertStopLevelAtEachStart(rounds);
        assertTrue(recorded > rounds);
    }

    /// Starts the process, reads answers until there are enough, kills it; the last seq answered.
    private long tapUntilKilled(int enough) throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledJournal.class.getName(),
                                dir.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long last = 0;
        try (var answers = process.inputReader()) {
            int count = 0;
            for (var line = answers.readLine();
                    line != null && count < enough;
                    line = answers.readLine()) {
                if (line.matches("[0-9]+")) {
                    last = Long.parseLong(line);
                    count++;
                }
            }
            process.toHandle().destroyForcibly();
            // What it still said before it died counts as answered too.
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.matches("[0-9]+")) {
                    last = Long.parseLong(line);
                }
            }
        }
        process.waitFor();
        return last;
    }

    private void assertStopLevelAtEachStart(int rounds) throws Exception {
        List<String> trace = Files.readAllLines(dir.resolve("sim").resolve("lines.trace"));
        var starts = trace.stream().filter(line -> line.contains("\"cause\":\"start\"")).toList();
        assertTrue(starts.size() == rounds, () -> starts.size() + " starts in the trace");
        assertTrue(starts.stream().allMatch(line -> line.contains("\"level\":0")));
        assertTrue(trace.getFirst().contains("\"cause\":\"start\""));
    }
}

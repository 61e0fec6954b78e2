package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Use;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed anywhere between a pass and its door: no pass the door ever opened for is good again.
class PassKillTest {

    @TempDir Path dir;

    @Test
    void noPassThatOpenedIsGoodAfterAKill() throws Exception {
        kills(6, 7);
    }

    @Test
    @Tag("long")
    void noPassThatOpenedIsGoodAfterHundredsOfKills() throws Exception {
        kills(300, 42);
    }

    @Test
    void theCheckerFindsADoorThatOpensWithoutARecord() throws Exception {
        var opened = passesUntilKilled(0, 1, "planted");
        var uses = used();
        assertTrue(opened.stream().anyMatch(pass -> uses.spent(use(pass)).isEmpty()));
    }

    private void kills(int rounds, long seed) throws Exception {
        var random = new Random(seed);
        var opened = new HashSet<Long>();
        for (int round = 0; round < rounds; round++) {
            // Begins with passes that former runs opened for: those must not open again.
            long first = Math.max(0, opened.size() - 3);
            var now = passesUntilKilled(first, 1 + random.nextInt(60));
            var where = "seed " + seed + " round " + round;
            for (var pass : now) {
                assertTrue(opened.add(pass), () -> where + ": opened twice for pass " + pass);
            }
            var uses = used();
            for (var pass : opened) {
                assertTrue(
                        uses.spent(use(pass)).isPresent(), () -> where + ": good again: " + pass);
            }
        }
        assertTrue(opened.size() > rounds);
        assertEquals(Optional.empty(), used().spent(use(-1)));
    }

    private static Use use(long pass) {
        return new Use(KilledPasses.token(pass), 1, Instant.EPOCH);
    }

    /// What the next start will know: the fold over the journal as the kill left it.
    private onecard.access.Uses used() throws Exception {
        var fold = new MemoryFold();
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.madeAtFirstUse(dir.resolve("device.pem")),
                        () -> "00000001");
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        var now = new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
        try (var _ = JournalFile.open(dir.resolve("journal.db"), who, limits, fold, now)) {
            return fold.memory().uses();
        }
    }

    /// Starts the process, reads until it opened often enough, kills it; every pass it opened for.
    private Set<Long> passesUntilKilled(long first, int enough, String... bug) throws Exception {
        var arguments =
                Stream.concat(Stream.of(dir.toString(), Long.toString(first)), Stream.of(bug))
                        .toArray(String[]::new);
        var opened = new HashSet<Long>();
        for (var line :
                UntilKilled.said(
                        KilledPasses.class, line -> line.matches("[0-9]+"), enough, arguments)) {
            assertTrue(opened.add(Long.parseLong(line)), line);
        }
        return opened;
    }
}

package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T00:00:00Z"), ClockTrust.SYNCED);

    @TempDir Path dir;

    /// Over restarts, and by steps that nobody can foresee.
    @Test
    void aSessionsNumberRisesAndIsNotToBeGuessed() throws Exception {
        var steps = new HashSet<Long>();
        long last = 0;
        for (int start = 0; start < 20; start++) {
            try (var journal = open()) {
                long next = Sessions.next(journal);
                assertTrue(next > last, next + " after " + last);
                steps.add(next - last);
                last = next;
            }
        }
        assertEquals(20, steps.size());
        assertTrue(steps.stream().anyMatch(step -> step > 1L << 20), steps::toString);
    }

    private JournalFile open() throws Exception {
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.madeAtFirstUse(dir.resolve("device.pem")),
                        () -> "00000001");
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        return JournalFile.open(dir.resolve("journal.db"), who, limits, new MemoryFold(), NOW);
    }
}

package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// A boot without a clock, a sync, steps: each reading as the edge loop takes it.
class ClockWatchTest {

    private static final Instant TRUE_START = Instant.parse("2026-11-24T08:00:00Z");

    private final ClockWatch watch = new ClockWatch();
    private final List<Draft> records = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Duration ahead = Duration.ZERO;
    private ClockTrust trust = ClockTrust.UNTRUSTED;

    @Test
    void theFirstSyncDatesEveryEarlierRecordOfTheBoot() {
        ahead = Duration.between(TRUE_START, Instant.EPOCH);
        read();
        now = Duration.ofMinutes(7);
        var tap = read();
        ahead = Duration.ZERO;
        trust = ClockTrust.SYNCED;
        now = Duration.ofMinutes(30);
        read();
        now = Duration.ofMinutes(31);
        read();

        assertEquals(1, records.size());
        var clock = records.getFirst();
        assertEquals("sync", data().text("cause").orElseThrow());
        assertEquals("untrusted", data().text("was").orElseThrow());
        assertEquals(
                Duration.between(Instant.EPOCH, TRUE_START).toMillis(),
                data().number("offset_ms").orElseThrow());
        var trueTime = TRUE_START.plus(Duration.ofMinutes(7));
        assertEquals(trueTime, clock.at().wall().minus(clock.at().mono().since(tap.mono())));
        assertEquals(trueTime, tap.wall().plusMillis(data().number("offset_ms").orElseThrow()));
    }

    @Test
    void aBootThatBeginsSyncedNeedsNoRecord() {
        trust = ClockTrust.SYNCED;
        read();
        now = Duration.ofHours(20);
        read();

        assertEquals(List.of(), records);
    }

    @Test
    void theOffsetsOfABootAddUpWhateverHappened() {
        for (long seed = 1; seed <= 100; seed++) {
            var random = new Random(seed);
            var one = new ClockWatchTest();
            one.ahead = Duration.ofHours(random.nextInt(1_000_000) - 500_000);
            var tap = one.read();
            for (int step = 0; step < 50; step++) {
                one.now = one.now.plusSeconds(1);
                one.ahead =
                        switch (random.nextInt(4)) {
                            case 0 -> one.ahead.plusMinutes(random.nextInt(21) - 10);
                            case 1 -> one.ahead.plusDays(365L * (random.nextInt(101) - 50));
                            default -> one.ahead.plusMillis(random.nextInt(100)); // slewed
                        };
                one.read();
            }
            one.ahead = Duration.ZERO;
            one.trust = ClockTrust.SYNCED;
            one.read();
            long sum =
                    one.records.stream()
                            .mapToLong(record -> record.data().number("offset_ms").orElseThrow())
                            .sum();
            // Each record's offset is cut to its millisecond.
            long off = Duration.between(TRUE_START, tap.wall().plusMillis(sum)).toMillis();
            assertTrue(Math.abs(off) <= one.records.size(), "seed " + seed + " is off " + off);
        }
    }

    @Test
    void aStepIsARecordAndSlewingIsNone() {
        trust = ClockTrust.SYNCED;
        read();
        for (int second = 1; second < 100; second++) {
            now = now.plusSeconds(1);
            ahead = ahead.plusMillis(80);
            read();
        }
        assertEquals(List.of(), records);

        ahead = ahead.minusMinutes(10);
        read();
        assertEquals("step", data().text("cause").orElseThrow());
        assertEquals("synced", data().text("was").orElseThrow());
    }

    private Json.Obj data() {
        return records.getLast().data();
    }

    private Moment read() {
        var read = new Moment(new Mono(now.toNanos()), TRUE_START.plus(now).plus(ahead), trust);
        watch.seen(read).ifPresent(records::add);
        return read;
    }
}

package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is in memory while a broker refuses, by a clock that the test moves.
class DrainTest {

    private static final long STEP = Duration.ofMillis(100).toNanos();
    private static final int NOT_AUTHORIZED = 0x87;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Drain drain =
            new Drain(outbox, (_, _) -> Duration.ofSeconds(1), new Tally(), 100_000);
    private final List<Long> asked = new ArrayList<>();
    private long nanos;

    @Test
    void weeksOfRefusedTapsAreLeftToTheJournalAndComeWhenTheBrokerTakesThem() {
        drain.begin(Courier.WINDOW, nanos);
        outbox.onCommit(drain::committed);
        for (int tap = 1; tap <= 10_000; tap++) {
            outbox.add(nanos);
            answer(NOT_AUTHORIZED);
            assertTrue(drain.setAside() <= Drain.MOST_ASIDE, "aside: " + drain.setAside());
        }
        assertEquals(10_000, outbox.unsentCount());
        assertEquals(Drain.MOST_ASIDE, drain.setAside());

        for (int i = 0; i < 1_000 && outbox.unsentCount() > 0; i++) {
            answer(0);
        }
        assertEquals(0, outbox.unsentCount());
        assertEquals(0, drain.setAside());
    }

    @Test
    void marksOfABacklogAreHandedOverByTheHundredAndNoneIsHeldBack() {
        for (int tap = 1; tap <= 10_000; tap++) {
            outbox.add(Long.MIN_VALUE);
        }
        drain.begin(Courier.WINDOW, nanos);
        while (drain.inFlight() > 0 || outbox.unsentCount() > 0) {
            nanos += Duration.ofMillis(1).toNanos();
            drain.fill(0, nanos, (_, _, ticket) -> asked.add(ticket));
            asked.forEach(ticket -> drain.answered(ticket, 0, nanos));
            asked.clear();
            drain.flushIfDue(nanos);
            assertTrue(nanos < Duration.ofSeconds(10).toNanos(), "marks are held back");
        }
        assertTrue(outbox.markings() <= 10_000 / 50, "handed over " + outbox.markings() + " times");
    }

    /// One step of the drain, each row of it answered so.
    private void answer(int reasonCode) {
        nanos += STEP;
        drain.fill(0, nanos, (_, _, ticket) -> asked.add(ticket));
        asked.forEach(ticket -> drain.answered(ticket, reasonCode, nanos));
        asked.clear();
        drain.flushIfDue(nanos);
    }
}

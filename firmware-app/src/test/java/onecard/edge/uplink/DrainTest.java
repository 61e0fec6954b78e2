package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import onecard.edge.store.journal.StoredEvent;
import org.junit.jupiter.api.Test;

/// What is in memory while a broker refuses, by a clock that the test moves.
class DrainTest {

    private static final long STEP = Duration.ofMillis(100).toNanos();
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int PAYLOAD_INVALID = 0x99;
    private static final int QUOTA = 0x97;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Drain drain =
            new Drain(outbox, (_, _) -> Duration.ofSeconds(1), new Tally(), 100_000);
    private final List<Long> asked = new ArrayList<>();
    private final Map<Long, Integer> taken = new HashMap<>();
    private int most; // times that a row was taken
    private long nanos;

    @Test
    void weeksOfTapsOfBadFormAreLeftToTheJournalAndComeWhenTheBrokerTakesThem() {
        drain.begin(Courier.WINDOW, nanos);
        outbox.onCommit(drain::committed);
        for (int tap = 1; tap <= 10_000; tap++) {
            outbox.add(nanos);
            answer(PAYLOAD_INVALID);
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
    void aKindThatTheBrokerForbidsHoldsUpNoOther() {
        for (int i = 0; i < 5_000; i++) {
            outbox.add("alarm", Long.MIN_VALUE);
            outbox.add("tap", Long.MIN_VALUE);
        }
        drain.begin(Courier.WINDOW, nanos);
        outbox.onCommit(drain::committed);
        for (int i = 0; i < 1_000 && outbox.unsentCount() > 5_000; i++) {
            answer(event -> event.kind().equals("alarm") ? NOT_AUTHORIZED : 0);
            assertTrue(drain.setAside() <= 1, "aside: " + drain.setAside());
        }
        assertEquals(5_000, outbox.unsentCount());
        assertTrue(outbox.sent(10_000) && !outbox.sent(9_999));

        // A live one is tried by nobody but the one that asks for all.
        var live = outbox.add("alarm", nanos);
        answer(event -> event.kind().equals("alarm") ? NOT_AUTHORIZED : 0);
        assertFalse(outbox.sent(live.seq()));

        for (int i = 0; i < 1_000 && outbox.unsentCount() > 0; i++) {
            answer(0);
        }
        assertEquals(0, outbox.unsentCount());
        assertEquals(1, most, "each of them came once");
    }

    @Test
    void whatWasAskedForAgainOutlivesARefusalOfItsKind() {
        var rows = new ArrayList<StoredEvent>();
        for (int i = 0; i < 200; i++) {
            rows.add(outbox.add("alarm", Long.MIN_VALUE));
        }
        drain.begin(Courier.WINDOW, nanos);
        while (outbox.unsentCount() > 0) {
            answer(0);
        }
        taken.clear();
        assertTrue(drain.replay(rows));
        for (int i = 0; i < 100; i++) {
            answer(NOT_AUTHORIZED);
        }
        assertEquals(1, drain.setAside());
        for (int i = 0; i < 1_000; i++) {
            answer(0);
        }
        assertEquals(200, taken.size());
    }

    /// With as many aside as may be, a kind that is refused then has nobody to ask for it.
    @Test
    void aKindIsNeverClosedWithoutOneThatAsks() {
        drain.begin(Courier.WINDOW, nanos);
        outbox.onCommit(drain::committed);
        for (int i = 0; i < Drain.MOST_ASIDE; i++) {
            outbox.add("tap", nanos);
            answer(PAYLOAD_INVALID);
        }
        outbox.add("alarm", nanos);
        for (int i = 0; i < 20; i++) {
            answer(event -> event.kind().equals("alarm") ? NOT_AUTHORIZED : PAYLOAD_INVALID);
        }
        for (int i = 0; i < 1_000 && outbox.unsentCount() > 0; i++) {
            answer(0);
        }
        assertEquals(0, outbox.unsentCount());
    }

    @Test
    void whatWasAskedForAgainOutlivesTheLink() {
        var rows = new ArrayList<StoredEvent>();
        for (int i = 0; i < 100; i++) {
            rows.add(outbox.add(Long.MIN_VALUE));
        }
        drain.begin(Courier.WINDOW, nanos);
        while (outbox.unsentCount() > 0) {
            answer(0);
        }
        assertTrue(drain.replay(rows));
        nanos += STEP;
        var left = new ArrayList<Long>();
        drain.fill(0, nanos, (_, _, ticket) -> left.add(ticket));
        drain.answered(left.getFirst(), 0, nanos);
        drain.end();

        drain.begin(Courier.WINDOW, nanos);
        var again = new ArrayList<Long>();
        for (int i = 0; i < 100; i++) {
            nanos += STEP;
            var tickets = new ArrayList<Long>();
            drain.fill(
                    0,
                    nanos,
                    (event, replayed, ticket) -> {
                        assertTrue(replayed);
                        again.add(event.seq());
                        tickets.add(ticket);
                    });
            tickets.forEach(ticket -> drain.answered(ticket, 0, nanos));
        }
        assertEquals(LongStream.rangeClosed(2, 100).boxed().toList(), again);
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

    /// At the pace, however low, and not when somebody else wakes the uplink.
    @Test
    void whatWasAskedForAgainKeepsItsPaceByItself() {
        var slow = new Drain(outbox, (_, _) -> Duration.ofSeconds(1), new Tally(), 10);
        var rows = new ArrayList<StoredEvent>();
        for (int i = 0; i < 50; i++) {
            rows.add(outbox.add(Long.MIN_VALUE));
        }
        outbox.markSent(rows.stream().map(StoredEvent::position).toList());
        slow.begin(Courier.WINDOW, nanos);
        assertTrue(slow.replay(rows));

        var tickets = new ArrayList<Long>();
        int sent = 0;
        while (sent < 50) {
            slow.fill(0, nanos, (_, _, ticket) -> tickets.add(ticket));
            tickets.forEach(ticket -> slow.answered(ticket, 0, nanos));
            sent += tickets.size();
            tickets.clear();
            slow.flushIfDue(nanos);
            nanos = Math.min(slow.wake(nanos), nanos + Duration.ofSeconds(1).toNanos());
        }
        assertTrue(nanos <= Duration.ofSeconds(6).toNanos(), () -> nanos / 1_000_000 + " ms");
    }

    /// Room is made by an answer, which wakes by itself; to wake before is to spin.
    @Test
    void whatHasTimeAndOnlyLacksRoomWakesNobody() {
        drain.begin(Courier.WINDOW, nanos);
        outbox.onCommit(drain::committed);
        outbox.add(nanos);
        answer(QUOTA);
        assertEquals(nanos + Duration.ofSeconds(1).toNanos(), drain.wake(nanos));
        nanos += Duration.ofSeconds(2).toNanos();
        assertEquals(Long.MAX_VALUE, drain.wake(nanos), "after a pause");

        answer(PAYLOAD_INVALID);
        assertEquals(1, drain.setAside());
        nanos += Duration.ofSeconds(2).toNanos();
        drain.fill(Courier.WINDOW, nanos, (_, _, _) -> fail("there is no room"));
        assertEquals(Long.MAX_VALUE, drain.wake(nanos), "of a row that was set aside");
    }

    /// One that is committed at the moment when what was left out is read again.
    @Test
    void aRowIsEitherLiveOrOfABacklog() {
        for (int i = 0; i < 4; i++) {
            outbox.add("alarm", Long.MIN_VALUE);
        }
        drain.begin(Courier.WINDOW, nanos);
        for (int i = 0; i < 4; i++) {
            answer(NOT_AUTHORIZED);
        }
        var tap = outbox.add("tap", nanos);
        for (int i = 0; i < 20 && !taken.containsKey(tap.seq()); i++) {
            answer(0);
        }
        assertFalse(outbox.sent(tap.seq()), "it was taken, and is not marked yet");
        drain.committed(); // told late
        for (int i = 0; i < 20; i++) {
            answer(0);
        }
        assertEquals(0, outbox.unsentCount());
        assertEquals(1, most, "each of them came once");
    }

    private void answer(int reasonCode) {
        answer(_ -> reasonCode);
    }

    /// One step of the drain, each row of it answered so.
    private void answer(ToIntFunction<StoredEvent> reasonCode) {
        nanos += STEP;
        var sent = new LinkedHashMap<Long, StoredEvent>();
        drain.fill(0, nanos, (event, _, ticket) -> sent.put(ticket, event));
        sent.forEach(
                (ticket, event) -> {
                    int code = reasonCode.applyAsInt(event);
                    if (code == 0) {
                        most = Math.max(most, taken.merge(event.seq(), 1, Integer::sum));
                    }
                    drain.answered(ticket, code, nanos);
                });
        drain.flushIfDue(nanos);
    }
}

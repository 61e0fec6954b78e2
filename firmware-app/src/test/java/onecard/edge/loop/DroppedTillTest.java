package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Owed;
import onecard.point.Call;
import org.junit.jupiter.api.Test;

/// A till with sales in hand as another loop takes over, or the process is killed, and the site
/// file names it no more: each batch is closed once, and says what was sold (I25, I43).
class DroppedTillTest {

    private static final String TILL = "fixed";

    private final Canteen first = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);

    private void sells(int answers) {
        first.tap(TILL, 1);
        for (int i = 0; i < answers; i++) {
            first.answerOne();
        }
    }

    private static List<String> settled(Canteen at) {
        return at.rows.stream()
                .filter(row -> row.text("type").equals(Optional.of("onecard.settlement.v1")))
                .map(Occurrences::data)
                .map(it -> said(it, "point") + " " + it.number("batch").get() + ": " + net(it))
                .toList();
    }

    private static String said(Json.Obj data, String member) {
        return data.text(member).orElseThrow();
    }

    private static long net(Json.Obj settlement) {
        return settlement.number("net_fen").orElseThrow();
    }

    private static List<String> states(Canteen at) {
        return at.rows.stream()
                .filter(row -> row.text("type").equals(Optional.of("onecard.sale.v1")))
                .map(Occurrences::data)
                .map(it -> said(it, "sale") + " " + said(it, "state"))
                .toList();
    }

    /// What the records say is open still.
    private static boolean isOpen(Canteen at) {
        var fold = new MemoryFold();
        at.rows.forEach(fold::apply);
        return !fold.ledger().batches().of(TILL).isEmpty();
    }

    @Test
    void aStartWithoutItSettlesIt() {
        sells(3);
        assertTrue(isOpen(first));
        var next = first.killed(TILL);
        next.answer();
        assertEquals(List.of("fixed 1: 1200"), settled(next));
        assertFalse(isOpen(next));

        var third = next.killed(TILL);
        third.answer();
        third.after(Duration.ofDays(1));
        third.answer();
        assertEquals(1, settled(third).size(), "once");

        var again = third.killed();
        again.tap(TILL, 2);
        again.answer();
        again.settled(TILL);
        again.answer();
        assertEquals(List.of("fixed 1: 1200", "fixed 2: 1200"), settled(again));
    }

    @Test
    void aFullJournalHasItsSettlementLater() {
        sells(3);
        var next = first.killed(TILL);
        next.room = () -> false;
        next.answer();
        next.room = () -> true;
        assertEquals(List.of(), settled(next));
        next.after(Owed.AGAIN);
        next.answer();
        assertEquals(List.of("fixed 1: 1200"), settled(next));
    }

    /// The till's own machine steps no more: what it would have done is nobody's.
    @Test
    void whatWasMeantAndIsDurableAfterItIsVoidAndNothingElse() {
        sells(1);
        var next = first.takenOver(TILL);
        next.answer();
        assertEquals(List.of("fixed:1 pending", "fixed:1 void"), states(next));
        assertFalse((first.told + " " + next.told).contains("PAID"), first.told::toString);
        assertEquals(List.of("fixed 1: 0"), settled(next));
    }

    @Test
    void whatIsDoneAfterItIsInItsBatch() {
        sells(2);
        var next = first.takenOver(TILL);
        assertEquals(List.of(), settled(next));
        next.answer();
        assertEquals(List.of("fixed:1 pending", "fixed:1 done"), states(next));
        assertEquals(List.of("fixed 1: 1200"), settled(next));
        assertFalse(isOpen(next));
    }

    // --- and where it is there still ---

    /// The new till is idle, and knows nothing of it.
    @Test
    void whoSettlesWaitsForWhatIsOnItsWay() {
        sells(2);
        var next = first.takenOver();
        assertEquals(List.of(Reason.OK), settledFirst(next));
        next.answer();
        assertEquals(List.of("fixed 1: 1200"), settled(next));
        assertFalse(isOpen(next));
    }

    /// Asked before the journal has said anything.
    private static List<Reason> settledFirst(Canteen next) {
        var answers = new ArrayList<Reason>();
        next.commanded(TILL, answers);
        next.answer();
        return answers;
    }

    @Test
    void aSettlementThatWaitedSaysSoWhenItWillNotBeDone() {
        sells(2);
        var next = first.takenOver();
        var answers = new ArrayList<Reason>();
        next.commanded(TILL, answers);
        next.room = () -> false;
        next.answerOne();
        next.room = () -> true;
        next.answer();
        next.after(Owed.AGAIN);
        next.answer();
        assertEquals(List.of("fixed:1 pending", "fixed:1 void"), states(next));
        assertEquals(List.of("fixed 1: 0"), settled(next));
    }

    /// A number that is free again is the next one's: none is missing.
    @Test
    void noNumberIsGivenWhileTheOneBeforeMayBeFreeAgain() {
        sells(1);
        var next = first.takenOver();
        next.tap(TILL, 2);
        assertTrue(next.told.contains("fixed REFUSED Please wait"), next.told::toString);
        next.room = () -> false;
        next.answerOne();
        next.room = () -> true;
        next.answer();
        next.tap(TILL, 2);
        next.answer();
        assertEquals(Map.of("fixed:1", "done personal 12.00"), next.sales());
    }

    @Test
    void norWhileARefundMay() {
        var desk = "desk";
        first.call(desk, Call.SIGN);
        first.tap(desk, 9, "managers");
        first.answer();
        first.key(desk, 500);
        first.tap(desk, 1);
        first.answer();
        first.call(desk, Call.REFUND);
        first.key(desk, 1);
        first.key(desk, 1);
        assertFalse(first.isAnswered());

        var next = first.takenOver();
        next.call(desk, Call.SIGN);
        next.tap(desk, 9, "managers");
        next.key(desk, 700);
        next.tap(desk, 2);
        assertTrue(next.told.contains("desk REFUSED Please wait"), next.told::toString);
        next.room = () -> false;
        next.answerOne();
        next.room = () -> true;
        next.answer();
        next.key(desk, 700);
        next.tap(desk, 2);
        next.answer();
        assertEquals("done personal 7.00", next.sales().get("desk:2"), next.sales()::toString);
    }
}

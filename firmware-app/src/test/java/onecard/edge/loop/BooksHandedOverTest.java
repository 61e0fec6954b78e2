package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import onecard.access.Reason;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.Call;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;

/// One loop takes over from another whose records of money the journal has not answered yet.
class BooksHandedOverTest {

    private static final String DESK = "desk";
    private static final long MANAGER = 9;

    private final Canteen first = new Canteen().has(1, 0, 10_000).has(2, 0, 5_000);

    /// The loop after it; its till has heard nothing of what is on its way.
    private Canteen next() {
        var next = new Canteen().has(1, 0, 10_000).has(2, 0, 5_000);
        next.now = first.now;
        next.loop.after(first.loop);
        return next;
    }

    private static void signsIn(Canteen at) {
        at.call(DESK, Call.SIGN);
        at.tap(DESK, MANAGER, "managers");
        at.answer();
    }

    private static void pays(Canteen at, long who, long fen) {
        at.key(DESK, fen);
        at.tap(DESK, who);
        at.answer();
    }

    private static void refunds(Canteen at, long number) {
        at.call(DESK, Call.REFUND);
        at.key(DESK, number);
        at.key(DESK, 1);
    }

    private static TapId last(Canteen at) {
        return at.offered.getLast().tap().orElseThrow();
    }

    private static boolean isOf(Draft draft, String state) {
        return draft.kind() == EventKind.SALE
                && draft.data().text("state").orElse("").equals(state);
    }

    private static Sale.State state(Canteen at, SaleId sale) {
        return at.loop.ledger().line(sale).orElseThrow().sale().state();
    }

    /// Sold, and not known to be: its end is on its way.
    private void closes() {
        first.tap("fixed", 1);
        while (!isOf(first.offered.getLast(), "done")) {
            first.answerOne();
        }
    }

    @Test
    void whatTheJournalWillNotHaveAsDoneIsVoid() {
        closes();
        var next = next();
        var sale = new SaleId("fixed", 1);
        next.loop.turn(new Stimulus.NotRecorded(last(first), Reason.JOURNAL_FULL), next.now);
        assertEquals(Sale.State.VOID, state(next, sale));
        assertTrue(isOf(next.offered.getLast(), "void"), "and a restart knows it");

        next.tap("fixed", 1);
        next.answer();
        var sold = Map.of("fixed:1", "void personal 12.00", "fixed:2", "done personal 12.00");
        assertEquals(sold, next.sales());
    }

    @Test
    void whatTheJournalHasAsDoneStaysDone() {
        closes();
        var next = next();
        next.loop.turn(new Stimulus.Recorded(last(first), 99), next.now);
        assertEquals(Sale.State.DONE, state(next, new SaleId("fixed", 1)));
        assertEquals(0, next.offered.size());
    }

    /// I41: nobody is told of their money before its record is durable.
    @Test
    void whatGoesBackToOneIsNotToldToAnother() {
        signsIn(first);
        pays(first, 1, 1_000);
        pays(first, 2, 700);
        refunds(first, 1);
        var theirs = last(first);

        var next = next();
        signsIn(next);
        refunds(next, 2);
        next.answer();
        assertFalse(next.told.stream().anyMatch(it -> it.contains("gives back")), "it waits");
        next.loop.turn(new Stimulus.Recorded(theirs, 99), next.now);
        assertFalse(next.told.stream().anyMatch(it -> it.contains("gives back")));
        refunds(next, 2);
        next.answer();
        assertTrue(next.told.contains("desk gives back 7.00 of desk:2"), next.told::toString);
    }

    @Test
    void thatTheirsDoesNotGoBackIsNotToldToAnother() {
        signsIn(first);
        pays(first, 1, 1_000);
        pays(first, 2, 700);
        refunds(first, 1);
        var theirs = last(first);

        var next = next();
        signsIn(next);
        next.loop.turn(new Stimulus.NotRecorded(theirs, Reason.JOURNAL_FULL), next.now);
        refunds(next, 2);
        next.answer();
        assertTrue(next.told.contains("desk gives back 7.00 of desk:2"), next.told::toString);
    }

    @Test
    void noSaleTakesTheNumberOfARefundThatIsOnItsWay() {
        signsIn(first);
        pays(first, 1, 1_000);
        refunds(first, 1);

        var next = next();
        signsIn(next);
        pays(next, 2, 700);
        assertEquals(Map.of(), next.sales(), "it waits");
        next.loop.turn(new Stimulus.Recorded(last(first), 99), next.now);
        pays(next, 2, 700);
        var sold = next.sales();
        assertTrue(sold.containsKey("desk:3"), sold::toString);
    }
}

package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Use;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Occurrences;
import onecard.edge.words.ReasonWords;
import onecard.money.SaleId;
import onecard.point.Call;
import org.junit.jupiter.api.Test;

/// Who works at a till: from the card to the settlement, through the loop, the journal's answers
/// and restarts.
class OperatorTest {

    private static final long CASHIER = 8;
    private static final long MANAGER = 9;
    private static final String DESK = "desk";

    private final Canteen canteen = new Canteen().has(1, 800, 10_000).has(2, 0, 5_000);

    private void signsIn(Canteen at, long who, String group) {
        at.call(DESK, Call.SIGN);
        at.tap(DESK, who, group);
        at.answer();
    }

    private void pays(Canteen at, long who, long fen) {
        at.key(DESK, fen);
        at.tap(DESK, who);
        at.answer();
    }

    private boolean heard(String what) {
        return canteen.told.stream().anyMatch(told -> told.startsWith("desk " + what));
    }

    // --- who ---

    @Test
    void nothingIsSoldWhileNobodyHasSignedIn() {
        pays(canteen, 1, 1_000);
        assertEquals(Map.of(), canteen.sales());

        signsIn(canteen, CASHIER, "cashiers");
        assertTrue(heard("says Signed in"), canteen.told::toString);
        pays(canteen, 1, 1_000);
        assertEquals(Map.of("desk:1", "done subsidy 5.00 personal 5.00"), canteen.sales());
        var sale = row("sale");
        assertEquals(Rig.subject(CASHIER).toString(), sale.text("operator").orElseThrow());
        assertEquals(1, sale.number("shift").orElseThrow());
        assertEquals(1, sale.number("batch").orElseThrow());

        canteen.call(DESK, Call.SIGN);
        pays(canteen, 2, 1_000);
        assertEquals(1, canteen.sales().size());
    }

    /// Whoever eats here may not sell here, and pays nothing by trying.
    @Test
    void aDinersCardSignsNobodyIn() {
        signsIn(canteen, 1, "diners");
        pays(canteen, 1, 1_000);
        assertFalse(heard("says Signed in"));
        assertEquals(Map.of(), canteen.sales());
    }

    @Test
    void whoHasGoneIsSignedOut() {
        signsIn(canteen, CASHIER, "cashiers");
        canteen.after(Duration.ofMinutes(9));
        canteen.key(DESK, 0);
        canteen.after(Duration.ofMinutes(9));
        assertFalse(heard("says Signed out"));
        canteen.after(Duration.ofMinutes(2));
        assertTrue(heard("says Signed out"));
        assertEquals(0, canteen.killed().sales().size());
    }

    @Test
    void aCashierMayNotGiveBackSettleOrTrain() {
        signsIn(canteen, CASHIER, "cashiers");
        pays(canteen, 1, 1_000);
        for (var call : List.of(Call.REFUND, Call.SETTLE, Call.TRAIN)) {
            canteen.told.clear();
            canteen.call(DESK, call);
            canteen.answer();
            assertTrue(heard("says Not allowed"), () -> call + " " + canteen.told);
        }
    }

    // --- what goes back ---

    @Test
    void theLastSaleIsTakenBackWholeAndOnce() {
        signsIn(canteen, CASHIER, "cashiers");
        pays(canteen, 1, 1_000);
        canteen.call(DESK, Call.VOID);
        assertFalse(heard("gives back"), "not before it is durable");
        canteen.answer();
        assertTrue(heard("gives back 10.00 of desk:1"), canteen.told::toString);
        assertEquals("void subsidy 5.00 personal 5.00", canteen.sales().get("desk:1"));

        canteen.call(DESK, Call.VOID);
        canteen.answer();
        assertTrue(heard("says No such sale"));
        // The money is there again, the subsidy of the first helping with it.
        pays(canteen, 1, 1_000);
        assertEquals("done subsidy 5.00 personal 5.00", canteen.sales().get("desk:2"));
    }

    @Test
    void aSaleGoesBackInPartsToTheWalletsThatPaidTheLastOneFirst() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 1, 1_200);
        refunds(1, 800);
        var first = row("refund");
        assertEquals("desk:1", first.text("sale").orElseThrow());
        assertEquals("desk:2", first.text("refund").orElseThrow());
        assertEquals(800, first.number("amount_fen").orElseThrow());
        assertTrue(first.text("legs").isEmpty());
        assertTrue(heard("gives back 8.00 of desk:1"));

        refunds(1, 500);
        assertTrue(heard("says More than left"), canteen.told::toString);
        refunds(1, 1); // all that is left
        assertTrue(heard("gives back 4.00 of desk:1"), canteen.told::toString);
        refunds(1, 1);
        refunds(77, 1);
        assertTrue(heard("says No such sale"));
        assertEquals(2, canteen.rows.stream().filter(row -> is(row, "refund")).count());
    }

    private void refunds(long sale, long fen) {
        canteen.call(DESK, Call.REFUND);
        canteen.key(DESK, sale);
        canteen.key(DESK, fen);
        canteen.answer();
    }

    /// And nothing of it is given back.
    @Test
    void whatTheJournalWillNotHoldDoesNotGoBack() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 1, 1_200);
        canteen.room = () -> false;
        refunds(1, 800);
        canteen.call(DESK, Call.VOID);
        canteen.answer();
        assertFalse(heard("gives back"));
        assertTrue(
                heard("says " + ReasonWords.of(Reason.JOURNAL_FULL).shown().en()),
                canteen.told::toString);
        canteen.room = () -> true;
        refunds(1, 1);
        assertTrue(heard("gives back 12.00 of desk:1"), canteen.told::toString);
    }

    // --- settlement ---

    @Test
    void aBatchIsClosedOnceItsSettlementIsDurable() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 1, 1_000);
        pays(canteen, 2, 700);
        canteen.call(DESK, Call.VOID);
        canteen.answer();
        refunds(1, 300);
        canteen.call(DESK, Call.SETTLE);
        assertFalse(heard("settles"));
        canteen.answer();
        assertTrue(heard("settles 1: 700"), canteen.told::toString);
        var settled = row("settlement");
        assertEquals(700, settled.number("net_fen").orElseThrow());
        assertEquals("2026-11-30", settled.text("business_date").orElseThrow());

        canteen.call(DESK, Call.VOID);
        canteen.call(DESK, Call.SETTLE);
        canteen.answer();
        assertEquals(1, settlements(canteen).size(), "nothing was sold since");
        pays(canteen, 2, 900);
        assertEquals(2, row("sale").number("batch").orElseThrow());
    }

    /// At any record, and the next life closes it; no number is left out, and none is closed twice.
    @Test
    void killedWhereverItCloses() {
        for (int answers = 0; answers < 4; answers++) {
            var one = new Canteen().has(1, 800, 10_000).has(2, 0, 5_000);
            signsIn(one, MANAGER, "managers");
            pays(one, 1, 1_000);
            one.call(DESK, Call.SETTLE);
            for (int answer = 0; answer < answers && !one.isAnswered(); answer++) {
                one.answerOne();
            }
            var next = one.killed();
            next.answer();
            signsIn(next, MANAGER, "managers");
            next.call(DESK, Call.SETTLE);
            next.answer();
            pays(next, 2, 900);
            next.call(DESK, Call.SETTLE);
            next.answer();
            assertEquals(List.of(1L, 2L), settlements(next), "killed after " + answers);
        }
    }

    /// A difference of a day: what was sold yesterday is settled before today's first sale, or by
    /// time alone.
    @Test
    void aBatchIsOverWithItsBusinessDate() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.after(Duration.ofDays(1));
        canteen.answer();
        assertEquals(List.of(1L), settlements(canteen));
        canteen.tap("fixed", 2);
        canteen.answer();
        assertEquals(2, row("sale").number("batch").orElseThrow());
    }

    @Test
    void aSettlementThatFoundNoRoomIsOfferedAgain() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.room = () -> false;
        assertEquals(List.of(Reason.OK), canteen.settled("fixed"));
        assertEquals(List.of(), settlements(canteen));
        canteen.room = () -> true;
        canteen.after(Duration.ofSeconds(6));
        canteen.answer();
        assertEquals(List.of(1L), settlements(canteen));
        assertEquals(List.of(Reason.BUSY), settledWhilePaying());
    }

    private List<Reason> settledWhilePaying() {
        canteen.tapShortly("fixed", 2);
        return canteen.settled("fixed");
    }

    // --- training ---

    /// The same day with sales in training and without: the same totals, and the same money (I27).
    @Test
    void trainingMovesNoTotal() {
        var with = day(true);
        var without = day(false);
        assertEquals(totals(without), totals(with));
        pays(with, 1, 1_000);
        pays(without, 1, 1_000);
        assertEquals(last(without).array("legs"), last(with).array("legs"));
        assertEquals(1, settlement(with).number("trained").orElseThrow());
    }

    private Canteen day(boolean trains) {
        var day = new Canteen().has(1, 800, 10_000).has(2, 0, 5_000);
        signsIn(day, MANAGER, "managers");
        pays(day, 1, 1_000);
        if (trains) {
            day.call(DESK, Call.TRAIN);
            pays(day, 1, 2_500);
            assertTrue(last(day).bool("training").orElse(false));
            day.call(DESK, Call.TRAIN);
        }
        pays(day, 2, 700);
        day.call(DESK, Call.SETTLE);
        day.answer();
        return day;
    }

    // --- a question ---

    @Test
    void whoAsksIsShownTheirMoneyAndPaysNothing() {
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.call("fixed", Call.QUERY);
        canteen.tap("fixed", 1);
        canteen.answer();
        assertTrue(
                canteen.told.contains("fixed shows Optional[96.00] and 1"), canteen.told::toString);
        assertEquals(1, canteen.sales().size());
        canteen.tap("fixed", 2);
        canteen.answer();
        assertEquals(2, canteen.sales().size());
    }

    // --- what must not happen ---

    /// Only who signs in, or asks for their own, is expected with a card.
    @Test
    void aCardWhileANumberIsAwaitedPaysNothing() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 1, 1_000);
        canteen.call(DESK, Call.REFUND);
        canteen.tap(DESK, 2);
        canteen.answer();
        assertEquals(Reason.NO_AMOUNT.name(), row("tap").text("reason").orElseThrow());
        canteen.key(DESK, 1);
        canteen.key(DESK, 1);
        canteen.answer();
        assertTrue(heard("gives back 10.00"), canteen.told::toString);
    }

    @Test
    void aSettlementThatFoundNoRoomIsOfferedAgainWhicheverTillItIsOf() {
        canteen.key("menu", 2);
        canteen.tap("menu", 1);
        canteen.answer();
        canteen.room = () -> false;
        assertEquals(List.of(Reason.OK), canteen.settled("menu"));
        canteen.room = () -> true;
        canteen.after(Duration.ofSeconds(6));
        canteen.answer();
        assertEquals(List.of(1L), settlements(canteen));
    }

    /// A yes is the word of whoever was asked.
    @Test
    void aYesAfterTheOperatorHasGoneIsNone() {
        canteen.call("kiosk", Call.SIGN);
        canteen.tap("kiosk", MANAGER, "managers");
        canteen.answer();
        canteen.tap("kiosk", 2);
        canteen.answer();
        canteen.after(Duration.ofSeconds(20));
        canteen.tap("kiosk", 2); // asked about
        canteen.after(Duration.ofSeconds(9));
        canteen.key("kiosk", Taps.YES);
        canteen.answer();
        assertEquals(1, canteen.sales().size());
    }

    /// A new site file comes into force though somebody has signed in.
    @Test
    void whoHasSignedInHoldsUpNobody() {
        signsIn(canteen, MANAGER, "managers");
        canteen.after(Duration.ofSeconds(40));
        assertTrue(canteen.loop.isQuiet());
        assertTrue(canteen.loop.nextWake().isPresent(), "they are signed out some day");
    }

    @Test
    void aQuestionUsesNothingUp() {
        var until = Canteen.NOON.plus(Duration.ofHours(5));
        var once =
                new Presentation.Once(Rig.known(2, "diners"), new Use(new Token(5, 5), 1, until));
        canteen.call("fixed", Call.QUERY);
        canteen.tap("fixed", 2, once);
        canteen.answer();
        canteen.after(Duration.ofSeconds(5));
        canteen.tap("fixed", 2, once);
        canteen.answer();
        assertEquals(1, canteen.sales().size(), canteen.told::toString);
    }

    /// And what was given back is not among the last sales.
    @Test
    void whatWentBackWholeIsNoSaleAnyMore() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 2, 1_000);
        refunds(1, 1);
        canteen.call(DESK, Call.QUERY);
        canteen.tap(DESK, 2);
        canteen.answer();
        assertTrue(heard("shows Optional[50.00] and 0"), canteen.told::toString);
    }

    @Test
    void anOperatorsKeypadIsNoPinPadOfADiner() {
        canteen.key("pinned", 1_000);
        canteen.tap("pinned", 2);
        assertTrue(canteen.loop.asked("pinned-pad").isPresent());
        assertTrue(canteen.loop.asked("pinned-keys").isEmpty());
    }

    @Test
    void whatTheJournalNeverTookLeavesNoBatch() {
        canteen.room = () -> false;
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.room = () -> true;
        canteen.settled("fixed");
        canteen.answer();
        assertEquals(List.of(), settlements(canteen));
    }

    /// Its record is on the way when another loop takes over.
    @Test
    void whatGoesBackOverAHandoverGoesBackOnce() {
        signsIn(canteen, MANAGER, "managers");
        pays(canteen, 1, 1_200);
        canteen.call(DESK, Call.REFUND);
        canteen.key(DESK, 1);
        canteen.key(DESK, 1);
        var record = canteen.offered.getLast().tap().orElseThrow();
        var next = new Canteen();
        next.loop.after(canteen.loop);
        next.loop.turn(new Stimulus.Recorded(record, 99), next.now);
        var line = next.loop.ledger().line(new SaleId(DESK, 1)).orElseThrow();
        assertEquals(1, line.backs().size());
    }

    // --- what the journal says ---

    private static boolean is(Json.Obj row, String kind) {
        return row.text("type").orElseThrow().equals("onecard." + kind + ".v1");
    }

    private Json.Obj row(String kind) {
        var rows = canteen.rows.reversed();
        return Occurrences.data(
                rows.stream().filter(row -> is(row, kind)).findFirst().orElseThrow());
    }

    private static Json.Obj last(Canteen at) {
        var rows = at.rows.reversed();
        return Occurrences.data(
                rows.stream().filter(row -> is(row, "sale")).findFirst().orElseThrow());
    }

    private static Json.Obj settlement(Canteen at) {
        return at.rows.stream()
                .filter(row -> is(row, "settlement"))
                .map(Occurrences::data)
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> totals(Canteen at) {
        var settled = settlement(at);
        return List.of(
                settled.array("counts").orElseThrow(),
                settled.array("wallets").orElseThrow(),
                settled.number("net_fen").orElseThrow());
    }

    private static List<Long> settlements(Canteen at) {
        return at.rows.stream()
                .filter(row -> is(row, "settlement"))
                .map(row -> Occurrences.data(row).number("batch").orElseThrow())
                .toList();
    }
}

package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.point.Call;
import onecard.time.Moment;
import onecard.words.Words;
import org.junit.jupiter.api.Test;

/// What is printed once more, and what a settlement would say.
class SlipsAgainTest {

    private static final long CASHIER = 8;
    private static final long MANAGER = 9;

    private final List<Slip> copies = new ArrayList<>();
    private final List<Settlement> totals = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Canteen canteen =
            new Canteen(till -> new Listening()).has(1, 0, 100_000).has(2, 0, 100_000);

    private final class Listening implements Counter {
        @Override
        public void post(Optional<Price> price, Moment now) {}

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {}

        @Override
        public void again(Slip slip, Moment now) {
            copies.add(slip);
        }

        @Override
        public void totals(Settlement soFar, Moment now) {
            totals.add(soFar);
        }

        @Override
        public void say(Words words, Moment now) {
            said.add(words.en());
        }
    }

    @Test
    void theLastReceiptIsPrintedOnceMore() {
        signsIn(CASHIER, "cashiers");
        pays(1, 1_000);
        pays(2, 700);
        canteen.call("desk", Call.REPRINT);
        canteen.call("desk", Call.REPRINT);
        var copy = assertInstanceOf(Slip.Paid.class, copies.getLast());
        assertEquals("desk:2", copy.sale().id().toString());
        assertEquals(Optional.of(new Fen(99_300)), copy.left());
        assertEquals(2, copies.size());
    }

    @Test
    void soIsWhatWentBackAndTheSettlementWhereNothingWasSoldSince() {
        signsIn(MANAGER, "managers");
        pays(1, 1_000);
        canteen.call("desk", Call.VOID);
        canteen.answer();
        canteen.call("desk", Call.REPRINT);
        var back = assertInstanceOf(Slip.Back.class, copies.getLast());
        assertInstanceOf(Reversal.Void.class, back.reversal());

        canteen.call("desk", Call.SETTLE);
        canteen.answer();
        canteen.call("desk", Call.REPRINT);
        var settled = assertInstanceOf(Slip.Settled.class, copies.getLast());
        assertEquals(1, settled.settlement().batch().number());
    }

    @Test
    void onlyWhoMaySellPrintsOnceMore() {
        canteen.call("desk", Call.REPRINT);
        assertEquals(List.of("Sign in first"), said);
        canteen.call("fixed", Call.REPRINT);
        assertEquals("Nothing to reprint", said.getLast());
        canteen.tap("fixed", 1);
        canteen.answer();
        canteen.call("fixed", Call.REPRINT); // works by itself
        assertEquals(1, copies.size());
        // And what is left to whoever paid is nothing for whoever comes next.
        var copy = assertInstanceOf(Slip.Paid.class, copies.getLast());
        assertEquals(Optional.empty(), copy.left());
    }

    /// As far as the books know: not what was left to whoever had paid.
    @Test
    void overAStartTheBooksSayWhatItWas() {
        signsIn(MANAGER, "managers");
        pays(1, 1_000);
        var sold = canteen.killed();
        sold.call("fixed", Call.REPRINT);
        assertEquals("fixed says Nothing to reprint", sold.told.getLast());

        canteen.call("desk", Call.SETTLE);
        canteen.answer();
        canteen.tap("fixed", 2);
        canteen.answer();
        var next = canteen.killed();
        next.call("desk", Call.SIGN);
        next.tap("desk", MANAGER, "managers");
        next.answer();
        next.call("desk", Call.REPRINT);
        assertTrue(next.told.getLast().contains("copies Settled"), next.told::toString);
        next.call("fixed", Call.REPRINT);
        assertTrue(next.told.getLast().contains("copies Paid"), next.told::toString);
        assertTrue(next.told.getLast().endsWith("left=Optional.empty]"), next.told::toString);
    }

    @Test
    void whatIsKeyedInStandsWhileAReceiptIsPrintedOnceMore() {
        signsIn(CASHIER, "cashiers");
        pays(1, 1_000);
        canteen.key("desk", 700);
        canteen.call("desk", Call.REPRINT);
        canteen.tap("desk", 2);
        canteen.answer();
        assertEquals(2, canteen.sales().size());
    }

    // --- totals ---

    @Test
    void whatASettlementWouldSayIsToldAndNothingIsClosed() {
        signsIn(MANAGER, "managers");
        canteen.call("desk", Call.TOTALS);
        assertEquals("Nothing to settle", said.getLast());
        pays(1, 1_000);
        pays(2, 700);
        canteen.call("desk", Call.TOTALS);
        canteen.call("desk", Call.TOTALS);
        canteen.answer();
        assertEquals(2, totals.size());
        assertEquals(1_700, totals.getLast().batch().totals().netFen());
        canteen.call("desk", Call.VOID);
        canteen.answer();
        canteen.call("desk", Call.TOTALS);
        assertEquals(1_000, totals.getLast().batch().totals().netFen());
        assertEquals(List.of(), canteen.loop.ledger().due("desk", canteen.now.wall()));
    }

    @Test
    void onlyWhoMaySettlesSeesThem() {
        signsIn(CASHIER, "cashiers");
        pays(1, 1_000);
        canteen.call("desk", Call.TOTALS);
        assertEquals("Not allowed", said.getLast());
        canteen.call("fixed", Call.TOTALS);
        assertEquals("Not allowed", said.getLast());
        assertEquals(List.of(), totals);
    }

    private void signsIn(long who, String group) {
        canteen.call("desk", Call.SIGN);
        canteen.tap("desk", who, group);
        canteen.answer();
        canteen.after(Duration.ofSeconds(2));
    }

    private void pays(long who, long fen) {
        canteen.key("desk", fen);
        canteen.tap("desk", who);
        canteen.answer();
    }
}

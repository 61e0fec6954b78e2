package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import onecard.access.Reason;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// What is settled together, beside sums that are kept by hand (I25, I27, I43).
final class BatchesTest {

    private static final String TILL = "till-1";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
    private static final Token HE = new Token(0, 2);
    private static final Staff SHE = new Staff(1, Optional.of(new Token(9, 9)), false);
    private static final Staff TRAINEE = new Staff(1, Optional.of(new Token(9, 9)), true);

    /// What a slow accountant notes of one batch.
    private static final class Page {
        long count;
        long sold;
        long taken;
        long back;
        long trained;

        long net() {
            return sold - taken - back;
        }
    }

    @Test
    void totalsAreWhatWasSoldLessWhatWentBack() {
        int reports = 0;
        for (long seed = 0; seed < 500; seed++) {
            reports += day(seed);
        }
        assertTrue(reports > 500, "so few settlements: " + reports);
    }

    private static int day(long seed) {
        var random = new Random(seed);
        var ledger = Ledger.EMPTY;
        var pages = new TreeMap<Long, Page>();
        var sales = new ArrayList<Sale>();
        long settled = 0;
        long seq = 0;
        for (int step = 0; step < 60; step++) {
            var staff =
                    random.nextInt(6) == 0 ? TRAINEE : random.nextBoolean() ? SHE : Staff.NOBODY;
            var date = DAY.plusDays(step / 30);
            var where = Optional.of(new Place("e1", ++seq));
            switch (random.nextInt(8)) {
                case 0 -> {
                    var of =
                            sales.isEmpty() ? id(99) : sales.get(random.nextInt(sales.size())).id();
                    var desk = new RefundRules.Desk(TILL, staff, date, Instant.EPOCH);
                    var some = Optional.of(new Fen(1 + random.nextInt(400)));
                    var back = RefundRules.refund(ledger, of, some, desk);
                    if (back instanceof RefundRules.Back.Yes(Refund refund)) {
                        ledger = ledger.refunded(refund, where).refunded(refund, where);
                        if (!staff.training()) {
                            page(pages, refund.under()).back += refund.legs().total().fen();
                        }
                    }
                }
                case 1 -> {
                    var of = sales.isEmpty() ? id(99) : sales.getLast().id();
                    var back = RefundRules.takeBack(ledger, of, staff);
                    if (back instanceof RefundRules.Back.Yes(Reversal.Void(var sale))) {
                        ledger = ledger.after(sale, where).after(sale, where);
                        if (!staff.training()) {
                            page(pages, sale.under()).taken += sale.amount().fen();
                        }
                    }
                }
                case 2 -> {
                    ledger = ledger.ended(TILL);
                    assertEquals(Optional.empty(), ledger.batches().current(TILL));
                }
                default -> {
                    var sale = sale(ledger, 1 + random.nextInt(900), date, staff);
                    ledger = ledger.after(sale, Optional.empty());
                    if (random.nextInt(5) == 0) {
                        ledger = ledger.after(sale.in(Sale.State.VOID), where);
                    } else {
                        var done = sale.in(Sale.State.DONE);
                        ledger = ledger.after(done, where).after(done, where);
                        sales.add(done);
                        var page = page(pages, sale.under());
                        if (staff.training()) {
                            page.trained++;
                        } else {
                            page.count++;
                            page.sold += sale.amount().fen();
                        }
                    }
                }
            }
            ledger = Ledger.of(ledger.kept()); // as at a start after a snapshot
            for (var due : ledger.due(TILL, Instant.EPOCH)) {
                assertEquals(++settled, due.batch().number(), "no number is left out");
                agree(pages, due.batch(), "seed " + seed);
                ledger = ledger.settled(due);
                assertEquals(ledger.batches(), ledger.settled(due).batches(), "once");
                assertEquals(Optional.of(due), ledger.batches().settled(TILL, settled));
            }
        }
        return (int) settled;
    }

    private static void agree(Map<Long, Page> pages, Batch batch, String where) {
        var page = pages.getOrDefault(batch.number(), new Page());
        var totals = batch.totals();
        assertEquals(page.count, totals.of(Totals.Kind.SALE).count(), where);
        assertEquals(page.sold, totals.of(Totals.Kind.SALE).amount().fen(), where);
        assertEquals(page.taken, totals.of(Totals.Kind.VOID).amount().fen(), where);
        assertEquals(page.back, totals.of(Totals.Kind.REFUND).amount().fen(), where);
        assertEquals(page.net(), totals.netFen(), where);
        assertEquals(page.trained, batch.trained(), where);
        long wallets =
                totals.wallets().entrySet().stream()
                        .filter(sum -> sum.getKey().kind() == Totals.Kind.SALE)
                        .mapToLong(sum -> sum.getValue().amount().fen())
                        .sum();
        assertEquals(page.sold, wallets, "by wallet, " + where);
    }

    private static Page page(Map<Long, Page> pages, Under under) {
        return pages.computeIfAbsent(under.batch(), _ -> new Page());
    }

    private static SaleId id(long number) {
        return new SaleId(TILL, number);
    }

    private static Sale sale(Ledger ledger, long fen, LocalDate date, Staff staff) {
        var legs =
                fen > 300
                        ? new Legs(
                                List.of(
                                        new Leg("subsidy", new Fen(300)),
                                        new Leg("own", new Fen(fen - 300))))
                        : new Legs(List.of(new Leg("own", new Fen(fen))));
        return new Sale(
                ledger.next(TILL),
                HE,
                legs.total(),
                legs,
                new Serving("lunch", date),
                Instant.EPOCH,
                ledger.under(TILL, date, staff),
                Basis.NONE,
                Sale.State.PENDING);
    }

    // --- one by one ---

    private static Ledger sold(Ledger ledger, long fen, LocalDate date, Staff staff) {
        var sale = sale(ledger, fen, date, staff);
        return ledger.after(sale, Optional.empty())
                .after(sale.in(Sale.State.DONE), Optional.of(new Place("e1", fen)));
    }

    private static List<Long> due(Ledger ledger) {
        return ledger.due(TILL, Instant.EPOCH).stream().map(it -> it.batch().number()).toList();
    }

    @Test
    void anotherDateOrShiftBeginsAnotherBatch() {
        var first = sold(Ledger.EMPTY, 100, DAY, SHE);
        assertEquals(List.of(), due(first));
        assertEquals(List.of(), due(sold(first, 200, DAY, SHE)));
        assertEquals(List.of(1L), due(sold(first, 200, DAY.plusDays(1), SHE)));
        assertEquals(List.of(1L), due(sold(first, 200, DAY, Staff.NOBODY)));
        assertEquals(List.of(), due(sold(first, 200, DAY, TRAINEE)), "in her shift");
    }

    /// Its settlement may find no room, and tomorrow is sold all the same.
    @Test
    void whatIsNotSettledWaitsForNothing() {
        var ledger = sold(Ledger.EMPTY, 100, DAY, SHE);
        for (int day = 1; day <= 3; day++) {
            ledger = sold(ledger, 100, DAY.plusDays(day), SHE);
        }
        assertEquals(List.of(1L, 2L, 3L), due(ledger));
        ledger = ledger.settled(ledger.due(TILL, Instant.EPOCH).get(1));
        assertEquals(List.of(1L, 3L), due(ledger));
    }

    @Test
    void whatIsSettledIsTakenBackNoMore() {
        var ledger = sold(Ledger.EMPTY, 100, DAY, SHE);
        assertEquals(
                RefundRules.Back.Yes.class, RefundRules.takeBack(ledger, id(1), SHE).getClass());
        assertEquals(
                new RefundRules.Back.No(Reason.NOT_ALLOWED),
                RefundRules.takeBack(ledger, id(1), Staff.NOBODY));
        assertEquals(
                new RefundRules.Back.No(Reason.SETTLED),
                RefundRules.takeBack(ledger.ended(TILL), id(1), SHE));
        assertEquals(
                new RefundRules.Back.No(Reason.NO_SUCH_SALE),
                RefundRules.takeBack(ledger, id(2), SHE));
    }

    /// Whatever is sold in it weighs on no wallet.
    @Test
    void trainingMovesNoMoney() {
        var trained = sold(Ledger.EMPTY, 500, DAY, TRAINEE);
        assertEquals(Fen.ZERO, trained.exposure(TILL));
        assertTrue(trained.tab(HE).isFirst(new Serving("lunch", DAY)));
        assertEquals(new Tab.Sum(0, Fen.ZERO), trained.tab(HE).on(DAY));
        var open = trained.batches().current(TILL).orElseThrow();
        assertEquals(Totals.NONE, open.totals());
        assertEquals(1, open.trained());
        assertEquals(
                new RefundRules.Back.No(Reason.NO_SUCH_SALE),
                RefundRules.refund(
                        trained,
                        id(1),
                        Optional.empty(),
                        new RefundRules.Desk(TILL, SHE, DAY, Instant.EPOCH)));
    }
}

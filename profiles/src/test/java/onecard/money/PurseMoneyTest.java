package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Money that lies on a card, in the rules and in the books.
class PurseMoneyTest {

    private static final Token SHE = new Token(0, 1);
    private static final Token CARD = new Token(5, 5);
    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");

    private final Ledger empty = Ledger.EMPTY;

    private static Terms terms(Duration repeatWithin) {
        return new Terms(
                Counter.MEALS,
                new Payment.Purse(),
                Counter.LIMITS,
                Map.of("cadre", 10),
                repeatWithin,
                Duration.ZERO);
    }

    private static Sold asks(Ledger ledger, long fen, Optional<Fen> holds, String... groups) {
        return asks(ledger, fen, holds, Duration.ZERO, groups);
    }

    private static Sold asks(
            Ledger ledger, long fen, Optional<Fen> holds, Duration repeat, String... groups) {
        return SaleRules.decide(
                terms(repeat),
                new Offer("pos-1", new Price.Amount(new Fen(fen)), Staff.NOBODY),
                new Diner(SHE, Set.of(groups), Optional.empty(), holds),
                ledger,
                false,
                new Moment(new Mono(0), NOON, ClockTrust.SYNCED));
    }

    private static Optional<Fen> fen(long fen) {
        return Optional.of(new Fen(fen));
    }

    @Test
    void whatTheCardHoldsIsAllThatCounts() {
        assertEquals(new Sold.No(Reason.NO_PURSE), asks(empty, 100, Optional.empty()));
        assertEquals(new Sold.No(Reason.NO_BALANCE), asks(empty, 101, fen(100)));
        assertEquals(new Sold.No(Reason.LIMIT), asks(empty, 10_001, fen(50_000)));
        var yes = assertInstanceOf(Sold.Yes.class, asks(empty, 100, fen(100)));
        assertEquals(
                new Legs(List.of(new Leg(Payment.Purse.WALLET, new Fen(100)))), yes.sale().legs());
        assertEquals(fen(0), yes.left());
        var less = assertInstanceOf(Sold.Yes.class, asks(empty, 100, fen(100), "cadre"));
        assertEquals(new Fen(90), less.sale().amount());
    }

    /// What was ordered ahead and is to be paid at the till is, by whatever pays there.
    @Test
    void whatWasOrderedAheadIsPaidByTheCardAsItWasAgreed() {
        var yes = assertInstanceOf(Sold.Yes.class, picksUp(fen(5_000)));
        assertEquals(new Fen(1_800), yes.sale().amount());
        assertEquals(
                new Legs(List.of(new Leg(Payment.Purse.WALLET, new Fen(1_800)))),
                yes.sale().legs());
        assertTrue(yes.sale().drawsOnPurse());
        assertEquals(fen(3_200), yes.left());
        assertEquals(new Sold.No(Reason.NO_BALANCE), picksUp(fen(1_799)));
        assertEquals(new Sold.No(Reason.NO_PURSE), picksUp(Optional.empty()));
    }

    private static Sold picksUp(Optional<Fen> holds) {
        return SaleRules.agreed(
                terms(Duration.ofMinutes(1)),
                new Offer("pos-1", new Price.Amount(new Fen(1_800)), Staff.NOBODY),
                new Fen(1_800),
                new Diner(SHE, Set.of("cadre"), Optional.empty(), holds),
                Ledger.EMPTY,
                new Moment(new Mono(0), NOON, ClockTrust.SYNCED));
    }

    /// Nobody can be asked while a card lies there.
    @Test
    void theSameAgainIsRefused() {
        var sold = ((Sold.Yes) asks(empty, 100, fen(500))).sale().in(Sale.State.DONE);
        var ledger = empty.after(sold, Optional.empty());
        assertEquals(
                new Sold.No(Reason.DUPLICATE), asks(ledger, 100, fen(400), Duration.ofMinutes(1)));
        assertInstanceOf(Sold.Yes.class, asks(ledger, 101, fen(400), Duration.ofMinutes(1)));
    }

    private static Sale sale(long number, long batch) {
        return new Sale(
                        new SaleId("pos-1", number),
                        SHE,
                        new Fen(100),
                        new Legs(List.of(new Leg(Payment.Purse.WALLET, new Fen(100)))),
                        new Serving("lunch", Counter.MEALS.businessDate(NOON)),
                        NOON,
                        new Under(batch, Staff.NOBODY),
                        Basis.NONE,
                        Sale.State.PENDING)
                .with(
                        Basis.NONE.with(
                                new PurseDebit(
                                        CARD,
                                        new Fen(500),
                                        3,
                                        1,
                                        0,
                                        7,
                                        "001122334455",
                                        9,
                                        LocalDateTime.of(2026, 11, 30, 12, 0),
                                        Optional.empty())));
    }

    private static Ledger torn(long number, long batch) {
        return Ledger.EMPTY
                .after(sale(number, batch), Optional.empty())
                .after(sale(number, batch).in(Sale.State.UNKNOWN), Optional.empty());
    }

    @Test
    void aTornSaleIsKnownByItsCardUntilItHasAnEnd() {
        var ledger = torn(1, 1);
        assertEquals(List.of(sale(1, 1).in(Sale.State.UNKNOWN)), ledger.unknown(CARD));
        assertEquals(List.of(), ledger.unknown(new Token(5, 6)));
        assertEquals(ledger.unknown(CARD), Ledger.of(ledger.kept()).unknown(CARD));
        for (var end : List.of(Sale.State.DONE, Sale.State.VOID)) {
            assertEquals(
                    List.of(), ledger.after(sale(1, 1).in(end), Optional.empty()).unknown(CARD));
        }
    }

    @Test
    void itCountsInItsBatchWhileThatIsOpen() {
        var ledger = torn(1, 1);
        var done = ledger.counted(sale(1, 1).in(Sale.State.DONE));
        assertEquals(1, done.under().batch());
        assertEquals(
                100,
                ledger.after(done, Optional.empty())
                        .batches()
                        .of("pos-1")
                        .getFirst()
                        .totals()
                        .netFen());
    }

    @Test
    void andElseInTheOneThatIs() {
        var ended = torn(1, 1).ended("pos-1");
        var settled = ended.settled(ended.due("pos-1", Instant.EPOCH).getFirst());
        var alone = settled.counted(sale(1, 1).in(Sale.State.DONE));
        assertEquals(2, alone.under().batch());
        var begun = settled.after(alone, Optional.empty()).batches().of("pos-1");
        assertEquals(List.of(2L), begun.stream().map(Batch::number).toList());
        assertEquals(100, begun.getFirst().totals().netFen());

        var other = sale(2, 2).in(Sale.State.DONE);
        var open = settled.after(other, Optional.empty());
        var late = open.counted(sale(1, 1).in(Sale.State.DONE));
        assertEquals(2, late.under().batch());
        assertEquals(
                200,
                open.after(late, Optional.empty())
                        .batches()
                        .of("pos-1")
                        .getFirst()
                        .totals()
                        .netFen());
    }

    /// One that is over may be on its way to the journal with its totals.
    @Test
    void notInOneThatIsOver() {
        var over = torn(1, 1).ended("pos-1");
        assertEquals(2, over.counted(sale(1, 1).in(Sale.State.DONE)).under().batch());
    }

    @Test
    void nothingOfItIsGivenBack() {
        var ledger =
                Ledger.EMPTY
                        .after(sale(1, 1), Optional.empty())
                        .after(sale(1, 1).in(Sale.State.DONE), Optional.empty());
        var desk =
                new RefundRules.Desk("pos-1", Staff.NOBODY, Counter.MEALS.businessDate(NOON), NOON);
        var no = new RefundRules.Back.No(Reason.NOT_ALLOWED);
        assertEquals(no, RefundRules.refund(ledger, sale(1, 1).id(), Optional.empty(), desk));
        assertEquals(no, RefundRules.takeBack(ledger, sale(1, 1).id(), Staff.NOBODY));
    }

    @Test
    void whatNoPurseCanSayIsNoDebit() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new PurseDebit(
                                CARD,
                                new Fen(1),
                                0xFFFF,
                                1,
                                0,
                                7,
                                "001122334455",
                                9,
                                LocalDateTime.of(2026, 11, 30, 12, 0),
                                Optional.empty()));
    }
}

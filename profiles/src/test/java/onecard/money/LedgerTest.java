package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a sale, step by step.
final class LedgerTest {

    private static final Token SHE = new Token(0, 1);
    private static final Token HE = new Token(0, 2);
    private static final SaleId FIRST = new SaleId("pos-1", 1);
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 6, 30));
    private static final Instant NOON = Instant.parse("2026-06-30T04:00:00Z");

    /// Each state, and how it may have come to be, beside each step. What is left of 10.00 says
    /// whether the 6.00 of the sale weigh on it.
    @ParameterizedTest
    @CsvSource({
        "'',                  PENDING, PENDING, 400",
        "'',                  DONE,    DONE,    400",
        "'',                  UNKNOWN, UNKNOWN, 400",
        "'',                  VOID,    VOID,    1000",
        "'',                  REFUND,  PENDING, 400",
        "UNKNOWN,             PENDING, UNKNOWN, 400",
        "UNKNOWN,             DONE,    DONE,    400",
        "UNKNOWN,             UNKNOWN, UNKNOWN, 400",
        "UNKNOWN,             VOID,    VOID,    1000",
        "UNKNOWN,             REFUND,  UNKNOWN, 400",
        "DONE,                PENDING, DONE,    400",
        "DONE,                DONE,    DONE,    400",
        "DONE,                UNKNOWN, DONE,    400",
        "DONE,                VOID,    VOID,    1000",
        "DONE,                REFUND,  DONE,    500",
        "'DONE REFUND',       PENDING, DONE,    500",
        "'DONE REFUND',       DONE,    DONE,    500",
        "'DONE REFUND',       UNKNOWN, DONE,    500",
        "'DONE REFUND',       VOID,    DONE,    500",
        "'DONE REFUND',       REFUND,  DONE,    600",
        "'DONE VOID',         PENDING, VOID,    1000",
        "'DONE VOID',         DONE,    VOID,    1000",
        "'DONE VOID',         UNKNOWN, VOID,    1000",
        "'DONE VOID',         VOID,    VOID,    1000",
        "'DONE VOID',         REFUND,  VOID,    1000",
        "VOID,                PENDING, VOID,    1000",
        "VOID,                DONE,    VOID,    1000",
        "VOID,                UNKNOWN, VOID,    1000",
        "VOID,                VOID,    VOID,    1000",
        "VOID,                REFUND,  VOID,    1000",
        "'UNKNOWN DONE VOID', DONE,    VOID,    1000",
    })
    void eachStepOfEachState(String before, String step, Sale.State then, long left) {
        var ledger = Ledger.EMPTY.after(sale(FIRST, SHE, 600), Optional.empty());
        var steps = new ArrayList<>(List.of((before + " " + step).strip().split(" ")));
        long seq = 0;
        for (var next : steps) {
            ledger = step(ledger, next, ++seq);
        }

        assertEquals(then, ledger.line(FIRST).orElseThrow().sale().state());
        assertEquals(left, left(ledger, SHE, 1_000));
    }

    private static Ledger step(Ledger ledger, String step, long seq) {
        return step.equals("REFUND")
                ? ledger.refunded(Refunds.of(seq, FIRST, own(100)), at(seq))
                : ledger.after(sale(FIRST, SHE, 600).in(Sale.State.valueOf(step)), at(seq));
    }

    /// As at a start, when the journal's sales are read and not made.
    @Test
    void aSaleMayBeHeardOfLate() {
        for (var state : Sale.State.values()) {
            var ledger = Ledger.EMPTY.after(sale(FIRST, SHE, 600).in(state), at(1));
            assertEquals(state, ledger.line(FIRST).orElseThrow().sale().state());
        }
    }

    @Test
    void whatNobodySoldIsNotGivenBack() {
        var ledger = Ledger.EMPTY.refunded(Refunds.of(1, FIRST, own(1)), at(1)).never(FIRST);

        assertEquals(Optional.empty(), ledger.line(FIRST));
        assertEquals(FIRST, ledger.next("pos-1"));
        assertEquals(1_000, left(ledger, SHE, 1_000));
    }

    @Test
    void toGiveNothingBackIsNoRefund() {
        var done = Ledger.EMPTY.after(sale(FIRST, SHE, 600).in(Sale.State.DONE), at(1));

        var same = done.refunded(Refunds.of(2, FIRST, Legs.NONE), at(2));
        assertEquals(done.line(FIRST), same.line(FIRST));
    }

    @Test
    void noWalletGetsBackMoreThanItPaid() {
        var legs = legs("subsidy", 200, "own", 400);
        var done = Ledger.EMPTY.after(sale(FIRST, SHE, legs).in(Sale.State.DONE), at(1));

        var more = done.refunded(Refunds.of(2, FIRST, legs("subsidy", 201)), at(2));
        assertEquals(done.line(FIRST), more.line(FIRST));
        var other = done.refunded(Refunds.of(2, FIRST, legs("subsidy", 100, "gift", 1)), at(2));
        assertEquals(done.line(FIRST), other.line(FIRST));

        var some = done.refunded(Refunds.of(2, FIRST, legs("subsidy", 150)), at(2));
        var rest = some.refunded(Refunds.of(3, FIRST, legs("own", 400, "subsidy", 51)), at(3));
        assertEquals(some.line(FIRST), rest.line(FIRST));
        var all = some.refunded(Refunds.of(3, FIRST, legs("own", 400, "subsidy", 50)), at(3));
        assertEquals(legs.total(), all.line(FIRST).orElseThrow().given().total());
    }

    // --- numbers ---

    @Test
    void whatTheJournalDidNotTakeGivesItsNumberBack() {
        var one = Ledger.EMPTY.after(sale(FIRST, SHE, 600), Optional.empty());
        var second = new SaleId("pos-1", 2);
        var two = one.after(sale(second, SHE, 300), Optional.empty());
        assertEquals(100, left(two, SHE, 1_000));

        var never = two.never(second);

        assertEquals(SaidAgainTest.seen(one), SaidAgainTest.seen(never));
        assertEquals(second, never.next("pos-1"));
        assertEquals(FIRST, never.never(FIRST).next("pos-1"));
        assertEquals(SaidAgainTest.seen(Ledger.EMPTY), SaidAgainTest.seen(never.never(FIRST)));
    }

    /// A restart reads no record of a till that never sold: the live books know nothing of it
    /// either.
    @Test
    void aTillThatGaveItsOnlyNumberBackIsNotKnown() {
        var begun = Ledger.EMPTY.after(sale(FIRST, SHE, 600), Optional.empty());

        assertEquals(Ledger.EMPTY.kept(), begun.never(FIRST).kept());
    }

    /// Two in a row to the journal, and it takes the later one alone.
    @Test
    void aNumberThatIsNotTheLastStaysTaken() {
        var two =
                Ledger.EMPTY
                        .after(sale(FIRST, SHE, 600), Optional.empty())
                        .after(sale(new SaleId("pos-1", 2), HE, 300), Optional.empty());

        var never = two.never(FIRST);

        assertEquals(new SaleId("pos-1", 3), never.next("pos-1"));
        assertEquals(1_000, left(never, SHE, 1_000));
        assertEquals(700, left(never, HE, 1_000));
    }

    @Test
    void eachTerminalNumbersItsOwn() {
        var ledger =
                Ledger.EMPTY
                        .after(sale(new SaleId("pos-2", 7), SHE, 1), at(1))
                        .after(sale(new SaleId("pos-2", 5), SHE, 1), at(2));

        assertEquals(new SaleId("pos-2", 8), ledger.next("pos-2"));
        assertEquals(FIRST, ledger.next("pos-1"));
    }

    // --- random refunds and voids ---

    /// Beside sums that are kept by hand.
    @Test
    void refundsNeverExceedTheSaleAndExcludeItsVoid() {
        int voided = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            long[] paid = {random.nextInt(300), 1 + random.nextInt(300)};
            long[] given = {0, 0};
            boolean gone = false;
            var legs = paid[0] == 0 ? own(paid[1]) : legs("subsidy", paid[0], "own", paid[1]);
            var ledger = Ledger.EMPTY.after(sale(FIRST, SHE, legs).in(Sale.State.DONE), at(1));
            for (int seq = 2; seq < 12; seq++) {
                if (random.nextInt(8) == 0) {
                    ledger = ledger.after(sale(FIRST, SHE, legs).in(Sale.State.VOID), at(seq));
                    gone |= given[0] + given[1] == 0;
                } else {
                    int wallet = random.nextInt(2);
                    long fen = 1L + random.nextInt(200);
                    ledger =
                            ledger.refunded(
                                    Refunds.of(
                                            seq,
                                            FIRST,
                                            wallet == 0 ? legs("subsidy", fen) : own(fen)),
                                    at(seq));
                    if (!gone && given[wallet] + fen <= paid[wallet]) {
                        given[wallet] += fen;
                    }
                }
                var line = ledger.line(FIRST).orElseThrow();
                var back = line.given();
                assertEquals(gone ? paid[0] : given[0], back.of("subsidy").fen(), "seed " + seed);
                assertEquals(gone ? paid[1] : given[1], back.of("own").fen(), "seed " + seed);
                assertEquals(gone, line.sale().state() == Sale.State.VOID, "seed " + seed);
            }
            voided += gone ? 1 : 0;
        }
        assertTrue(voided > 100 && voided < 900, voided + " voided");
    }

    private static Sale sale(SaleId id, Token diner, long fen) {
        return sale(id, diner, own(fen));
    }

    private static Sale sale(SaleId id, Token diner, Legs legs) {
        return new Sale(
                id,
                diner,
                legs.total(),
                legs,
                LUNCH,
                NOON,
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    private static Legs own(long fen) {
        return legs("own", fen);
    }

    private static Legs legs(Object... walletAndFen) {
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < walletAndFen.length; i += 2) {
            legs.add(
                    new Leg(
                            (String) walletAndFen[i],
                            new Fen(((Number) walletAndFen[i + 1]).longValue())));
        }
        return new Legs(legs);
    }

    private static Optional<Place> at(long seq) {
        return Optional.of(new Place("e1", seq));
    }

    private static long left(Ledger ledger, Token diner, long fen) {
        return ledger.tab(diner)
                .left(Wallet.personal("own"), new Balance(fen, NOON, Optional.empty()))
                .fen();
    }

    @Test
    void theOrderOfEpochsIsTheJournalsWhateverWasToldFirst() {
        var mine = sale(FIRST, SHE, 300);
        var sold =
                Ledger.EMPTY
                        .after(mine, Optional.empty())
                        .after(mine.in(Sale.State.DONE), Optional.of(new Place("e2", 4)));

        var confused = sold.held(new Place("e1", 99));
        assertEquals(
                Fen.ZERO, confused.exposure("pos-1"), "an epoch told later passes for a later");
        var known = sold.inOrder(List.of("e1", "e2")).held(new Place("e1", 99));
        assertEquals(new Fen(300), known.exposure("pos-1"));
        assertEquals(Fen.ZERO, known.held(new Place("e2", 4)).exposure("pos-1"));
    }

    @Test
    void whatTheHostHoldsItHoldsThoughItSaysLessLater() {
        var mine = sale(FIRST, SHE, 300);
        var held =
                Ledger.EMPTY
                        .after(mine, Optional.empty())
                        .after(mine.in(Sale.State.DONE), Optional.of(new Place("e1", 4)))
                        .held(new Place("e1", 9))
                        .held(new Place("e1", 3));
        var later =
                new Sale(
                        new SaleId("pos-1", 2),
                        SHE,
                        new Fen(300),
                        mine.legs(),
                        mine.serving(),
                        mine.at(),
                        Under.NONE,
                        Basis.NONE,
                        Sale.State.PENDING);
        assertEquals(Fen.ZERO, held.exposure("pos-1"));
        var more = held.after(later, Optional.empty());
        assertEquals(new Fen(300), more.exposure("pos-1"));
        assertEquals(Fen.ZERO, more.never(later.id()).exposure("pos-1"));
    }
}

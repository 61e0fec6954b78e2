package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// As many sales as are remembered, and which of them are forgotten then.
final class FullLedgerTest {

    private static final Token SHE = new Token(0, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    /// Of that day and before, what the host holds may be forgotten.
    private static final LocalDate OLD = TODAY.minusDays(Ledger.DAYS_KEPT + 1L);

    private static final Ledger FULL = full();

    /// One sale a place, all of an old day, the last few of them each with something about it.
    private static Ledger full() {
        var ledger = Ledger.EMPTY;
        for (int number = 1; number <= Ledger.SALES_MAX - 5; number++) {
            ledger = ledger.after(sale(number, OLD).in(Sale.State.DONE), at(number));
        }
        int next = Ledger.SALES_MAX - 4;
        return ledger.after(sale(next, OLD), at(next))
                .after(sale(next + 1, OLD).in(Sale.State.UNKNOWN), at(next + 1))
                .after(sale(next + 2, OLD).in(Sale.State.VOID), at(next + 2))
                .after(sale(next + 3, OLD.plusDays(1)).in(Sale.State.DONE), at(next + 3))
                .after(sale(next + 4, OLD).in(Sale.State.DONE), at(next + 4))
                .refunded(Refunds.of(1, id(next + 4), sale(next, OLD).legs()), at(next + 5));
    }

    @Test
    void withNothingToForgetThereIsNoRoom() {
        assertFalse(FULL.hasRoom(OLD.plusDays(Ledger.DAYS_KEPT)));
        assertFalse(nothingVoid().hasRoom(TODAY));
    }

    /// The one that came to nothing needs nobody to hold it.
    private static Ledger nothingVoid() {
        int number = Ledger.SALES_MAX - 2;
        return FULL.never(id(number)).after(sale(number, OLD).in(Sale.State.DONE), at(number));
    }

    /// Sooner than to forget what would be somebody's twice. Who may not buy anyway is told that.
    @Test
    void withoutRoomNothingIsSold() {
        var counter =
                Counter.usual().at("2026-06-30T11:30").states(0, 900_000).books(nothingVoid());

        counter.refused(100, Reason.JOURNAL_FULL)
                .refused(10_001, Reason.LIMIT)
                .books(nothingVoid().held(at(1).orElseThrow()))
                .buys(100, 0, 100);
    }

    @Test
    void whatIsOldAndHeldMakesRoom() {
        var held = FULL.held(at(100).orElseThrow());
        assertTrue(held.hasRoom(TODAY));

        var next = held.after(sale(Ledger.SALES_MAX + 1, TODAY), Optional.empty());

        assertEquals(Optional.empty(), next.line(id(1)));
        assertEquals(Optional.empty(), next.line(id(100)));
        assertTrue(next.line(id(101)).isPresent());
        assertTrue(next.line(id(Ledger.SALES_MAX + 1)).isPresent());
        assertEquals(id(Ledger.SALES_MAX + 2), next.next("pos-1"));
        assertTrue(next.hasRoom(TODAY));
    }

    /// Nor is one whose refund the host does not hold: it would give the money back, and nobody
    /// would know yet.
    @Test
    void whatHasNotEndedOrIsOfTheWeekIsNotForgotten() {
        int next = Ledger.SALES_MAX - 4;
        var later =
                FULL.held(at(next + 4).orElseThrow())
                        .after(sale(Ledger.SALES_MAX + 1, TODAY), Optional.empty());

        assertTrue(later.line(id(next)).isPresent(), "pending");
        assertTrue(later.line(id(next + 1)).isPresent(), "unknown");
        assertEquals(Optional.empty(), later.line(id(next + 2)), "void");
        assertTrue(later.line(id(next + 3)).isPresent(), "a week old");
        assertTrue(later.line(id(next + 4)).isPresent(), "its refund is not held");

        var all =
                FULL.held(at(next + 5).orElseThrow())
                        .after(sale(Ledger.SALES_MAX + 1, TODAY), Optional.empty());
        assertEquals(Optional.empty(), all.line(id(next + 4)));
    }

    /// Or each till would keep as many as it may, sooner or later, however few it sells in a week.
    @Test
    void whatIsOldAndHeldIsForgottenLongBeforeThereIsNoRoom() {
        var ledger = Ledger.EMPTY.held(at(Ledger.SALES_MAX).orElseThrow());
        for (int number = 1; number <= Ledger.SALES_MAX; number++) {
            var day = OLD.plusDays(number / 100);
            ledger = ledger.after(sale(number, day).in(Sale.State.DONE), at(number));
        }

        int most = 100 * (Ledger.DAYS_KEPT + 1) + Ledger.LOOKED_EACH;
        int kept = ledger.kept().lines().size();
        assertTrue(kept <= most, () -> kept + " of " + most);
        assertEquals(id(Ledger.SALES_MAX + 1), ledger.next("pos-1"));
    }

    /// It stays held, and is nobody's twice.
    @Test
    void aForgottenSaleIsNoMoreGivenBack() {
        var later =
                FULL.held(at(100).orElseThrow())
                        .after(sale(Ledger.SALES_MAX + 1, TODAY), Optional.empty());

        var same = later.refunded(Refunds.of(2, id(1), sale(1, OLD).legs()), at(20_000));

        assertEquals(Optional.empty(), same.line(id(1)));
        assertEquals(later.tab(SHE), same.tab(SHE));
    }

    private static Sale sale(int number, LocalDate date) {
        var legs = new Legs(List.of(new Leg("own", new Fen(10))));
        return new Sale(
                id(number),
                SHE,
                legs.total(),
                legs,
                new Serving("lunch", date),
                date.atTime(12, 0).toInstant(ZoneOffset.UTC),
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    private static SaleId id(int number) {
        return new SaleId("pos-1", number);
    }

    private static Optional<Place> at(long seq) {
        return Optional.of(new Place("e1", seq));
    }
}

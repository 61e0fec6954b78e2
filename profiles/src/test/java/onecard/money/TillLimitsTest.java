package onecard.money;

import static onecard.money.Counter.CREDIT;
import static onecard.money.Counter.SHE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onecard.access.Reason;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// What one terminal may sell, at a meal and on a business date, whoever comes.
final class TillLimitsTest {

    private static final String NOON = "2026-11-30T12:00";
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 11, 30));

    @Test
    void soManyAreServedAtAMealAndNotOneMore() {
        var counter = counter(meal(2, 0)).at(NOON).states(0, 90_000);
        counter.buys(100, 0, 100).buys(100, 0, 100).refused(100, Reason.LIMIT);
        counter.at("2026-11-30T23:00").buys(100, 0, 100);
        counter.at("2026-12-01T12:00").buys(100, 0, 100);
    }

    @Test
    void soMuchIsSoldAtAMealToTheFen() {
        var counter = counter(meal(0, 1_000)).at(NOON).states(0, 90_000);
        counter.refused(1_001, Reason.LIMIT).buys(400, 0, 400);
        counter.refused(601, Reason.LIMIT).buys(600, 0, 600).refused(1, Reason.LIMIT);
    }

    /// Supper runs past midnight and belongs to the day on which it began.
    @Test
    void aDayIsAllOfItsMeals() {
        var day = new Limits.Till(Cap.NONE, new Cap(3, new Fen(1_000)));
        var counter = counter(day).at(NOON).states(0, 90_000);
        counter.buys(300, 0, 300).at("2026-11-30T23:00").buys(300, 0, 300);
        counter.at("2026-12-01T01:00").refused(401, Reason.LIMIT).buys(100, 0, 100);
        counter.refused(1, Reason.LIMIT);
        counter.at("2026-12-01T12:00").buys(1_000, 0, 1_000).refused(1, Reason.LIMIT);
    }

    @Test
    void eachTerminalHasItsOwn() {
        var counter = counter(meal(1, 0)).at(NOON).states(0, 90_000);
        counter.buys(100, 0, 100).refused(100, Reason.LIMIT);
        counter.point("pos-2").buys(100, 0, 100).refused(100, Reason.LIMIT);
    }

    @Test
    void whatIsTakenBackMayBeSoldAgain() {
        var counter = counter(meal(2, 1_000)).at(NOON).states(0, 90_000);
        var first = counter.buys(600);
        counter.givesBack(first, 200).refused(601, Reason.LIMIT).buys(600, 0, 600);
        counter.refused(1, Reason.LIMIT).comes(first, Sale.State.VOID).refused(1, Reason.LIMIT);

        // All of it, at last: it still is one of two.
        counter.givesBack(first, 400).refused(400, Reason.LIMIT);
    }

    @Test
    void whatIsVoidIsNotOneOfThem() {
        var counter = counter(meal(1, 0)).at(NOON).states(0, 90_000);
        counter.comes(counter.buys(600), Sale.State.VOID);
        var second = counter.begins(600);
        counter.refused(600, Reason.LIMIT).comes(second, Sale.State.UNKNOWN);
        counter.refused(600, Reason.LIMIT).comes(second, Sale.State.VOID).buys(600, 0, 600);

        var never = counter(meal(1, 0)).at(NOON).states(0, 90_000);
        never.never(never.begins(600)).buys(600, 0, 600).refused(600, Reason.LIMIT);
    }

    /// Others have bought it up.
    @Test
    void whoeverCameFirstCounts() {
        var sold = Ledger.EMPTY.after(of(new Token(0, 2), 900, it -> it), Optional.empty());
        var counter = counter(meal(0, 1_000)).books(sold).at(NOON).states(0, 90_000);
        counter.refused(101, Reason.LIMIT).buys(100, 0, 100);
    }

    @Test
    void practiceIsNotSold() {
        UnaryOperator<Sale> practice =
                it -> it.with(new Under(1, new Staff(1, Optional.empty(), true)));
        var sold = Ledger.EMPTY.after(of(SHE, 900, practice), Optional.empty());
        counter(meal(1, 0)).books(sold).at(NOON).states(0, 90_000).buys(100, 0, 100);
    }

    /// It was sold where it was paid: here it is handed out.
    @Test
    void whatWasPaidOnlineIsNotSoldHere() {
        var order =
                new Pickup(
                        new Token(9, 9),
                        "orders",
                        1,
                        List.of(),
                        true,
                        Instant.parse("2026-11-30T05:00:00Z"),
                        Pickup.Lease.HELD);
        var sold =
                Ledger.EMPTY.after(
                        of(SHE, 0, it -> it.with(Basis.NONE.with(order))), Optional.empty());
        counter(meal(1, 0)).books(sold).at(NOON).states(0, 90_000).buys(100, 0, 100);
    }

    @Test
    void aStartCountsTheSame() {
        var sold = Ledger.EMPTY.after(of(SHE, 900, it -> it), Optional.empty());
        var again = Ledger.of(sold.kept());
        assertEquals(sold.turnover().days(), again.turnover().days());
        counter(meal(1, 0)).books(again).at(NOON).states(0, 90_000).refused(1, Reason.LIMIT);
    }

    /// What it may still sell is the most that anybody may draw or weigh there.
    @Test
    void theMostOfASaleIsWhatTheTerminalHasLeft() {
        var counter = counter(meal(0, 1_000)).at(NOON).states(0, 90_000);
        counter.buys(400);
        assertEquals(new Fen(600), counter.allowance().most());
    }

    private static Sale of(Token who, long fen, UnaryOperator<Sale> as) {
        var legs = fen == 0 ? Legs.NONE : new Legs(List.of(new Leg("own", new Fen(fen))));
        return as.apply(
                new Sale(
                        new SaleId("pos-1", 1),
                        who,
                        new Fen(fen),
                        legs,
                        LUNCH,
                        Instant.parse("2026-11-30T03:30:00Z"),
                        new Under(1, Staff.NOBODY),
                        Basis.NONE,
                        Sale.State.PENDING));
    }

    private static Limits.Till meal(int count, long fen) {
        return new Limits.Till(new Cap(count, new Fen(fen)), Cap.NONE);
    }

    private static Counter counter(Limits.Till till) {
        return new Counter(
                new Limits(new Fen(10_000), Duration.ZERO, Cap.NONE, Cap.NONE, till), CREDIT);
    }
}

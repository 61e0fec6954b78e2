package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Renamed;
import onecard.access.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The site's key is rolled between the meals of a till: whoever comes is renamed first, and in the
/// end the books are as if nobody had ever had another token.
class RenamedSalesTest {

    private static final int DINERS = 8;
    private static final int SALES = 120;
    private static final Instant NOON = Instant.parse("2026-06-30T04:00:00Z");
    private static final Serving LUNCH = new Serving("lunch", LocalDate.of(2026, 6, 30));

    private static Renamed renamed(int who) {
        var diner = Renamed.of(Optional.of(new Token(1, who)), new Token(2, who));
        return diner.and(Renamed.of(Optional.of(new Token(1, -who - 1)), new Token(2, -who - 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theBooksAreAsIfNobodyHadEverHadAnotherToken(long seed) {
        var random = new Random(seed);
        int roll = random.nextInt(SALES);
        var rolled = Ledger.EMPTY;
        var always = Ledger.EMPTY;
        for (int number = 1; number <= SALES; number++) {
            int who = random.nextInt(DINERS);
            long choices = random.nextLong();
            boolean since = number > roll;
            rolled = since ? rolled.renamed(renamed(who)) : rolled;
            rolled = bought(rolled, since ? 2 : 1, who, number, new Random(choices));
            always = bought(always, 2, who, number, new Random(choices));
        }
        for (int who = 0; who < DINERS; who++) {
            rolled = rolled.renamed(renamed(who));
        }
        assertEquals(always.kept(), rolled.kept(), "seed " + seed);
        assertEquals(always.exposure("pos-1"), rolled.exposure("pos-1"));
        assertEquals(always.turnover(), rolled.turnover());
        for (int who = 0; who < DINERS; who++) {
            var diner = new Token(2, who);
            assertEquals(always.owes(diner), rolled.owes(diner));
            assertEquals(always.tab(diner).at(LUNCH), rolled.tab(diner).at(LUNCH));
            var other = new Token(2, -who - 1);
            assertEquals(always.isHandedOut(other), rolled.isHandedOut(other));
            assertEquals(always.unknown(other), rolled.unknown(other));
            assertTrue(rolled.tab(new Token(1, who)).lines().isEmpty());
            assertFalse(rolled.isHandedOut(new Token(1, -who - 1)));
            assertTrue(rolled.unknown(new Token(1, -who - 1)).isEmpty());
        }
        assertEquals(Ledger.of(rolled.kept()).kept(), rolled.kept());
    }

    /// A meal, or what was ordered ahead, or one that a purse may have paid; some are taken back.
    private static Ledger bought(Ledger before, int key, int who, int number, Random random) {
        var other = new Token(key, -who - 1);
        var legs = new Legs(List.of(new Leg("own", new Fen(100 + random.nextInt(900)))));
        var basis =
                switch (random.nextInt(3)) {
                    case 0 -> Basis.NONE.with(pickup(other));
                    case 1 -> Basis.NONE.with(debit(other));
                    default -> Basis.NONE;
                };
        var sale =
                new Sale(
                        new SaleId("pos-1", number),
                        new Token(key, who),
                        legs.total(),
                        legs,
                        LUNCH,
                        NOON.plusSeconds(number),
                        Under.NONE,
                        basis,
                        Sale.State.PENDING);
        var place = Optional.of(new Place("7f3a19c2", number));
        var begun = before.after(sale, Optional.empty());
        return switch (random.nextInt(4)) {
            case 0 -> begun.after(sale.in(Sale.State.UNKNOWN), place);
            case 1 ->
                    begun.after(sale.in(Sale.State.DONE), place)
                            .after(sale.in(Sale.State.VOID), place);
            default -> begun.after(sale.in(Sale.State.DONE), place);
        };
    }

    private static Pickup pickup(Token order) {
        return new Pickup(
                order, "orders", 1, List.of(), true, NOON.plusSeconds(3_600), Pickup.Lease.HELD);
    }

    private static PurseDebit debit(Token card) {
        return new PurseDebit(
                card,
                new Fen(5_000),
                1,
                1,
                0,
                0,
                "000000000001",
                1,
                LocalDateTime.of(2026, 6, 30, 12, 0),
                Optional.empty());
    }
}

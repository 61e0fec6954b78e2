package onecard.money;

import static onecard.money.Counter.CREDIT;
import static onecard.money.Counter.NO_LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What may be spent at the most, before anybody knows what it will be: as if every price had been
/// asked for, one after the other.
class AllowanceTest {

    private static final String NOON = "2026-11-30T12:00:00";

    @Test
    void theMostIsWhatAllWalletsPayTogether() {
        var counter = Counter.usual().at(NOON).states(800, 2_000);
        assertEquals(new Fen(2_800), most(counter));
        assertEachPriceIsDecidedAsItIs(counter);
    }

    @Test
    void aSecondHelpingHasNoSubsidy() {
        var counter = Counter.usual().at(NOON).states(800, 2_000);
        counter.buys(1_000);
        assertEquals(new Fen(1_500), most(counter));
        assertEachPriceIsDecidedAsItIs(counter);
    }

    @Test
    void theLimitOfASaleHoldsForAllOfIt() {
        var limits = new Limits(new Fen(1_200), Duration.ofMinutes(10), Cap.NONE, Cap.NONE);
        var counter = new Counter(limits, CREDIT).at(NOON).states(0, 9_000);
        assertEquals(new Fen(1_200), most(counter));
        counter.buys(500);
        assertEquals(new Fen(700), most(counter));
        assertEachPriceIsDecidedAsItIs(counter);
    }

    @Test
    void whatIsRiskedOnOldBalancesIsTheMost() {
        var credit =
                new Credit(
                        new Cap(0, new Fen(3_000)),
                        NO_LIMIT,
                        Duration.ofHours(1),
                        50,
                        new Fen(900),
                        Duration.ofHours(72));
        var counter =
                new Counter(Counter.LIMITS, credit)
                        .at("2026-11-30T08:00:00")
                        .states(0, 9_000)
                        .at(NOON);
        assertEquals(new Fen(900), most(counter));
        assertEachPriceIsDecidedAsItIs(counter);
    }

    @Test
    void whereNothingIsSoldNothingMayBeSpent() {
        assertEquals(Fen.ZERO, most(Counter.usual().at(NOON).states(0, 0)));
        var between = Counter.usual().at("2026-11-30T14:00:00").states(0, 9_000);
        assertEquals(Fen.ZERO, most(between));
        assertEquals(Optional.empty(), between.allowance().sale(new Fen(1)));
    }

    /// The meal is the one at the tap, and whoever asks twice is sold the same.
    @Test
    void whatIsTakenLateBelongsToTheMealOfTheTap() {
        var counter = Counter.usual().at("2026-11-30T12:59:59").states(0, 9_000);
        var allowance = counter.allowance();
        counter.after(Duration.ofMinutes(5));
        assertEquals(Fen.ZERO, most(counter));

        var sale = allowance.sale(new Fen(650)).orElseThrow().sale();
        assertEquals("lunch", sale.serving().meal());
        assertEquals(sale, allowance.sale(new Fen(650)).orElseThrow().sale());
    }

    /// Bought the same just now: taking it is the yes.
    @Test
    void nobodyIsAskedWhetherTheSameIsMeant() {
        var counter =
                new Counter(Counter.LIMITS, CREDIT, Duration.ofMinutes(1))
                        .at(NOON)
                        .states(0, 9_000);
        counter.buys(650);
        assertEquals(
                new Fen(650), counter.allowance().sale(new Fen(650)).orElseThrow().sale().amount());
    }

    private static Fen most(Counter counter) {
        return counter.allowance().most();
    }

    private static void assertEachPriceIsDecidedAsItIs(Counter counter) {
        var allowance = counter.allowance();
        assertEquals(Optional.empty(), allowance.sale(Fen.ZERO));
        for (long fen = 1; fen <= allowance.most().fen() + 500; fen++) {
            var asked =
                    counter.asks(fen, true) instanceof Sold.Yes yes
                            ? Optional.of(yes)
                            : Optional.<Sold.Yes>empty();
            assertEquals(asked, allowance.sale(new Fen(fen)), fen + " fen");
            assertEquals(asked.isPresent(), fen <= allowance.most().fen(), fen + " fen");
        }
    }
}

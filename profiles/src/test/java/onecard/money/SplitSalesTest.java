package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import onecard.access.Reason;
import org.junit.jupiter.api.Test;

/// What is bought in several taps meets the limits that it would meet in one.
final class SplitSalesTest {

    private static final Fen FLOOR = new Fen(1_500);

    /// Large sales, and the same money in small ones within the window, at two terminals: the last
    /// of them is sold if the large one is. On old balances the floor is what limits.
    @Test
    void manySmallSalesMeetTheLimitOfALargeOne() {
        long seed = 5;
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            var where = "round " + round + " of seed " + seed;
            boolean old = random.nextBoolean();
            int amount = 1 + random.nextInt(4_000);
            boolean allowed = counter(old).asks(amount) instanceof Sold.Yes;
            assertEquals(amount <= (old ? 1_500 : 3_000), allowed, where);

            assertEquals(allowed, split(counter(old), amount, random), where);
            refused += allowed ? 0 : 1;
        }
        assertTrue(refused > 125 && refused < 375, refused + " of 500");
    }

    /// @return whether every part of it was sold
    private static boolean split(Counter counter, int amount, Random random) {
        int left = amount;
        while (left > 0) {
            int part = Math.min(left, 1 + random.nextInt(left / 2 + 1));
            counter.point("pos-" + random.nextInt(2));
            if (!(counter.asks(part) instanceof Sold.Yes)) {
                return false;
            }
            counter.buys(part);
            left -= part;
            counter.after(Duration.ofSeconds(random.nextInt(20)));
        }
        return true;
    }

    private static Counter counter(boolean old) {
        var limits = new Limits(new Fen(3_000), Duration.ofMinutes(60), Cap.NONE, Cap.NONE);
        var credit =
                new Credit(
                        Cap.NONE,
                        Counter.NO_LIMIT,
                        Duration.ofHours(24),
                        100,
                        FLOOR,
                        Duration.ofHours(72));
        return new Counter(limits, credit)
                .at("2026-06-10T11:00")
                .states(0, 90_000)
                .at(old ? "2026-06-12T11:00" : "2026-06-10T11:00");
    }

    @Test
    void afterTheWindowItIsAnotherSale() {
        var counter = Counter.usual().at("2026-06-10T11:00").states(0, 90_000);

        counter.buys(10_000, 0, 10_000).refused(1, Reason.LIMIT);
        counter.after(Duration.ofMinutes(10).minusNanos(1)).refused(1, Reason.LIMIT);
        counter.after(Duration.ofNanos(1)).buys(10_000, 0, 10_000);
    }

    /// Nobody knows how long ago it was.
    @Test
    void whatAClockSetBackLeftInTheFutureIsJustNow() {
        var counter = Counter.usual().at("2026-06-10T12:59").states(0, 90_000);

        counter.buys(10_000, 0, 10_000).at("2026-06-10T11:00").refused(1, Reason.LIMIT);
    }

    @Test
    void whatWasPaidBackOrCameToNothingIsNotPartOfIt() {
        var counter = Counter.usual().at("2026-06-10T11:00").states(0, 90_000);

        var sale = counter.buys(10_000);
        counter.givesBack(sale, 4_000).refused(4_001, Reason.LIMIT).buys(4_000, 0, 4_000);
        var other = Counter.usual().at("2026-06-10T11:00").states(0, 90_000);
        other.comes(other.buys(10_000), Sale.State.VOID).buys(10_000, 0, 10_000);
    }

    /// What is not known to have come to nothing counts whole.
    @Test
    void whatNobodyKnowsTheEndOfIsPartOfIt() {
        var counter = Counter.usual().at("2026-06-10T11:00").states(0, 90_000);

        counter.comes(counter.begins(6_000), Sale.State.UNKNOWN).begins(3_000);
        counter.refused(1_001, Reason.LIMIT).buys(1_000, 0, 1_000);
    }
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import onecard.access.Reason;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// What is risked on balances as they grow old: all, less, nothing.
final class StaleBalancesTest {

    private static final Duration REDUCED = Duration.ofHours(24);
    private static final Duration REFUSED = Duration.ofHours(72);

    /// Minute by minute over both bounds; the meal is asked after the age is.
    @Test
    void aListGrowsOldByTheMinute() {
        var credit =
                new Credit(
                        new Cap(0, new Fen(1_000)),
                        Counter.NO_LIMIT,
                        REDUCED,
                        50,
                        new Fen(400),
                        REFUSED);
        var begin = LocalDateTime.parse("2026-06-10T11:30");
        int sold = 0;
        for (int minute = -60; minute <= 73 * 60; minute++) {
            var counter =
                    new Counter(Counter.LIMITS, credit).at(begin.toString()).states(0, 90_000);
            var shown = begin.plusMinutes(minute);
            counter.at(shown.toString());

            var expected = expected(minute, shown);

            assertEquals(expected, most(counter), shown::toString);
            sold += expected.equals("400") ? 1 : 0;
        }
        assertEquals(2 * 120 + 2 * 240, sold, "minutes on reduced credit");
    }

    private static String expected(int age, LocalDateTime shown) {
        if (age > 72 * 60) {
            return Reason.STALE_LIST.name();
        }
        int hour = shown.getHour();
        boolean served = hour >= 11 && hour < 13 || hour >= 22 || hour < 2;
        if (!served) {
            return Reason.WINDOW_CLOSED.name();
        }
        return age > 24 * 60 ? "400" : "1000";
    }

    /// The most of one sale, or why none is sold.
    private static String most(Counter counter) {
        return switch (counter.asks(1)) {
            case Sold.No(var why) -> why.name();
            case Sold.Again _, Sold.Off _, Sold.Yes _ -> {
                int least = 1;
                int over = 20_000;
                while (over - least > 1) {
                    int middle = (least + over) / 2;
                    if (counter.asks(middle) instanceof Sold.Yes) {
                        least = middle;
                    } else {
                        over = middle;
                    }
                }
                yield String.valueOf(least);
            }
        };
    }

    @Test
    void theBoundsAreExact() {
        var counter = Counter.usual().at("2026-06-10T11:30").states(0, 90_000);

        counter.after(REFUSED).buys(100);
        counter.after(Duration.ofNanos(1)).refused(100, Reason.STALE_LIST);
        counter.listIsNew().buys(100);
    }

    @Test
    void aListThatIsOverSellsNothing() {
        Counter.usual()
                .at("2026-06-10T11:30")
                .states(0, 90_000)
                .listEnds(Duration.ofMinutes(10))
                .after(Duration.ofMinutes(10).minusNanos(1))
                .buys(100, 0, 100)
                .after(Duration.ofNanos(1))
                .refused(100, Reason.STALE_LIST);
    }

    /// Who has no clock cannot tell how old a list is.
    @Test
    void withoutAClockTheCreditIsReduced() {
        var credit = new Credit(Cap.NONE, Counter.NO_LIMIT, REDUCED, 50, new Fen(400), REFUSED);

        var counter = new Counter(Counter.LIMITS, credit).at("2026-06-10T11:30").states(0, 90_000);
        counter.clock(ClockTrust.UNTRUSTED).refused(401, Reason.LIMIT);
        counter.clock(ClockTrust.RTC).buys(401, 0, 401);
    }

    /// Counted since the last balance that has them.
    @Test
    void creditComesBackWithTheNextStatement() {
        var credit =
                new Credit(
                        new Cap(2, new Fen(1_000)),
                        Counter.NO_LIMIT,
                        REDUCED,
                        1,
                        Counter.NO_LIMIT,
                        REFUSED);
        var counter = new Counter(Counter.LIMITS, credit).at("2026-06-10T11:30").states(0, 90_000);

        counter.buys(600, 0, 600).refused(401, Reason.LIMIT).buys(400, 0, 400);
        counter.refused(1, Reason.LIMIT);
        counter.states(0, 89_000, Optional.of(new Place("e1", 1))).refused(601, Reason.LIMIT);
        counter.buys(600, 0, 600).refused(1, Reason.LIMIT);
        counter.states(0, 88_400).buys(1_000, 0, 1_000);
    }

    /// A limit that is cut to a hundredth is never none.
    @Test
    void aReducedCreditIsAtLeastOneSale() {
        assertEquals(new Cap(1, new Fen(1)), new Cap(3, new Fen(50)).percent(1));
        assertEquals(new Cap(4, new Fen(50)), new Cap(9, new Fen(101)).percent(50));
        assertEquals(Cap.NONE, Cap.NONE.percent(1));
        var most = new Cap(Integer.MAX_VALUE, new Fen(Long.MAX_VALUE));
        assertEquals(most, most.percent(100));
    }
}

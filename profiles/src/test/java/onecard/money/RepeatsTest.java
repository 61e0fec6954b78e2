package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import onecard.access.Reason;
import org.junit.jupiter.api.Test;

/// Who buys the same again so soon is asked about: it may have been the same tap.
final class RepeatsTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Sold AGAIN = new Sold.Again(new Fen(500));

    @Test
    void theSameAtTheSameTerminalIsAskedAbout() {
        var counter = counter(SOON).states(0, 90_000);

        counter.buys(500);
        assertEquals(AGAIN, counter.asks(500));
        assertInstanceOf(Sold.Yes.class, counter.asks(500, true));
        assertInstanceOf(Sold.Yes.class, counter.asks(501));
        assertInstanceOf(Sold.Yes.class, counter.point("pos-2").asks(500));

        counter.point("pos-1").after(SOON.minusNanos(1));
        assertEquals(AGAIN, counter.asks(500));
        assertInstanceOf(Sold.Yes.class, counter.after(Duration.ofNanos(1)).asks(500));
    }

    /// One that waits for the journal is one, and one whose end nobody knows.
    @Test
    void whatMayYetHaveBeenSoldIsTheSame() {
        var counter = counter(SOON).states(0, 90_000);

        var sale = counter.begins(500);
        assertEquals(AGAIN, counter.asks(500));
        counter.comes(sale, Sale.State.UNKNOWN);
        assertEquals(AGAIN, counter.asks(500));
        counter.comes(sale, Sale.State.VOID);
        assertInstanceOf(Sold.Yes.class, counter.asks(500));
    }

    @Test
    void whoCannotPayIsNotAsked() {
        var counter = counter(SOON).states(0, 900);

        counter.buys(500);
        counter.refused(500, Reason.NO_BALANCE);
    }

    /// Not even about what a clock that was set back has left in the future.
    @Test
    void withoutATimeNobodyIsAsked() {
        var counter = counter(Duration.ZERO).states(0, 90_000);

        counter.buys(500);
        assertInstanceOf(Sold.Yes.class, counter.asks(500));
        assertInstanceOf(Sold.Yes.class, counter.at("2026-06-10T11:00").asks(500));
    }

    private static Counter counter(Duration repeatWithin) {
        return new Counter(Counter.LIMITS, Counter.CREDIT, repeatWithin).at("2026-06-10T11:30");
    }
}

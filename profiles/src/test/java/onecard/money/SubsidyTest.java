package onecard.money;

import static onecard.money.Sale.State.DONE;
import static onecard.money.Sale.State.UNKNOWN;
import static onecard.money.Sale.State.VOID;

import java.time.Duration;
import java.util.Optional;
import onecard.access.Reason;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// Which helping is the first, and whose money of which month.
final class SubsidyTest {

    @Test
    void theFirstHelpingOfEachMealIsSubsidised() {
        Counter.usual()
                .at("2026-06-10T11:30")
                .states(10_000, 10_000)
                .buys(801, 400, 401)
                .buys(300, 0, 300)
                .at("2026-06-10T22:30")
                .buys(800, 400, 400)
                .at("2026-06-11T01:59")
                .buys(800, 0, 800)
                .at("2026-06-11T11:00")
                .buys(800, 400, 400);
    }

    @Test
    void whatMayYetHaveBeenSoldIsAHelping() {
        var pending = Counter.usual().at("2026-06-10T11:30").states(10_000, 10_000);
        Counter.paid(pending.begins(800), 400, 400);
        pending.buys(300, 0, 300);

        var torn = Counter.usual().at("2026-06-10T11:30").states(10_000, 10_000);
        torn.comes(torn.begins(800), UNKNOWN).buys(300, 0, 300);
    }

    @Test
    void whatCameToNothingIsNone() {
        var counter = Counter.usual().at("2026-06-10T11:30").states(10_000, 10_000);

        counter.never(counter.begins(800));
        counter.comes(counter.begins(800), VOID);
        var torn = counter.begins(800);
        counter.comes(torn, UNKNOWN).comes(torn, VOID);
        var done = counter.begins(800);
        counter.comes(done, DONE).comes(done, VOID);

        counter.buys(800, 400, 400).buys(800, 0, 800);
    }

    /// It was eaten.
    @Test
    void whatWasPaidBackStaysAHelping() {
        var counter = Counter.usual().at("2026-06-10T11:30").states(10_000, 10_000);

        counter.givesBack(counter.buys(800), 800).buys(800, 0, 800);
    }

    /// A second terminal of the device knows of the first one's.
    @Test
    void aMealIsOneAtWhicheverTerminal() {
        Counter.usual()
                .at("2026-06-10T11:30")
                .states(10_000, 10_000)
                .point("pos-1")
                .buys(800, 400, 400)
                .point("pos-2")
                .buys(800, 0, 800);
    }

    @Test
    void aMonthsMoneyEndsWithItsLastBusinessDay() {
        Counter.usual()
                .at("2026-06-30T11:30")
                .states(10_000, 10_000)
                .buys(800, 400, 400)
                .at("2026-07-01T01:59")
                .listIsNew()
                .buys(800, 400, 400)
                .at("2026-07-01T11:30")
                .listIsNew()
                .buys(800, 0, 800)
                .states(10_000, 10_000)
                .buys(800, 0, 800)
                .at("2026-07-01T22:30")
                .buys(800, 400, 400);
    }

    @Test
    void februaryEndsItsOwn() {
        Counter.usual()
                .at("2028-02-01T11:30")
                .states(10_000, 10_000)
                .at("2028-02-29T12:59")
                .listIsNew()
                .buys(800, 400, 400)
                .at("2028-03-01T11:00")
                .listIsNew()
                .buys(800, 0, 800);
    }

    /// Nobody knows which month it is, nor which meal was the first of its day.
    @Test
    void withoutAClockThePersonPaysAlone() {
        var counter = Counter.usual().at("2026-06-10T11:30").states(10_000, 700);

        counter.clock(ClockTrust.UNTRUSTED)
                .refused(1_401, Reason.NO_BALANCE)
                .refused(1_400, Reason.CLOCK_UNTRUSTED)
                .refused(701, Reason.CLOCK_UNTRUSTED)
                .buys(100, 0, 100);
        counter.clock(ClockTrust.RTC).refused(601, Reason.NO_BALANCE).buys(600, 0, 600);
    }

    /// Sold twice on the same money, by terminals that could not talk.
    @Test
    void aDebtIsNoMoney() {
        Counter.usual()
                .at("2026-06-10T11:30")
                .states(-300, 299)
                .refused(300, Reason.NO_BALANCE)
                .buys(299, 0, 299)
                .after(Duration.ofHours(1))
                .states(-300, -1, Optional.empty())
                .refused(1, Reason.NO_BALANCE);
    }
}

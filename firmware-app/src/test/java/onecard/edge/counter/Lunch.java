package onecard.edge.counter;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.money.Basis;
import onecard.money.Batch;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.HostCount;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Pickup;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Settlement;
import onecard.money.Totals;
import onecard.money.Under;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A day at a till: breakfast until 11:00, then lunch until 13:00, and what is sold.
final class Lunch {

    static final Token PERSON = new Token(0x1234_5678, 0x9abc_def0);
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");
    static final Meals MEALS =
            new Meals(
                    List.of(meal("breakfast", 7, 11), meal("lunch", 11, 13)),
                    Optional.empty(),
                    ZONE);

    private Lunch() {}

    private static Meal meal(String id, int from, int until) {
        var window =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.of(from, 0),
                        LocalTime.of(until, 0));
        return new Meal(id, new Schedule(id, List.of(window)));
    }

    /// So long after noon.
    static Moment after(Duration since) {
        return new Moment(new Mono(0).plus(since), NOON.plus(since), ClockTrust.SYNCED);
    }

    static Sale sold(Leg... legs) {
        var all = new Legs(List.of(legs));
        return new Sale(
                new SaleId("till-1", 17),
                PERSON,
                all.total(),
                all,
                new Serving("lunch", LocalDate.of(2026, 11, 30)),
                NOON,
                Under.NONE,
                Basis.NONE,
                Sale.State.DONE);
    }

    /// What was ordered ahead: noodles and tea, for 12.00 unless it was paid online.
    static Sale handedOut(boolean paid) {
        var sale = paid ? sold() : sold(1_200);
        var order =
                new Pickup(
                        new Token(7, 1),
                        "orders",
                        3,
                        List.of("noodles", "tea"),
                        paid,
                        NOON,
                        Pickup.Lease.HELD);
        return new Sale(
                sale.id(),
                sale.diner(),
                sale.amount(),
                sale.legs(),
                sale.serving(),
                sale.at(),
                sale.under(),
                Basis.NONE.with(order),
                sale.state());
    }

    static Sale sold(long fen) {
        return sold(new Leg("personal", new Fen(fen)));
    }

    /// Batch 3: two sales, one of them taken back, one in training, one that nobody knows.
    static Settlement settled() {
        return settled(1);
    }

    /// @param unknown so many that nobody knows
    static Settlement settled(int unknown) {
        var cell = new Totals.Cell(Totals.Kind.SALE, "lunch", Optional.of(PERSON));
        var taken = new Totals.Cell(Totals.Kind.VOID, "lunch", Optional.of(PERSON));
        var totals =
                new Totals(
                        Map.of(cell, sum(2, 2_400), taken, sum(1, 1_200)),
                        Map.of(
                                new Totals.Drawn(Totals.Kind.SALE, "personal"), sum(2, 1_400),
                                new Totals.Drawn(Totals.Kind.SALE, "subsidy"), sum(2, 1_000),
                                new Totals.Drawn(Totals.Kind.VOID, "personal"), sum(1, 700),
                                new Totals.Drawn(Totals.Kind.VOID, "subsidy"), sum(1, 500)));
        var batch = new Batch(3, LocalDate.of(2026, 11, 30), 2, true, totals, 1);
        var sales = LongStream.range(19, 19 + unknown).mapToObj(no -> new SaleId("till-1", no));
        return new Settlement("till-1", batch, sales.toList(), NOON);
    }

    private static Totals.Sum sum(long count, long fen) {
        return new Totals.Sum(count, new Fen(fen));
    }

    /// What the host counted of it otherwise.
    static Difference differs() {
        var host = new HostCount(3, 3, -1, Map.of("subsidy", 900L));
        return Difference.of(settled(), host);
    }
}

package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.record.Sales;
import onecard.money.Diner;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Lessee;
import onecard.money.Offer;
import onecard.money.PickupRules;
import onecard.money.PickupTerms;
import onecard.money.Preorder;
import onecard.money.Preorders;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.Sold;
import onecard.money.Staff;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Two devices that cannot talk, with the same list of orders, and a host that hears of both at
/// last, in any order and again: it finds each order that was handed out twice, and none inside a
/// lease.
class LeasesTest {

    private static final int ORDERS = 12;

    /// So long after its time an order is handed out still.
    private static final Duration LATE = Duration.ofMinutes(20);

    private final List<Preorder> orders = new ArrayList<>();
    private final Map<String, List<Json.Obj>> rows = new HashMap<>();
    private final Map<Token, Set<String>> byOrder = new HashMap<>();

    @Test
    void theHostFindsEveryOrderThatWasHandedOutTwice() {
        int doubles = 0;
        for (long seed = 1; seed <= 100; seed++) {
            doubles += day(new Random(seed), "seed " + seed);
        }
        assertTrue(doubles > 50, "only " + doubles);
    }

    /// Else the checks above could not fail.
    @Test
    void theHostFindsWhatIsHandedOutTwiceInsideALease() {
        var host = host();
        var order = Json.Obj.EMPTY.with("token", new Token(7, 1).toString());
        for (var device : List.of("a", "b")) {
            host.receives(device, row(1, sale("till-1:1").with("order", order)));
        }
        assertEquals(1, host.found.size());
        assertEquals(Set.of(new Token(7, 1).toString()), host.doubles);
    }

    private int day(Random random, String where) {
        orders.clear();
        rows.clear();
        byOrder.clear();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(order(random, i));
        }
        var ledgers = new HashMap<>(Map.of("a", Ledger.EMPTY, "b", Ledger.EMPTY));
        for (int minute = 0; minute < 60; minute++) {
            var at = Canteen.NOON.plus(Duration.ofMinutes(minute));
            for (int tap = 0; tap < 4; tap++) {
                var device = random.nextBoolean() ? "a" : "b";
                ledgers.computeIfPresent(device, (_, books) -> tap(device, books, random, at));
            }
        }
        var host = host();
        for (var row : shuffled(random)) {
            host.receives(row.getKey(), row.getValue());
        }
        assertEquals(List.of(), host.found, where);
        var twice = new TreeSet<String>();
        byOrder.forEach(
                (order, devices) -> {
                    if (devices.size() > 1) {
                        twice.add(order.toString());
                    }
                });
        assertEquals(twice, host.doubles, where);
        return twice.size();
    }

    private Ledger tap(String device, Ledger books, Random random, Instant at) {
        var order = orders.get(random.nextInt(orders.size()));
        var terms =
                new PickupTerms(
                        "orders", "north", device, Duration.ZERO, LATE, false, Optional.empty());
        var list = new ListVersion("orders", 1, Canteen.NOON, Optional.empty());
        var sold =
                PickupRules.decide(
                        Canteen.terms(),
                        new Offer("till-1", new Price.Ordered(terms, Map.of()), Staff.NOBODY),
                        new PickupRules.Shown(
                                Optional.of(Preorders.of(list, orders)), Optional.of(order.id())),
                        new Diner(order.diner(), Set.of(), Optional.empty()),
                        books,
                        false,
                        new Moment(new Mono(0), at, ClockTrust.SYNCED));
        if (!(sold instanceof Sold.Yes(var sale, _))) {
            return books;
        }
        assertTrue(byOrder.computeIfAbsent(order.id(), _ -> new HashSet<>()).add(device));
        for (var state : List.of(Sale.State.PENDING, Sale.State.DONE)) {
            var all = rows.computeIfAbsent(device, _ -> new ArrayList<>());
            all.add(row(all.size() + 1L, Sales.json(sale.in(state))));
        }
        return books.after(sale, Optional.empty())
                .after(sale.in(Sale.State.DONE), Optional.empty());
    }

    /// Each row twice, in any order.
    private List<Map.Entry<String, Json.Obj>> shuffled(Random random) {
        var all = new ArrayList<Map.Entry<String, Json.Obj>>();
        for (int again = 0; again < 2; again++) {
            rows.forEach((device, some) -> some.forEach(row -> all.add(Map.entry(device, row))));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static Preorder order(Random random, long number) {
        var from = Canteen.NOON.plus(Duration.ofMinutes(10L * random.nextInt(3)));
        return new Preorder(
                new Token(7, number),
                Rig.subject(number),
                "north",
                "lunch",
                List.of(),
                Fen.ZERO,
                true,
                from,
                from.plus(Duration.ofMinutes(10)),
                Lessee.parse(random.nextBoolean() ? "a" : "b:till-1"));
    }

    private static ReferenceHost host() {
        var host = new ReferenceHost(false);
        for (long number = 0; number < ORDERS; number++) {
            host.opens(number, Rig.subject(number).toString(), "card-" + number, 0);
        }
        return host;
    }

    private static Json.Obj sale(String name) {
        return Json.Obj.EMPTY
                .with("sale", name)
                .with("state", "done")
                .with("subject", Rig.subject(1).toString())
                .with("legs", new Json.Arr(List.of()))
                .with("business_date", "2026-11-30")
                .with("meal", "lunch")
                .with("at", "2026-11-30T03:30:00Z");
    }

    private static Json.Obj row(long seq, Json.Obj sale) {
        return Json.Obj.EMPTY.with("data", sale.with("epoch", "7f3a19c2").with("seq", seq));
    }
}

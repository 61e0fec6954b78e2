package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.money.Pickup.Lease;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Two devices of a canteen with two tills each, offline, with the same list of orders, and people
/// who tap anywhere with cards and codes: each answer is what [SlowPickups] says, and a host that
/// hears of every sale at last finds each order that was handed out twice.
final class RandomPickups {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final Token NOBODY_ORDERED = new Token(0, 99);
    private static final int DINERS = 4;
    private static final int ORDERS = 14;

    /// One device.
    private static final class Device {
        final String name;
        final PickupTerms terms;
        final Map<String, Fen> others;
        final SlowPickups slow = new SlowPickups();
        Ledger ledger = Ledger.EMPTY;
        long seq;

        Device(String name, PickupTerms terms, Map<String, Fen> others) {
            this.name = name;
            this.terms = terms;
            this.others = others;
        }
    }

    /// As a host hears of it.
    private record Told(String device, Sale sale) {}

    private final Random random;
    private final List<Preorder> orders = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Preorders held;
    private final Terms terms;
    private final int helpings;
    private final Map<Token, Long> money = new HashMap<>();
    private final List<Told> host = new ArrayList<>();
    private final Map<String, Integer> met = new TreeMap<>();
    private Instant now = LocalDateTime.parse("2026-11-27T10:20").toInstant(CHINA);

    RandomPickups(long seed) {
        random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            orders.add(order(new Token(7, i)));
        }
        held = Preorders.of(new ListVersion("orders", 3, now, Optional.empty()), orders);
        helpings = random.nextInt(3);
        terms =
                new Terms(
                        Counter.MEALS,
                        new Payment.Accounts(List.of(Wallet.personal("own")), Counter.CREDIT),
                        new Limits(
                                new Fen(1_000_000),
                                Duration.ZERO,
                                new Cap(helpings, Fen.ZERO),
                                Cap.NONE),
                        Map.of("staff", 50), // which takes nothing off what was ordered
                        Duration.ZERO,
                        Duration.ZERO);
        for (int i = 0; i < DINERS; i++) {
            money.put(new Token(0, i), random.nextInt(3) == 0 ? 900L : 100_000L);
        }
        money.put(NOBODY_ORDERED, 100_000L);
        devices.add(device("a"));
        devices.add(device("b"));
    }

    private Device device(String name) {
        var by =
                new PickupTerms(
                        "orders",
                        "north",
                        name,
                        upToADay(15L * random.nextInt(3)),
                        upToADay(20L * random.nextInt(4)),
                        random.nextInt(3) == 0,
                        Optional.empty());
        return new Device(
                name, by, random.nextBoolean() ? Map.of("lunch", new Fen(1_500)) : Map.of());
    }

    /// As much as a site may allow is more than lies between two days' meals.
    private Duration upToADay(long minutes) {
        return random.nextInt(6) == 0 ? Duration.ofDays(1) : Duration.ofMinutes(minutes);
    }

    private Preorder order(Token id) {
        boolean lunch = random.nextInt(4) > 0;
        var begins = LocalDateTime.parse(lunch ? "2026-11-27T11:00" : "2026-11-27T22:00");
        var from =
                begins.plusDays(random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0)
                        .plusMinutes(15L * random.nextInt(5))
                        .toInstant(CHINA);
        var lessee =
                switch (random.nextInt(6)) {
                    case 0 -> Optional.<String>empty();
                    case 1 -> Optional.of("a:pos-1");
                    case 2 -> Optional.of("a:pos-2");
                    case 3 -> Optional.of("b");
                    default -> Optional.of("a");
                };
        return new Preorder(
                id,
                new Token(0, random.nextInt(DINERS)),
                random.nextInt(6) == 0 ? "south" : "north",
                lunch ? "lunch" : "supper",
                List.of("noodles"),
                new Fen(random.nextInt(4) == 0 ? 0 : 100L * random.nextInt(20)),
                random.nextBoolean(),
                from,
                from.plus(Duration.ofMinutes(15L * (1 + random.nextInt(4)))),
                lessee.flatMap(Lessee::parse));
    }

    /// Until the end of supper.
    Map<String, Integer> run() {
        var end = LocalDateTime.parse("2026-11-28T02:10").toInstant(CHINA);
        while (now.isBefore(end)) {
            step();
            var shown = LocalDateTime.ofInstant(now, CHINA).getHour();
            boolean idle = shown > 13 && shown < 21;
            now = now.plus(Duration.ofSeconds(idle ? 3_600 : 20 + random.nextInt(120)));
        }
        hostFinds();
        return met;
    }

    private void step() {
        var device = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(12)) {
            case 0 -> device.ledger = Ledger.of(device.ledger.kept());
            case 1 -> takesBack(device);
            case 2 -> givesBack(device);
            default -> tap(device);
        }
    }

    private void tap(Device device) {
        var point = "pos-" + (1 + random.nextInt(2));
        var meant = orders.get(random.nextInt(orders.size()));
        var code = random.nextInt(3) == 0 ? Optional.of(meant.id()) : Optional.<Token>empty();
        boolean somebodyElse = code.isEmpty() && random.nextInt(20) == 0;
        var diner = somebodyElse ? NOBODY_ORDERED : meant.diner();
        boolean clock = random.nextInt(10) > 0;
        long left = left(device, diner);
        var asked =
                new SlowPickups.Asked(
                        device.terms,
                        Optional.ofNullable(device.others.get("lunch")).map(fen -> fen.fen() / 2),
                        point,
                        diner,
                        code,
                        left,
                        helpings,
                        now,
                        clock);
        var slow = device.slow.decide(asked, orders);
        var price = new Price.Ordered(device.terms, device.others);
        var sold =
                PickupRules.decide(
                        terms,
                        new Offer(point, price, Staff.NOBODY),
                        new PickupRules.Shown(Optional.of(held), code),
                        new Diner(diner, Set.of("staff"), Optional.of(statement(diner))),
                        device.ledger,
                        false,
                        new Moment(
                                new Mono(0),
                                now,
                                clock ? ClockTrust.SYNCED : ClockTrust.UNTRUSTED));
        assertEquals(slow, text(sold), () -> device.name + " at " + now + ": " + asked);
        met.merge(slow.startsWith("no ") ? slow : kind(slow), 1, Integer::sum);
        if (sold instanceof Sold.Yes(var sale, _)) {
            begins(device, sale);
        }
    }

    private static String kind(String sold) {
        var words = sold.split(" ");
        return words.length == 1
                ? "walk-in"
                : words[1] + (words[2].equals("0") ? ", nothing debited" : ", debited");
    }

    /// Some are never done: the journal is full, or the device was switched off.
    private void begins(Device device, Sale sale) {
        device.ledger = device.ledger.after(sale, Optional.empty());
        if (random.nextInt(10) == 0) {
            device.ledger = device.ledger.never(sale.id());
            return;
        }
        boolean done = random.nextInt(10) > 0;
        comes(device, sale.in(done ? Sale.State.DONE : Sale.State.VOID));
        if (done) {
            device.slow.done.add(new SlowPickups.Done(sale));
            host.add(new Told(device.name, sale));
        }
    }

    private void comes(Device device, Sale sale) {
        device.ledger = device.ledger.after(sale, Optional.of(new Place("e1", ++device.seq)));
    }

    private void takesBack(Device device) {
        var all = device.slow.done.stream().filter(it -> it.stands).toList();
        if (all.isEmpty()) {
            return;
        }
        var taken = all.get(random.nextInt(all.size()));
        var line = device.ledger.line(SaleId.parse(taken.sale).orElseThrow()).orElseThrow();
        if (line.backs().isEmpty()) {
            comes(device, line.sale().in(Sale.State.VOID));
            taken.stands = false;
            host.removeIf(
                    told ->
                            told.device().equals(device.name)
                                    && told.sale().id().equals(line.sale().id()));
            met.merge("taken back", 1, Integer::sum);
        }
    }

    /// A refund is no second meal.
    private void givesBack(Device device) {
        var all = device.slow.done.stream().filter(it -> it.stands).toList();
        if (all.isEmpty()) {
            return;
        }
        var id = SaleId.parse(all.get(random.nextInt(all.size())).sale).orElseThrow();
        var line = device.ledger.line(id).orElseThrow();
        if (!line.rest().isZero()) {
            var desk =
                    new RefundRules.Desk(
                            "pos-1", Staff.NOBODY, line.sale().serving().businessDate(), now);
            var back = RefundRules.refund(device.ledger, id, Optional.empty(), desk);
            if (back instanceof RefundRules.Back.Yes(Refund refund)) {
                device.ledger =
                        device.ledger.refunded(refund, Optional.of(new Place("e1", ++device.seq)));
                met.merge("given back", 1, Integer::sum);
            }
        }
    }

    private Statement statement(Token diner) {
        var stands = new Balance(money.getOrDefault(diner, 0L), now, Optional.empty());
        return new Statement(
                new ListVersion("wallets", 1, now, Optional.empty()), Map.of("own", stands));
    }

    private long left(Device device, Token diner) {
        long spent =
                device.ledger.kept().lines().stream()
                        .filter(line -> line.sale().diner().equals(diner))
                        .mapToLong(line -> line.net().fen())
                        .sum();
        return money.getOrDefault(diner, 0L) - spent;
    }

    private static String text(Sold sold) {
        return switch (sold) {
            case Sold.No(var why) -> "no " + why;
            case Sold.Again(var amount) -> "again " + amount;
            case Sold.Off _ -> throw new IllegalStateException("nobody rides");
            case Sold.Yes(var sale, _) ->
                    sale.basis()
                                    .order()
                                    .map(it -> it.order() + " " + it.lease().wire() + " ")
                                    .orElse("")
                            + sale.amount().fen();
        };
    }

    /// Inside its lease an order is handed out at most once, wherever people tap; and of every one
    /// that was handed out twice all but one sale say that they could not know.
    private void hostFinds() {
        var byOrder = new HashMap<Token, List<Told>>();
        for (var told : host) {
            told.sale()
                    .basis()
                    .order()
                    .ifPresent(
                            it ->
                                    byOrder.computeIfAbsent(it.order(), _ -> new ArrayList<>())
                                            .add(told));
        }
        for (var order : orders) {
            var all = byOrder.getOrDefault(order.id(), List.of());
            long sure =
                    all.stream()
                            .map(told -> told.sale().basis().order().orElseThrow())
                            .filter(it -> it.lease() == Lease.HELD)
                            .count();
            long inside =
                    order.lessee().isEmpty()
                            ? 0
                            : all.stream()
                                    .filter(told -> told.sale().at().isBefore(order.until()))
                                    .count();
            assertTrue(inside <= 1, () -> "twice inside its lease: " + all);
            assertTrue(sure <= 1, () -> "twice, and nobody says so: " + all);
            long byOne = all.stream().map(Told::device).distinct().count();
            assertEquals(byOne, all.size(), () -> "twice on one device: " + all);
            if (all.size() > 1) {
                met.merge("double, flagged", 1, Integer::sum);
            }
        }
    }
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was ordered ahead is handed out once, by whoever holds the lease of it.
class PickupRulesTest {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final Token SHE = new Token(0, 1);
    private static final Token ORDER = new Token(7, 1);
    private static final Instant NOON = at("2026-11-27T12:00");

    private static final List<String> RULES =
            List.of(
                    "no NO_ORDER",
                    "no WRONG_POINT",
                    "no WINDOW_CLOSED",
                    "no CLOCK_UNTRUSTED",
                    "no USED_UP",
                    "no LIMIT",
                    "no NO_BALANCE",
                    "walk-in",
                    "held, nothing debited",
                    "held, debited",
                    "expired, nothing debited",
                    "expired, debited",
                    "none, nothing debited",
                    "none, debited",
                    "taken back",
                    "given back",
                    "double, flagged");

    @Test
    void whateverIsShownWhereverIsAnsweredAsTheSlowRulesSay() {
        var met = days(1, 150);
        for (var rule : RULES) {
            assertTrue(met.getOrDefault(rule, 0) >= 20, () -> rule + " of " + met);
        }
    }

    @Test
    @Tag("long")
    void andOnManyMoreDays() {
        days(1_001, 10_000);
    }

    private static Map<String, Integer> days(long firstSeed, int count) {
        var met = new TreeMap<String, Integer>();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            new RandomPickups(seed).run().forEach((rule, n) -> met.merge(rule, n, Integer::sum));
        }
        return met;
    }

    // --- one by one ---

    @Test
    void whatWasPaidOnlineIsNotDebitedAndNoHelping() {
        var sale = sold(decide(Ledger.EMPTY, List.of(order(ORDER, true, 1_800))));

        assertEquals(Fen.ZERO, sale.amount());
        assertEquals(Legs.NONE, sale.legs());
        var done = done(Ledger.EMPTY, sale);
        assertEquals(0, done.tab(SHE).at(sale.serving()).count());
        assertTrue(done.tab(SHE).isFirst(sale.serving()));
        assertEquals(
                new Fen(0),
                done.batches().of("pos-1").getFirst().totals().of(Totals.Kind.SALE).amount());
        assertEquals(
                1, done.batches().of("pos-1").getFirst().totals().of(Totals.Kind.SALE).count());
    }

    @Test
    void whatWasNotPaidIsDebitedAsItWasAgreedWhateverTheirGroup() {
        var sale = sold(decide(Ledger.EMPTY, List.of(order(ORDER, false, 1_800))));

        assertEquals(new Fen(1_800), sale.amount());
        assertEquals(new Fen(1_800), sale.legs().of("own"));
    }

    @Test
    void oneTapHandsOutOneAndTheNextTapTheNext() {
        var orders = List.of(order(new Token(7, 2), true, 0), order(ORDER, true, 0));
        var first = sold(decide(Ledger.EMPTY, orders));
        var ledger = done(Ledger.EMPTY, first);
        var second = sold(decide(ledger, orders));

        assertEquals(ORDER, first.basis().order().orElseThrow().order());
        assertEquals(new Token(7, 2), second.basis().order().orElseThrow().order());
        assertEquals(
                new Sold.No(Reason.USED_UP), decide(done(ledger, second), orders), "and no third");
    }

    /// Not durable yet, and it counts: two tills of one device share the ledger.
    @Test
    void whatIsBegunIsHandedOutAndWhatNeverWasIsNot() {
        var orders = List.of(order(ORDER, true, 0));
        var sale = sold(decide(Ledger.EMPTY, orders));
        var begun = Ledger.EMPTY.after(sale, Optional.empty());

        assertEquals(new Sold.No(Reason.USED_UP), decide(begun, orders));
        assertInstanceOf(Sold.Yes.class, decide(begun.never(sale.id()), orders));
        var unknown = begun.after(sale.in(Sale.State.UNKNOWN), Optional.empty());
        assertEquals(new Sold.No(Reason.USED_UP), decide(unknown, orders));
    }

    @Test
    void aVoidGivesItBackAndARefundDoesNot() {
        var orders = List.of(order(ORDER, false, 1_800));
        var sale = sold(decide(Ledger.EMPTY, orders));
        var done = done(Ledger.EMPTY, sale);
        var back = sale.legs().giveBack(new Fen(1_800), Legs.NONE).orElseThrow();

        assertEquals(
                new Sold.No(Reason.USED_UP),
                decide(done.refunded(Refunds.of(9, sale.id(), back), place(9)), orders));
        var taken = done.after(sale.in(Sale.State.VOID), place(9));
        assertFalse(taken.isHandedOut(ORDER));
        assertInstanceOf(Sold.Yes.class, decide(taken, orders));
    }

    @Test
    void whatIsHandedOutInTrainingIsNot() {
        var orders = List.of(order(ORDER, true, 0));
        var trainee = new Staff(1, Optional.of(new Token(3, 3)), true);
        var sale = sold(decide(Ledger.EMPTY, orders, trainee));

        assertFalse(done(Ledger.EMPTY, sale).isHandedOut(ORDER));
    }

    /// For a while after its sale's day, too: an order may be good for weeks.
    @Test
    void itIsNotForgottenWhileItsTimeLasts() {
        var lasting = order(ORDER, NOON.minusSeconds(60), NOON.plus(Duration.ofDays(20)));
        var soonOver = order(new Token(7, 2), NOON.minusSeconds(60), NOON.plusSeconds(60));
        var ledger = Ledger.EMPTY.held(new Place("e1", 1_000_000));
        for (var order : List.of(lasting, soonOver)) {
            ledger = done(ledger, sold(decide(ledger, List.of(order))));
        }
        // So many that what may be forgotten is looked for.
        long n = 0;
        while (n < 2 * Ledger.LOOKED_EACH) {
            n++;
            var counted = new SaleId("pos-9", n);
            ledger =
                    ledger.after(
                            new Sale(
                                    counted,
                                    new Token(5, n),
                                    Fen.ZERO,
                                    Legs.NONE,
                                    new Serving(
                                            "lunch",
                                            NOON.plus(Duration.ofDays(9))
                                                    .atOffset(CHINA)
                                                    .toLocalDate()),
                                    NOON.plus(Duration.ofDays(9)),
                                    Under.NONE,
                                    Basis.NONE,
                                    Sale.State.PENDING),
                            Optional.empty());
        }

        assertFalse(ledger.isHandedOut(soonOver.id()), "over and held by the host");
        assertTrue(ledger.isHandedOut(ORDER));
        assertTrue(Ledger.of(ledger.kept()).isHandedOut(ORDER), "and over a start");
    }

    @Test
    void byAListThatIsOverOrTooOldOrMissingNothingIsHandedOut() {
        var orders = List.of(order(ORDER, true, 0));
        var over = new ListVersion("orders", 1, NOON, Optional.of(NOON));
        var old = new ListVersion("orders", 1, NOON.minus(Duration.ofHours(13)), Optional.empty());
        for (var list : List.of(over, old)) {
            assertEquals(
                    new Sold.No(Reason.STALE_LIST),
                    decide(Optional.of(Preorders.of(list, orders)), Optional.empty()));
        }
        assertEquals(new Sold.No(Reason.STALE_LIST), decide(Optional.empty(), Optional.empty()));
    }

    @Test
    void aCodeMeansItsOrderAndNoOther() {
        var orders = List.of(order(ORDER, true, 0), order(new Token(7, 2), true, 0));
        var held = Optional.of(Preorders.of(list(), orders));
        var sold = sold(decide(held, Optional.of(new Token(7, 2))));

        assertEquals(new Token(7, 2), sold.basis().order().orElseThrow().order());
        assertEquals(new Sold.No(Reason.NO_ORDER), decide(held, Optional.of(new Token(7, 3))));
    }

    @Test
    void anOrderThatIsToldTwiceAndNotAlikeIsNone() {
        var one = order(ORDER, true, 0);
        var other = order(ORDER, false, 100);

        assertEquals(1, Preorders.of(list(), List.of(one, one)).size());
        assertEquals(List.of(), Preorders.of(list(), List.of(one, other)).of(SHE));
        assertEquals(Optional.empty(), Preorders.of(list(), List.of(one, other, one)).order(ORDER));
    }

    /// A date alone ends with its day: the next one's lunch is another.
    @Test
    void whoHadOrderedForYesterdayMayBuyToday() {
        var begins = at("2026-11-26T00:00");
        var yesterdays = order(ORDER, begins, begins.plus(Duration.ofDays(1)));
        var todays = order(new Token(7, 2), NOON.minusSeconds(60), NOON);

        var walkIn = Map.of("lunch", new Fen(1_500));
        var bought = sold(decide(List.of(yesterdays), walkIn));
        assertEquals(new Fen(750), bought.amount(), "half of it, for staff");
        assertEquals(Optional.empty(), bought.basis().order());
        // And whoever came too late for today's pays for no second one.
        assertEquals(
                new Sold.No(Reason.WINDOW_CLOSED), decide(List.of(yesterdays, todays), walkIn));
    }

    /// Its meal is that of its own day, however early or late a till hands out.
    @Test
    void anotherDaysMealIsNotItsMeal() {
        var day = Duration.ofDays(1);
        var terms = terms(day, day);
        var yesterdays = order(ORDER, NOON.minus(day), NOON.minus(day).plusSeconds(600));
        var tomorrows = order(ORDER, NOON.plus(day).minusSeconds(600), NOON.plus(day));

        for (var order : List.of(yesterdays, tomorrows)) {
            assertEquals(new Sold.No(Reason.WINDOW_CLOSED), decide(terms, List.of(order)));
        }
        var longOnes = order(ORDER, NOON.minus(day), NOON.plus(day));
        assertInstanceOf(Sold.Yes.class, decide(terms, List.of(longOnes)), "any day's of its time");
        var missed = order(ORDER, NOON.minusSeconds(600), NOON.minusSeconds(60));
        assertInstanceOf(Sold.Yes.class, decide(terms, List.of(missed)), "late, and its meal");
        var soon = order(ORDER, NOON.plusSeconds(60), NOON.plusSeconds(600));
        assertInstanceOf(Sold.Yes.class, decide(terms, List.of(soon)), "early, and its meal");
    }

    @Test
    void aLeaseIsOfADeviceOrOneOfItsTills() {
        for (var text : List.of("a", "till-7", "a:pos-1")) {
            assertEquals(text, Lessee.parse(text).orElseThrow().toString());
        }
        for (var text : List.of("", ":", "a:", ":a", "A", "a:b:c", "a b", "a".repeat(33))) {
            assertEquals(Optional.empty(), Lessee.parse(text), text);
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> order(ORDER, NOON, NOON.minusMillis(1)));
        for (var late : List.of(Duration.ofMillis(-1), Duration.ofHours(25))) {
            assertThrows(IllegalArgumentException.class, () -> terms(Duration.ZERO, late));
        }
        assertThrows(
                IllegalArgumentException.class, () -> terms(Duration.ofMillis(-1), Duration.ZERO));
    }

    // --- small steps ---

    private static Instant at(String shown) {
        return LocalDateTime.parse(shown).toInstant(CHINA);
    }

    private static Preorder order(Token id, boolean paid, long fen) {
        return new Preorder(
                id,
                SHE,
                "north",
                "lunch",
                List.of("noodles"),
                new Fen(fen),
                paid,
                NOON.minusSeconds(600),
                NOON.plusSeconds(600),
                Lessee.parse("a"));
    }

    private static Preorder order(Token id, Instant from, Instant until) {
        return new Preorder(
                id,
                SHE,
                "north",
                "lunch",
                List.of(),
                Fen.ZERO,
                true,
                from,
                until,
                Lessee.parse("a"));
    }

    private static ListVersion list() {
        return new ListVersion("orders", 1, NOON, Optional.empty());
    }

    private static PickupTerms terms(Duration early, Duration late) {
        return new PickupTerms(
                "orders", "north", "a", early, late, false, Optional.of(Duration.ofHours(12)));
    }

    private static Sold decide(Ledger ledger, List<Preorder> orders) {
        return decide(ledger, orders, Staff.NOBODY);
    }

    private static Sold decide(Ledger ledger, List<Preorder> orders, Staff staff) {
        return decide(Optional.of(Preorders.of(list(), orders)), Optional.empty(), ledger, staff);
    }

    @Test
    void whatNobodyCouldPayIsNotHandedOut() {
        var price = new Price.Ordered(terms(Duration.ZERO, Duration.ZERO), Map.of());
        for (boolean paid : List.of(true, false)) {
            var held = Optional.of(Preorders.of(list(), List.of(order(ORDER, paid, 1_800))));
            var sold =
                    decide(
                            held,
                            Optional.empty(),
                            Ledger.EMPTY,
                            Staff.NOBODY,
                            price,
                            new Payment.Counted());
            assertEquals(paid ? Optional.empty() : Optional.of(Reason.NO_BALANCE), why(sold));
        }
    }

    private static Optional<Reason> why(Sold sold) {
        return sold instanceof Sold.No(var why) ? Optional.of(why) : Optional.empty();
    }

    private static Sold decide(Optional<Preorders> held, Optional<Token> code) {
        return decide(held, code, Ledger.EMPTY, Staff.NOBODY);
    }

    private static Sold decide(List<Preorder> orders, Map<String, Fen> walkIn) {
        return decide(
                Optional.of(Preorders.of(list(), orders)),
                Optional.empty(),
                Ledger.EMPTY,
                Staff.NOBODY,
                walkIn);
    }

    private static Sold decide(
            Optional<Preorders> held, Optional<Token> code, Ledger ledger, Staff staff) {
        return decide(held, code, ledger, staff, Map.of());
    }

    private static Sold decide(
            Optional<Preorders> held,
            Optional<Token> code,
            Ledger ledger,
            Staff staff,
            Map<String, Fen> walkIn) {
        return decide(held, code, ledger, staff, walkIn, terms(Duration.ZERO, Duration.ZERO));
    }

    private static Sold decide(PickupTerms by, List<Preorder> orders) {
        return decide(
                Optional.of(Preorders.of(list(), orders)),
                Optional.empty(),
                Ledger.EMPTY,
                Staff.NOBODY,
                Map.of(),
                by);
    }

    private static Sold decide(
            Optional<Preorders> held,
            Optional<Token> code,
            Ledger ledger,
            Staff staff,
            Map<String, Fen> walkIn,
            PickupTerms by) {
        var accounts = new Payment.Accounts(List.of(Wallet.personal("own")), Counter.CREDIT);
        return decide(held, code, ledger, staff, new Price.Ordered(by, walkIn), accounts);
    }

    private static Sold decide(
            Optional<Preorders> held,
            Optional<Token> code,
            Ledger ledger,
            Staff staff,
            Price.Ordered price,
            Payment payment) {
        var lunch = Counter.MEALS.meals().getFirst();
        var terms =
                new Terms(
                        new Meals(List.of(lunch), Optional.empty(), CHINA),
                        payment,
                        Counter.LIMITS,
                        Map.of("staff", 50),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1));
        var stands = new Balance(5_000, NOON, Optional.empty());
        var said =
                new Statement(
                        new ListVersion("wallets", 1, NOON, Optional.empty()),
                        Map.of("own", stands));
        return PickupRules.decide(
                terms,
                new Offer("pos-1", price, staff),
                new PickupRules.Shown(held, code),
                new Diner(SHE, Set.of("staff"), Optional.of(said)),
                ledger,
                false,
                new Moment(new Mono(0), NOON, ClockTrust.SYNCED));
    }

    private static Sale sold(Sold sold) {
        return assertInstanceOf(Sold.Yes.class, sold).sale();
    }

    private static Ledger done(Ledger ledger, Sale sale) {
        long seq = ledger.kept().lines().size() + 1L;
        return ledger.after(sale, Optional.empty()).after(sale.in(Sale.State.DONE), place(seq));
    }

    private static Optional<Place> place(long seq) {
        return Optional.of(new Place("e1", seq));
    }
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.time.Moment;
import onecard.time.Mono;

/// A canteen of a few people and terminals on one device, at random from one seed: whatever may
/// happen between two taps does, to [Ledger] and to [SlowBooks] alike.
final class RandomCanteen {

    private static final List<Token> PEOPLE =
            List.of(new Token(0, 1), new Token(0, 2), new Token(0, 3));
    private static final List<String> POINTS = List.of("pos-1", "pos-2");
    private static final List<Set<String>> GROUPS =
            List.of(Set.of(), Set.of("staff"), Set.of("staff", "teacher"), Set.of("guest"));
    private static final List<String> BEGINNINGS =
            List.of(
                    "2026-03-31T11:00:00Z",
                    "2026-06-30T12:00:00Z",
                    "2026-02-27T23:00:00Z",
                    "2026-08-31T15:30:00Z",
                    "2026-12-31T14:00:00Z",
                    "2026-05-12T03:00:00Z");

    /// A step of a sale as [Ledger] is told it: where its record stands, once that is known.
    private interface Step extends BiFunction<Ledger, Optional<Place>, Ledger> {}

    private record OnItsWay(Optional<SlowBooks.Event> event, Step step) {}

    private long refunds;
    private final Random random;
    private final RandomTerms some;
    private final SlowBooks books = new SlowBooks();
    private final SlowRules rules = new SlowRules(books, RandomTerms.HOURS, RandomTerms.CHINA);
    private final Terms terms;
    private final Map<Token, SlowRules.Said> said = new HashMap<>();
    private final List<Place> journal = new ArrayList<>();
    private final List<Integer> positionsOfSales = new ArrayList<>();
    private final Deque<OnItsWay> onTheirWay = new ArrayDeque<>();
    private Ledger ledger = Ledger.EMPTY;
    private int epoch = 1;
    private Instant wall;

    RandomCanteen(long seed) {
        random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        some = new RandomTerms(random);
        terms = some.terms();
        wall = Instant.parse(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())));
    }

    // --- what is asked ---

    /// One tap, and what comes before it and after.
    ///
    /// @return the rule that answered
    String tap(String where) {
        time();
        while (random.nextInt(3) > 0) {
            something();
        }
        var person = any(PEOPLE);
        var point = any(POINTS);
        if (random.nextInt(4) == 0) {
            state(person);
        }
        var asked =
                new SlowRules.Asked(
                        terms,
                        new Offer(point, some.price(), Staff.NOBODY),
                        person,
                        any(GROUPS),
                        Optional.ofNullable(said.get(person)),
                        random.nextInt(3) == 0,
                        new Moment(new Mono(0), wall, some.trust()));
        var expected = rules.decide(asked);
        var statement = asked.said().map(this::statement);

        var sold =
                SaleRules.decide(
                        terms,
                        asked.offer(),
                        new Diner(person, asked.groups(), statement),
                        ledger,
                        asked.confirmed(),
                        asked.now());

        assertEquals(expected.text(), SlowRules.text(sold), () -> where + ": " + expected.rule());
        statement.ifPresent(it -> compareBalances(asked, it, where));
        assertEquals(
                books.exposure(point),
                BigInteger.valueOf(ledger.exposure(point).fen()),
                () -> where + ": exposure of " + point);
        if (sold instanceof Sold.Yes(var sale, _)) {
            begin(sale);
        }
        return expected.rule();
    }

    private void compareBalances(SlowRules.Asked asked, Statement statement, String where) {
        if (!(terms.payment() instanceof Payment.Accounts(var wallets, _))) {
            return;
        }
        for (var wallet : wallets) {
            var stands = asked.said().orElseThrow().wallets().get(wallet.id());
            if (stands != null) {
                assertEquals(
                        rules.left(asked.person(), wallet, stands),
                        BigInteger.valueOf(
                                ledger.tab(asked.person())
                                        .left(wallet, statement.of(wallet))
                                        .fen()),
                        () -> where + ": left in " + wallet.id());
            }
        }
    }

    // --- what happens ---

    private void time() {
        wall =
                wall.plus(
                        switch (random.nextInt(20)) {
                            case 0 -> Duration.ofHours(random.nextInt(30));
                            case 1 -> Duration.ofMinutes(-random.nextInt(90));
                            case 2 -> Duration.ofDays(random.nextInt(5) - 2);
                            case 3, 4 -> Duration.ofMinutes(random.nextInt(120));
                            case 5 -> Duration.ZERO;
                            default -> Duration.ofSeconds(random.nextInt(600));
                        });
    }

    private void something() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> commit();
            case 3, 4, 5, 6 -> step();
            case 7 -> held();
            case 8 -> {
                if (onTheirWay.isEmpty() && random.nextInt(3) == 0) {
                    epoch++;
                }
                restart();
            }
            default -> state(any(PEOPLE));
        }
    }

    /// A sale that the journal did not take never was; its number is the next one's.
    private void begin(Sale sale) {
        Step pending = (it, where) -> it.after(sale, where);
        if (random.nextInt(12) == 0) {
            var other = ledger;
            ledger = pending.apply(ledger, Optional.empty()).never(sale.id());
            assertEquals(other.next(sale.id().point()), ledger.next(sale.id().point()));
            return;
        }
        books.sales.add(
                new SlowBooks.Bought(
                        sale.id().point(),
                        sale.id().number(),
                        sale.diner(),
                        BigInteger.valueOf(sale.amount().fen()),
                        SlowBooks.legs(sale.legs()),
                        sale.serving().meal(),
                        sale.serving().businessDate(),
                        sale.at()));
        write(Optional.empty(), pending);
    }

    /// A sale comes further, or some of it back. What changes nothing is said, too, but only what
    /// has its record: no terminal begins what cannot be.
    private void step() {
        if (books.sales.isEmpty()) {
            return;
        }
        var bought = books.sales.get(random.nextInt(books.sales.size()));
        var sale = ledger.line(new SaleId(bought.point(), bought.number())).orElseThrow().sale();
        var what =
                switch (random.nextInt(8)) {
                    case 0 -> SlowBooks.What.VOID;
                    case 1 -> SlowBooks.What.UNKNOWN;
                    case 2, 3 -> SlowBooks.What.REFUND;
                    default -> SlowBooks.What.DONE;
                };
        var back = what == SlowBooks.What.REFUND ? back(sale) : Legs.NONE;
        var slow = SlowBooks.legs(back);
        var refund = Refunds.of(++refunds, sale.id(), back);
        Step step =
                switch (what) {
                    case DONE -> (it, where) -> it.after(sale.in(Sale.State.DONE), where);
                    case VOID -> (it, where) -> it.after(sale.in(Sale.State.VOID), where);
                    case UNKNOWN -> (it, where) -> it.after(sale.in(Sale.State.UNKNOWN), where);
                    case REFUND -> (it, where) -> it.refunded(refund, where);
                };
        if (books.wouldChange(bought, what, slow)) {
            write(Optional.of(books.happens(bought, what, slow)), step);
        } else if (onTheirWay.isEmpty()) {
            onTheirWay.add(new OnItsWay(Optional.empty(), step));
            commit();
        }
    }

    /// Of some of its wallets, at times more than was paid.
    private Legs back(Sale sale) {
        var legs = new ArrayList<Leg>();
        for (var leg : sale.legs().legs()) {
            if (random.nextInt(3) > 0) {
                long most = leg.amount().fen() + 1;
                long fen = random.nextBoolean() ? most - 1 : 1 + random.nextLong(most);
                legs.add(new Leg(leg.wallet(), new Fen(fen)));
            }
        }
        return new Legs(legs);
    }

    /// Told at once, and once more when its record stands; or then alone, as at a start.
    private void write(Optional<SlowBooks.Event> event, Step step) {
        onTheirWay.add(new OnItsWay(event, step));
        if (onTheirWay.size() == 1 && random.nextBoolean()) {
            commit();
            return;
        }
        ledger = step.apply(ledger, Optional.empty());
    }

    private void commit() {
        if (onTheirWay.isEmpty()) {
            return;
        }
        var written = onTheirWay.remove();
        int gap = random.nextInt(3);
        for (int other = 0; other <= gap; other++) {
            journal.add(new Place("e" + epoch, journal.size() + 1));
        }
        int position = journal.size() - 1;
        positionsOfSales.add(position);
        written.event().ifPresent(it -> it.position = position);
        int times = 1 + random.nextInt(2);
        for (int time = 0; time < times; time++) {
            ledger = written.step().apply(ledger, Optional.of(journal.get(position)));
        }
    }

    private void held() {
        if (!positionsOfSales.isEmpty()) {
            books.held = Math.max(books.held, any(positionsOfSales));
            tellHeld();
        }
    }

    /// From a snapshot, which does not say what the host holds.
    private void restart() {
        ledger = Ledger.of(ledger.kept());
        tellHeld();
    }

    private void tellHeld() {
        if (books.held != SlowBooks.NOWHERE) {
            ledger = ledger.held(journal.get(books.held));
        }
    }

    // --- what the host says ---

    private void state(Token person) {
        if (!(terms.payment() instanceof Payment.Accounts(var wallets, _))) {
            return;
        }
        var stands = new LinkedHashMap<String, SlowRules.Stands>();
        for (var wallet : wallets) {
            if (random.nextInt(10) > 0) {
                stands.put(wallet.id(), stands());
            }
        }
        var asOf = wall.minus(Duration.ofMinutes(random.nextInt(200) - 20L));
        var until =
                random.nextInt(4) == 0
                        ? Optional.of(asOf.plus(Duration.ofHours(random.nextInt(48))))
                        : Optional.<Instant>empty();
        said.put(person, new SlowRules.Said(asOf, until, stands));
    }

    private SlowRules.Stands stands() {
        long fen = random.nextInt(5) == 0 ? random.nextInt(800) - 500 : random.nextInt(20_000);
        int included =
                positionsOfSales.isEmpty() || random.nextInt(4) == 0
                        ? SlowBooks.NOWHERE
                        : any(positionsOfSales);
        return new SlowRules.Stands(
                BigInteger.valueOf(fen),
                wall.minus(Duration.ofHours(random.nextInt(8) == 0 ? random.nextInt(1_000) : 1)),
                included);
    }

    /// Where it has counted nothing, it says so, or names an epoch that nobody knows here.
    private Statement statement(SlowRules.Said said) {
        var balances = new HashMap<String, Balance>();
        said.wallets()
                .forEach(
                        (wallet, it) ->
                                balances.put(
                                        wallet,
                                        new Balance(
                                                it.fen().longValueExact(),
                                                it.asOf(),
                                                it.included() == SlowBooks.NOWHERE
                                                        ? nowhere()
                                                        : Optional.of(
                                                                journal.get(it.included())))));
        return new Statement(
                new ListVersion("wallets", 1, said.asOf(), said.validUntil()), balances);
    }

    private Optional<Place> nowhere() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(new Place("e0", 1_000_000));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.access.Schedule;
import onecard.access.Schedule.Window;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One person at the counter of a canteen, for stories: time moves and the host speaks when the
/// story says so. Lunch is 11 to 13, supper 22 to 2; half of a first helping is subsidised, by the
/// month.
final class Counter {

    static final Token SHE = new Token(0, 1);
    static final Fen NO_LIMIT = Fen.ZERO;
    static final Limits LIMITS =
            new Limits(new Fen(10_000), Duration.ofMinutes(10), Cap.NONE, Cap.NONE);
    static final Credit CREDIT =
            new Credit(
                    Cap.NONE, NO_LIMIT, Duration.ofHours(24), 50, NO_LIMIT, Duration.ofHours(72));

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    static final Meals MEALS =
            new Meals(
                    List.of(meal("lunch", "11:00", "13:00"), meal("supper", "22:00", "02:00")),
                    Optional.empty(),
                    CHINA);

    private final Terms terms;
    private final Map<String, Balance> balances = new HashMap<>();
    private Ledger ledger = Ledger.EMPTY;
    private Instant stated = Instant.EPOCH;
    private Instant wall = Instant.EPOCH;
    private Optional<Instant> validUntil = Optional.empty();
    private ClockTrust trust = ClockTrust.SYNCED;
    private String point = "pos-1";
    private long seq;

    Counter(Limits limits, Credit credit) {
        this(limits, credit, Duration.ZERO);
    }

    /// @param repeatWithin who buys the same again so soon is asked about
    Counter(Limits limits, Credit credit, Duration repeatWithin) {
        terms =
                new Terms(
                        MEALS,
                        new Payment.Accounts(
                                List.of(
                                        new Wallet(
                                                "subsidy", new Share.Percent(50), Term.MONTH, true),
                                        Wallet.personal("own")),
                                credit),
                        limits,
                        Map.of(),
                        repeatWithin,
                        Duration.ofSeconds(15));
    }

    static Counter usual() {
        return new Counter(LIMITS, CREDIT);
    }

    // --- what happens ---

    Counter at(String shown) {
        wall = LocalDateTime.parse(shown).toInstant(CHINA);
        return this;
    }

    Counter after(Duration time) {
        wall = wall.plus(time);
        return this;
    }

    Counter point(String terminal) {
        point = terminal;
        return this;
    }

    /// Whatever was sold before.
    Counter books(Ledger before) {
        ledger = before;
        return this;
    }

    Counter clock(ClockTrust trust) {
        this.trust = trust;
        return this;
    }

    Counter listEnds(Duration fromNow) {
        validUntil = Optional.of(wall.plus(fromNow));
        return this;
    }

    /// The host says so now, and has counted everything.
    Counter states(long subsidy, long own) {
        return states(subsidy, own, Optional.of(new Place("e1", seq)));
    }

    Counter states(long subsidy, long own, Optional<Place> included) {
        stated = wall;
        balances.put("subsidy", new Balance(subsidy, wall, included));
        balances.put("own", new Balance(own, wall, included));
        return this;
    }

    /// The list is new, the balances are those that it had.
    Counter listIsNew() {
        stated = wall;
        return this;
    }

    // --- what is said ---

    Sold asks(long fen) {
        return asks(fen, false);
    }

    Sold asks(long fen, boolean confirmed) {
        return SaleRules.decide(
                terms,
                new Offer(point, new Price.Amount(new Fen(fen)), Staff.NOBODY),
                she(),
                ledger,
                confirmed,
                now());
    }

    Allowance allowance() {
        return Allowance.of(
                terms, new Allowance.Seller(point, Staff.NOBODY, Basis.NONE), she(), ledger, now());
    }

    private Diner she() {
        return new Diner(
                SHE,
                Set.of(),
                Optional.of(
                        new Statement(
                                new ListVersion("wallets", 1, stated, validUntil), balances)));
    }

    private Moment now() {
        return new Moment(new Mono(0), wall, trust);
    }

    Counter refused(long fen, Reason why) {
        assertEquals(new Sold.No(why), asks(fen));
        return this;
    }

    /// @return what it is, begun and no more
    Sale begins(long fen) {
        if (!(asks(fen) instanceof Sold.Yes(var sale, _))) {
            throw new AssertionError(asks(fen) + " of " + fen);
        }
        ledger = ledger.after(sale, Optional.empty());
        return sale;
    }

    Sale buys(long fen) {
        var sale = begins(fen);
        comes(sale, Sale.State.DONE);
        return sale;
    }

    /// Its subsidy, and what the person pays.
    Counter buys(long fen, long subsidy, long own) {
        paid(buys(fen), subsidy, own);
        return this;
    }

    Counter comes(Sale sale, Sale.State state) {
        ledger = ledger.after(sale.in(state), Optional.of(new Place("e1", ++seq)));
        return this;
    }

    Counter never(Sale sale) {
        ledger = ledger.never(sale.id());
        return this;
    }

    Counter givesBack(Sale sale, long fen) {
        var given = ledger.line(sale.id()).orElseThrow().given();
        var legs = sale.legs().giveBack(new Fen(fen), given).orElseThrow();
        seq++;
        ledger =
                ledger.refunded(
                        Refunds.of(seq, sale.id(), legs), Optional.of(new Place("e1", seq)));
        return this;
    }

    static void paid(Sale sale, long subsidy, long own) {
        assertEquals(new Fen(subsidy), sale.legs().of("subsidy"), sale::toString);
        assertEquals(new Fen(own), sale.legs().of("own"), sale::toString);
    }

    private static Meal meal(String id, String from, String until) {
        var window =
                new Window(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.parse(from),
                        LocalTime.parse(until));
        return new Meal(id, new Schedule(id, List.of(window)));
    }
}

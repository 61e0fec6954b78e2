package onecard.point.canteen;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.money.Balance;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Diner;
import onecard.money.Draw;
import onecard.money.DrawRules;
import onecard.money.Fen;
import onecard.money.JourneyRules;
import onecard.money.Ledger;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Offer;
import onecard.money.Payment;
import onecard.money.Place;
import onecard.money.Price;
import onecard.money.Reading;
import onecard.money.Refund;
import onecard.money.RefundRules;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Sold;
import onecard.money.Staff;
import onecard.money.Statement;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Input;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Metering.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One shower with its books and its journal, and beside them what anybody who stood there would
/// have seen: how many pulses ran by which sale, while its valve was open.
final class Waterworks {

    static final Instant START = Instant.parse("2031-03-03T00:00:00Z");

    /// 7 pulses a litre at 13.13 yuan: a fen has begun nearly always.
    static final ByMeter TERMS =
            new ByMeter(
                    new Draw(new Fen(1_313), 7),
                    new Fen(20),
                    new Fen(50),
                    new Fen(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(400));

    static final Terms SELLS =
            new Terms(
                    new Meals(
                            List.of(
                                    new Meal(
                                            "water",
                                            new Schedule(
                                                    "always",
                                                    List.of(
                                                            new Schedule.Window(
                                                                    EnumSet.allOf(DayOfWeek.class),
                                                                    LocalTime.MIDNIGHT,
                                                                    LocalTime.MIDNIGHT))))),
                            Optional.empty(),
                            ZoneOffset.ofHours(8)),
                    new Payment.Accounts(
                            List.of(Wallet.personal("own")),
                            new Credit(
                                    Cap.NONE,
                                    Fen.ZERO,
                                    Duration.ofDays(6),
                                    50,
                                    Fen.ZERO,
                                    Duration.ofDays(6))),
                    new Limits(new Fen(1_000), Duration.ZERO, Cap.NONE, Cap.NONE),
                    Map.of(),
                    Duration.ZERO,
                    Duration.ofSeconds(15));

    /// What a record says, whichever kind it is.
    sealed interface Fact {
        record OfSale(Sale sale) implements Fact {}

        record OfRefund(Refund refund) implements Fact {}

        record OfReading(Reading reading) implements Fact {}
    }

    /// A record on its way.
    private record Sent(Fact fact) {}

    private final Random random;
    private final int cutAfter;
    private final boolean full;
    private final UnaryOperator<Optional<Fact>> twist;
    private final Metering machine = new Metering(TERMS);
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    final List<Fact> journal = new ArrayList<>();
    final Map<SaleId, Long> ran = new TreeMap<>(java.util.Comparator.comparing(SaleId::number));

    /// By the last reading before the power went, or to the end.
    final Map<SaleId, Long> gone = new TreeMap<>(java.util.Comparator.comparing(SaleId::number));

    private Ledger ledger = Ledger.EMPTY;
    private State state = machine.initial();
    private Optional<Mono> wake = Optional.empty();
    private long mono;
    private long total;
    private long taps;
    private boolean open;
    int cuts;
    int refused;

    /// @param cutAfter the power goes when so many records are durable, and their answer is unheard
    /// @param full the journal has no room now and then
    /// @param twist of each record as a start reads it; empty: as it was written
    Waterworks(long seed, int cutAfter, boolean full, UnaryOperator<Optional<Fact>> twist) {
        random = new Random(seed);
        this.cutAfter = cutAfter;
        this.full = full;
        this.twist = twist;
    }

    /// Somebody taps, water runs, time passes; then everything is let come to its end.
    void lives(int turns) {
        for (int turn = 0; turn < turns; turn++) {
            switch (random.nextInt(8)) {
                case 0 -> taps(random.nextInt(3));
                case 1, 2, 3 -> runs(1 + random.nextInt(40));
                case 4 -> passes(Duration.ofMillis(200 + random.nextInt(3_000)));
                case 5 -> passes(Duration.ofSeconds(random.nextInt(40)));
                default -> answers();
            }
        }
        ends();
    }

    private void ends() {
        for (int turn = 0; turn < 200 && !(sent.isEmpty() && machine.isIdle(state)); turn++) {
            answers();
            passes(Duration.ofSeconds(20));
        }
    }

    // --- what happens ---

    private void taps(int person) {
        var tap = new TapId(++taps);
        var price = machine.price(state);
        if (price.isEmpty()) {
            hears(new Input.Refused(tap, machine.notForSale(state)));
            return;
        }
        var metered = (Price.Metered) price.get();
        var offer = new Offer("shower-1", metered, Staff.NOBODY);
        var sold = DrawRules.decide(SELLS, offer, metered, diner(person), ledger, now());
        hears(
                switch (sold) {
                    case Sold.Yes(var sale, var left) -> new Input.AtTill.Sold(tap, sale, left);
                    case Sold.Off(var sale, var fare) -> new Input.AtTill.Alighted(tap, sale, fare);
                    case Sold.No(var why) -> new Input.Refused(tap, why);
                    case Sold.Again _ -> throw new AssertionError("nobody answers");
                });
    }

    private void runs(int pulses) {
        total += pulses;
        if (open && state.flow() instanceof Flow.Drawing drawing) {
            ran.merge(drawing.sale().id(), (long) pulses, Long::sum);
        }
        mono += 1_000_000;
        hears(new Input.AtTill.OfMeter.Counted(total));
    }

    private void passes(Duration time) {
        mono += time.toNanos();
        wake.filter(now()::reached).ifPresent(_ -> hears(new Input.Due()));
    }

    /// The journal holds the next record, or the power goes as it does.
    private void answers() {
        if (sent.isEmpty()) {
            return;
        }
        var fact = sent.remove().fact();
        if (full && random.nextInt(6) == 0) {
            refuses(fact);
            return;
        }
        journal.add(fact);
        if (journal.size() == cutAfter) {
            cut();
            return;
        }
        ledger = folded(ledger, fact, place());
        switch (fact) {
            case Fact.OfSale(var sale) -> hears(new Input.AtTill.Booked(sale));
            case Fact.OfRefund(var refund) -> hears(new Input.AtTill.Reversed(refund));
            case Fact.OfReading(var reading) -> hears(new Input.AtTill.OfMeter.Read(reading));
        }
    }

    private void refuses(Fact fact) {
        switch (fact) {
            case Fact.OfSale(var sale) -> {
                if (sale.state() == Sale.State.PENDING) {
                    ledger = ledger.never(sale.id());
                }
                if (sale.state() == Sale.State.VOID) {
                    sent.add(new Sent(fact)); // offered until the journal has it
                    return;
                }
                refused++;
                hears(new Input.AtTill.NotBooked(sale, Reason.JOURNAL_FULL));
            }
            case Fact.OfRefund(var refund) ->
                    hears(new Input.AtTill.NotReversed(refund.of(), Reason.JOURNAL_FULL));
            case Fact.OfReading(var reading) ->
                    hears(new Input.AtTill.OfMeter.NotRead(reading, Reason.JOURNAL_FULL));
        }
    }

    /// What was not durable is gone; the rest is read back, and the valve is shut.
    private void cut() {
        cuts++;
        gone.putAll(ran);
        sent.clear();
        open = false;
        total = 0;
        ledger = Ledger.EMPTY;
        long seq = 0;
        for (var fact : journal) {
            seq++;
            var place = Optional.of(new Place("e1", seq));
            ledger =
                    twist.apply(Optional.of(fact))
                            .map(it -> folded(ledger, it, place))
                            .orElse(ledger);
        }
        ledger = Ledger.of(ledger.kept());
        state = machine.initial();
        wake = Optional.empty();
        for (var sale : ledger.unfinished()) {
            var end = sale.in(Sale.State.VOID);
            ledger = ledger.after(end, Optional.empty());
            sent.add(new Sent(new Fact.OfSale(end)));
        }
        ledger.drawing("shower-1")
                .forEach(
                        line ->
                                hears(
                                        new Input.AtTill.OfMeter.Left(
                                                line.sale().id(), line.drawn())));
    }

    private static Ledger folded(Ledger ledger, Fact fact, Optional<Place> place) {
        return switch (fact) {
            case Fact.OfSale(var sale) -> ledger.after(sale, place);
            case Fact.OfRefund(var refund) -> ledger.refunded(refund, place);
            case Fact.OfReading(var reading) -> ledger.read(reading);
        };
    }

    // --- what the machine wants ---

    private void hears(Input input) {
        Step<State> step = machine.step(state, input, now());
        state = step.next();
        wake = step.wake();
        step.effects().forEach(this::does);
    }

    private void does(Effect effect) {
        switch (effect) {
            case Effect.Hold _ -> open = true;
            case Effect.Relock _ -> open = false;
            case Effect.AtTill.Book(var sale, _) -> {
                if (sale.state() == Sale.State.PENDING || sale.state() == Sale.State.VOID) {
                    ledger = ledger.after(sale, Optional.empty());
                }
                sent.add(new Sent(new Fact.OfSale(sale)));
            }
            case Effect.AtTill.Read(var reading) -> sent.add(new Sent(new Fact.OfReading(reading)));
            case Effect.AtTill.Reverse(Wish.Rest(var sale, var drawn), var staff) -> {
                var today = SELLS.meals().businessDate(now().wall());
                var desk = new RefundRules.Desk("shower-1", staff, today, now().wall());
                switch (JourneyRules.end(ledger, sale, drawn, desk)) {
                    case RefundRules.Back.Yes(Refund refund) ->
                            sent.add(new Sent(new Fact.OfRefund(refund)));
                    case RefundRules.Back.No(var why) ->
                            hears(new Input.AtTill.NotReversed(sale, why));
                    case RefundRules.Back.Yes _ -> throw new AssertionError("a void");
                }
            }
            default -> {}
        }
    }

    // --- what is so ---

    @Override
    public String toString() {
        return state + ", " + sent + " on the way, after " + journal;
    }

    boolean isOpen() {
        return open;
    }

    boolean isIdle() {
        return machine.isIdle(state) && sent.isEmpty();
    }

    Ledger ledger() {
        return ledger;
    }

    Diner diner(int person) {
        var list = new ListVersion("accounts", 1, START, Optional.empty());
        return new Diner(
                new Token(7, person),
                Set.of(),
                Optional.of(
                        new Statement(
                                list,
                                Map.of(
                                        "own",
                                        new Balance(balance(person), START, Optional.empty())))));
    }

    /// One has plenty, one less than the most, in the end, and one not much from the beginning.
    static long balance(int person) {
        return List.of(1_000_000L, 190L, 45L).get(person);
    }

    Moment now() {
        return new Moment(
                new Mono(1_000_000_000L + mono), START.plusNanos(mono), ClockTrust.SYNCED);
    }

    private Optional<Place> place() {
        return Optional.of(new Place("e1", journal.size()));
    }
}

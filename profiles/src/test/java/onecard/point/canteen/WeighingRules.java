package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Account;
import onecard.money.Allowance;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.Sold;
import onecard.money.Staff;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.Notice;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Tray;
import onecard.point.canteen.TillRules.Owed;
import onecard.point.canteen.Weighing.State;
import onecard.time.Mono;

/// What may happen at a scale, and what must hold: what was taken between two rests is paid for,
/// once, in one sale, to the fen; what moves or is not seen, and what is put back, is not; nobody
/// leaves with more than they may spend.
record WeighingRules(Weighing weighing) implements Rules<State, WeighingRules.Book> {

    static final Fen MOST = new Fen(300);

    static final Account ACCOUNT = new Account(Optional.of(MOST), Optional.empty(), List.of());

    /// 0.5 fen a gram: an odd gram is a half that is rounded up.
    static final ByWeight TERMS =
            new ByWeight(
                    "scale",
                    new Fen(500),
                    new Fen(100),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25));

    /// Of 601 g, which cost one fen too much, 600 g may be taken.
    private static final long[] WEIGHTS = {5_000, 4_999, 4_399, 4_400};

    /// What the page says of the one who takes and of the sales so far.
    ///
    /// @param taking absent: nobody does
    /// @param rests the weight at which the scale rested last; absent: nobody knows
    /// @param sale that was last begun, until all of it is answered
    /// @param sales how many there were
    /// @param warned the tone is on
    /// @param asking the next card is shown what it has
    record Book(
            Optional<Who> taking,
            Optional<Long> rests,
            Optional<Owed> sale,
            long sales,
            boolean warned,
            boolean asking,
            Posture ordered,
            boolean scale) {}

    /// @param grams by the same sum that anybody would make
    record Who(TapId tap, long grams, Mono since) {}

    /// May spend so much, whatever it is for.
    record Fixed(long number, Fen most) implements Allowance {
        @Override
        public Token subject() {
            return new Token(7, 7);
        }

        @Override
        public Optional<Sold.Yes> sale(Fen price) {
            return price.isZero() || price.compareTo(most) > 0
                    ? Optional.empty()
                    : Optional.of(new Sold.Yes(TillRules.sale(number, price), Optional.empty()));
        }
    }

    static Fen cost(long grams) {
        return new Fen(
                new BigDecimal(TERMS.rate(Optional.empty()).orElseThrow().kilogram().fen())
                        .multiply(new BigDecimal(grams))
                        .movePointLeft(3)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    @Override
    public Book ledger() {
        return new Book(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                false,
                Posture.NORMAL,
                true);
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, Book> at) {
        var moves = new ArrayList<>(at.time(Duration.ofMillis(300)));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        at.justBefore()
                .ifPresent(
                        before ->
                                moves.add(
                                        Move.of(
                                                before.at(),
                                                new Input.AtTill.Weighed(Optional.empty()))));
        return moves;
    }

    private static List<Input> inputs(At<State, Book> at) {
        var tap = at.fresh();
        var book = at.ledger();
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.AtTill.Bound(tap, new Fixed(book.sales() + 1, MOST)),
                                new Input.AtTill.Weighed(Optional.empty()),
                                new Input.AtTill.Unweighed(),
                                new Input.AtTill.Keyed(0),
                                new Input.AtTill.Keyed(7),
                                new Input.AtTill.Laid(new Tray.Empty()),
                                new Input.AtTill.Laid(new Tray.Unstable()),
                                new Input.Refused(tap, Reason.NO_BALANCE),
                                new Input.Granted(tap, Direction.IN),
                                new Input.AtTill.SignedIn(tap, Staff.NOBODY, Set.of()),
                                new Input.AtTill.Called(Call.QUERY),
                                new Input.AtTill.Called(Call.SETTLE),
                                new Input.AtTill.Called(Call.REPRINT),
                                new Input.AtTill.Rated(4),
                                new Input.AtTill.Queried(tap, ACCOUNT),
                                new Input.NotRecorded(tap, Reason.JOURNAL_FULL),
                                new Input.AtTill.Booked(TillRules.sale(99)),
                                new Input.AtTill.NotBooked(TillRules.sale(99), Reason.JOURNAL_FULL),
                                new Input.Disabled(tap, Cause.COMMAND),
                                new Input.Normal(tap, Cause.COMMAND)));
        for (long weight : WEIGHTS) {
            inputs.add(new Input.AtTill.Weighed(Optional.of(weight)));
        }
        inputs.add(book.scale() ? new Input.ReaderLost("scale") : new Input.ReaderBack("scale"));
        inputs.add(new Input.ReaderLost("in"));
        book.taking()
                .ifPresent(
                        who -> inputs.add(new Input.NotRecorded(who.tap(), Reason.JOURNAL_FULL)));
        book.sale()
                .ifPresent(
                        owed -> {
                            var sale = owed.sale();
                            inputs.add(new Input.AtTill.Booked(sale));
                            inputs.add(new Input.AtTill.NotBooked(sale, Reason.JOURNAL_FULL));
                            if (sale.state() == Sale.State.PENDING) {
                                inputs.add(new Input.NotRecorded(owed.tap(), Reason.JOURNAL_FULL));
                            }
                        });
        return inputs;
    }

    // --- what must hold ---

    @Override
    public Book after(At<State, Book> from, Move move, Step<State> step) {
        var before = from.ledger();
        var input = move.input();
        var taking = before.taking();
        var rests = before.rests();
        var sale = before.sale();
        long sales = before.sales();
        boolean warned = before.warned();
        boolean asking = before.asking();
        var ordered = before.ordered();
        boolean scale = before.scale();
        Optional<Owed> answered = Optional.empty();
        boolean held = false;
        boolean dropped = false;
        if (input.isPresent()) {
            switch (input.get()) {
                case Input.AtTill.Bound(var tap, _) ->
                        taking =
                                !asking && taking.isEmpty() && sale.isEmpty() && rests.isPresent()
                                        ? Optional.of(new Who(tap, 0, move.at()))
                                        : taking;
                case Input.AtTill.Weighed(var weight) when weight.isPresent() -> {
                    long taken = rests.map(last -> last - weight.get()).orElse(0L);
                    taking =
                            taking.map(
                                    who ->
                                            new Who(
                                                    who.tap(),
                                                    Math.max(0, who.grams() + taken),
                                                    who.since()));
                    rests = Optional.of(weight.get());
                }
                case Input.AtTill.Unweighed() -> rests = Optional.empty();
                case Input.AtTill.Booked(var booked) when isIn(before.sale(), booked) -> {
                    answered = sale;
                    held = true;
                }
                case Input.AtTill.NotBooked(var booked, _) when isIn(before.sale(), booked) ->
                        answered = sale;
                case Input.NotRecorded(var tap, _) -> {
                    dropped = before.taking().filter(who -> who.tap().equals(tap)).isPresent();
                    sale =
                            sale.map(
                                    it ->
                                            it.tap().equals(tap)
                                                    ? new Owed(it.sale(), tap, true)
                                                    : it);
                }
                case Input.AtTill.Called(var call) when call == Call.QUERY ->
                        asking = taking.isEmpty() && sale.isEmpty();
                case Input.AtTill.Queried _ -> asking = false;
                case Input.AtTill.Keyed(var number) when number == 0 -> asking = false;
                case Input.Due() -> asking &= from.wake().filter(move.at()::reached).isEmpty();
                case Input.Disabled _ -> ordered = Posture.DISABLED;
                case Input.Normal _ -> ordered = Posture.NORMAL;
                case Input.ReaderLost(var name) when name.equals("scale") -> {
                    rests = Optional.empty();
                    scale = false;
                }
                case Input.ReaderBack _ -> scale = true;
                default -> {}
            }
        }
        if (answered.isPresent()) {
            sale = Optional.empty();
        }
        boolean was = taking.isPresent();
        boolean stays =
                step.next().helping() instanceof Helping.Taking
                        || step.next().helping() instanceof Helping.Locked;
        int records = 0;
        int told = 0;
        int refused = 0;
        int said = 0;
        int accounts = 0;
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.Record _ -> records++;
                case Effect.AtTill.Book(var booked, var tap) -> {
                    switch (booked.state()) {
                        case PENDING -> {
                            unless(
                                    taking.filter(who -> who.tap().equals(tap)).isPresent()
                                            && !stays,
                                    "whoever took pays when they leave, and nobody else");
                            unless(
                                    booked.amount()
                                            .equals(Fen.least(cost(taking.get().grams()), MOST)),
                                    "all that was taken is paid for, to the fen, and no more"
                                            + " than they have");
                            sales++;
                        }
                        case DONE ->
                                unless(
                                        held
                                                && isAnswered(answered, booked, Sale.State.PENDING)
                                                && !answered.orElseThrow().tapless(),
                                        "I5: the intent is durable before anything is debited, and"
                                                + " its tap");
                        case VOID ->
                                unless(
                                        !held && isAnswered(answered, booked, Sale.State.DONE)
                                                || held
                                                        && isAnswered(
                                                                answered,
                                                                booked,
                                                                Sale.State.PENDING)
                                                        && answered.orElseThrow().tapless(),
                                        "void is what could not be booked as done, or lacks its"
                                                + " tap");
                        case UNKNOWN -> throw new Broken("an account knows");
                    }
                    sale =
                            booked.state() == Sale.State.VOID
                                    ? sale
                                    : Optional.of(new Owed(booked, tap));
                }
                case Effect.AtTill.Tell(_, var booked, _) -> {
                    told++;
                    unless(
                            held && isIn(answered, booked),
                            "I41: nobody is told before it is durable that it is done");
                }
                case Effect.Warn(var on) -> {
                    unless(on != warned, "a tone that is on is not begun again");
                    warned = on;
                }
                case Effect.Show(_, var why) -> refused += why == Reason.OK ? 0 : 1;
                case Effect.AtTill.Post(var price) ->
                        unless(
                                price.equals(posted(stays ? taking : Optional.empty())),
                                "what was taken so far is shown");
                case Effect.AtTill.TellAccount _ -> accounts++;
                case Effect.AtTill.Say say -> {
                    said++;
                    unless(
                            say.equals(answer(input.orElseThrow(), before)),
                            "whoever calls for what is not done there is told so");
                }
                case Effect.AtTill.Reprint() -> said++;
                case Effect.AtDesk _,
                        Effect.AtTill.Unpriced _,
                        Effect.AtTill.Read _,
                        Effect.AtTill.Rate _,
                        Effect.AtTill.TellTotals _,
                        Effect.AtTill.Open _,
                        Effect.AtTill.Debit _,
                        Effect.AtTill.Reverse _,
                        Effect.AtTill.TellReversed _,
                        Effect.AtTill.Settle _ ->
                        throw new Broken("no plates here, and nobody signs in: " + effect);
                case Effect.Note(Fact.State _, _), Effect.Note(Fact.Alarm _, _) -> {}
                case Effect.Note _, Effect.Release _, Effect.Hold _, Effect.Relock _ ->
                        throw new Broken("a scale moves nothing: " + effect);
            }
        }
        unless(records == (isTap(input) ? 1 : 0), "I44: each presence has one event");
        boolean asks = is(input, Input.AtTill.Called.class) || is(input, Input.AtTill.Rated.class);
        unless(said == (asks ? 1 : 0), "a call is answered");
        unless(
                accounts == (is(input, Input.AtTill.Queried.class) ? 1 : 0),
                "whoever asked is told what they have");
        if (answered.isPresent()) {
            boolean done = answered.get().sale().state() == Sale.State.DONE;
            boolean tapless = held && !done && answered.get().tapless();
            unless(told == (held && done ? 1 : 0), "whoever has paid is told so, once");
            unless(refused == (held && !tapless ? 0 : 1), "whoever could not pay is told so, once");
        } else {
            unless(told == 0, "I55: an answer about another sale tells nobody");
        }
        if (dropped) {
            unless(
                    was && !stays && refused == 1 && sales == before.sales(),
                    "nobody takes on a tap that the journal does not have, and they are told");
            taking = Optional.empty();
        } else if (was && !stays) {
            boolean over = cost(taking.get().grams()).compareTo(MOST) > 0;
            unless(mayLeave(from, input, move, over), "nobody is sent away while they take");
            unless(
                    sales == before.sales() + (cost(taking.get().grams()).isZero() ? 0 : 1),
                    "what they took is one sale, and nothing is none");
            taking = Optional.empty();
        }
        unless(taking.isPresent() == stays, "who takes is who tapped");
        boolean over = taking.map(who -> cost(who.grams()).compareTo(MOST) > 0).orElse(false);
        unless(
                over == step.next().helping() instanceof Helping.Locked && over == warned,
                "more than they may spend is locked, and heard");
        unless(!over || step.wake().isEmpty(), "no time lets them go with it");
        if (from.state().helping() instanceof Helping.Locked && !over) {
            taking = taking.map(who -> new Who(who.tap(), who.grams(), move.at()));
        }
        var end = taking.map(who -> who.since().plus(TERMS.longest()));
        unless(
                over || end.isEmpty() || step.wake().filter(end.get()::reached).isPresent(),
                "nobody takes for longer");
        unless(
                weighing.price(step.next()).isPresent()
                        == (!asking && taking.isEmpty() && sale.isEmpty() && rests.isPresent()),
                "one at a time, and only where it is known what lies there");
        unless(
                weighing.taking(step.next()).isPresent() == taking.isPresent(),
                "whoever takes is sold nothing elsewhere");
        unless(
                weighing.awaits(step.next()).isPresent() == asking
                        && (!asking || step.wake().isPresent()),
                "whoever asks is told when they show a card, and does not ask for ever");
        unless(
                weighing.isIdle(step.next()) == (taking.isEmpty() && sale.isEmpty()),
                "nothing is settled while somebody takes or pays");
        unless(weighing.posture(step.next()) == ordered, "what is ordered is what is decided by");
        return new Book(taking, rests, sale, sales, warned, asking, ordered, scale);
    }

    private static boolean isTap(Optional<Input> input) {
        return input.filter(
                        it ->
                                it instanceof Input.AtTill.Bound
                                        || it instanceof Input.AtTill.SignedIn
                                        || it instanceof Input.AtTill.Queried
                                        || it instanceof Input.Refused
                                        || it instanceof Input.Granted)
                .isPresent();
    }

    private static boolean mayLeave(
            At<State, Book> from, Optional<Input> input, Move move, boolean over) {
        return input.filter(
                        it ->
                                it.equals(new Input.AtTill.Keyed(0))
                                        || !over
                                                && (it.equals(
                                                                new Input.AtTill.Laid(
                                                                        new Tray.Empty()))
                                                        || it instanceof Input.Due
                                                                && from.wake()
                                                                        .filter(move.at()::reached)
                                                                        .isPresent()))
                .isPresent();
    }

    private static Optional<Price> posted(Optional<Who> taking) {
        return taking.map(who -> cost(who.grams()))
                .filter(fen -> !fen.isZero())
                .map(Price.Amount::new);
    }

    private static boolean isIn(Optional<Owed> owed, Sale other) {
        return owed.filter(it -> it.sale().equals(other)).isPresent();
    }

    private static boolean isAnswered(Optional<Owed> answered, Sale sale, Sale.State state) {
        return answered.filter(it -> it.sale().equals(sale.in(state))).isPresent();
    }

    private static boolean is(Optional<Input> input, Class<? extends Input> kind) {
        return input.filter(kind::isInstance).isPresent();
    }

    /// To a call.
    private static Effect.AtTill.Say answer(Input call, Book before) {
        if (call instanceof Input.AtTill.Rated) {
            return new Effect.AtTill.Say.That(Notice.NOTHING_TO_RATE);
        }
        if (!call.equals(new Input.AtTill.Called(Call.QUERY))) {
            return new Effect.AtTill.Say.Why(Reason.NOT_ALLOWED);
        }
        return before.taking().isEmpty() && before.sale().isEmpty()
                ? new Effect.AtTill.Say.That(Notice.CARD_OF_DINER)
                : new Effect.AtTill.Say.Why(Reason.NO_AMOUNT);
    }

    // --- home ---

    @Override
    public Optional<Move> homeward(At<State, Book> at) {
        if (at.ledger().sale().isPresent()) {
            return Optional.of(
                    Move.of(at.now(), new Input.AtTill.Booked(at.ledger().sale().get().sale())));
        }
        if (at.ledger().warned()) {
            return Optional.of(Move.of(at.now(), new Input.AtTill.Keyed(0)));
        }
        unless(
                at.ledger().taking().isEmpty() || at.due().isPresent(),
                "whoever takes has left in the end");
        return at.due();
    }
}

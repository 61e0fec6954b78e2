package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Basis;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Under;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Till.State;
import onecard.point.canteen.TillRules.Book;

/// What may happen at a till, and what must hold at any: invariants I1, I3, I4, I5, I41 and I55
/// over sequences. The book is kept by what goes in and comes out alone.
record TillRules(Till till, boolean attended, Duration late) implements Rules<State, Book> {

    /// What the page says of the sales so far.
    ///
    /// @param owed what the journal has not answered yet
    /// @param sales how many there were
    /// @param posted what both sides are shown
    /// @param ordered normal, lockdown or disabled
    /// @param page what is known of the operator
    /// @param rateable what was sold last, until it was rated
    record Book(
            List<Owed> owed,
            long sales,
            Optional<Price> posted,
            Posture ordered,
            boolean reader,
            WorkRules.Page page,
            Optional<Rateable> rateable) {

        boolean paying() {
            return owed.stream().anyMatch(it -> it.sale().state() != Sale.State.VOID);
        }
    }

    /// A record of a sale on its way to the journal.
    ///
    /// @param tapless the journal does not have its tap
    record Owed(Sale sale, TapId tap, boolean tapless) {
        Owed(Sale sale, TapId tap) {
            this(sale, tap, false);
        }
    }

    static Sale sale(long number) {
        return sale(number, new Fen(1250));
    }

    static Sale sale(long number, Fen amount) {
        return new Sale(
                new SaleId("till-1", number),
                new Token(7, 7),
                amount,
                new Legs(List.of(new Leg("personal", amount))),
                new Serving("lunch", LocalDate.of(2026, 11, 30)),
                Instant.parse("2026-11-30T03:30:00Z"),
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    @Override
    public Book ledger() {
        return new Book(
                List.of(),
                0,
                till.price(till.initial()),
                Posture.NORMAL,
                true,
                WorkRules.Page.NOBODY,
                Optional.empty());
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, Book> at) {
        var moves = new ArrayList<>(at.time(late));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    private List<Input> inputs(At<State, Book> at) {
        var tap = at.fresh();
        var book = at.ledger();
        var left = Optional.of(new Fen(8_750));
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.AtTill.Keyed(0),
                                new Input.AtTill.Keyed(1),
                                new Input.AtTill.Keyed(1250),
                                new Input.AtTill.Sold(tap, sale(book.sales() + 1), left),
                                new Input.AtTill.Rated(4),
                                new Input.Refused(tap, Reason.LIMIT),
                                new Input.Granted(tap, onecard.access.Direction.IN),
                                new Input.Recorded(tap, 7),
                                new Input.AtTill.Booked(sale(99).in(Sale.State.DONE)),
                                new Input.AtTill.NotBooked(sale(99), Reason.JOURNAL_FULL),
                                new Input.Disabled(tap, Cause.COMMAND),
                                new Input.Normal(tap, Cause.COMMAND),
                                new Input.Free(tap, Cause.COMMAND)));
        inputs.add(book.reader() ? new Input.ReaderLost("in") : new Input.ReaderBack("in"));
        for (var owed : book.owed()) {
            inputs.add(new Input.AtTill.Booked(owed.sale()));
            inputs.add(new Input.AtTill.NotBooked(owed.sale(), Reason.JOURNAL_FULL));
            if (owed.sale().state() == Sale.State.PENDING) {
                inputs.add(new Input.NotRecorded(owed.tap(), Reason.JOURNAL_FULL));
            }
        }
        if (attended) {
            inputs.addAll(WorkRules.inputs(book.page(), tap));
        }
        return inputs;
    }

    // --- what must hold ---

    @Override
    public Book after(At<State, Book> from, Move move, Step<State> step) {
        var before = from.ledger();
        var input = move.input();
        var owed = new ArrayList<>(before.owed());
        var posted = before.posted();
        long sales = before.sales();
        var ordered = before.ordered();
        boolean reader = before.reader();
        Optional<Owed> answered = Optional.empty();
        boolean held = false;
        var rateable = before.rateable();
        if (input.isPresent()) {
            switch (input.get()) {
                case Input.AtTill.Booked(var sale) -> {
                    answered = take(owed, sale);
                    held = true;
                }
                case Input.AtTill.NotBooked(var sale, _) -> answered = take(owed, sale);
                case Input.NotRecorded(var tap, _) ->
                        owed.replaceAll(
                                it -> it.tap().equals(tap) ? new Owed(it.sale(), tap, true) : it);
                case Input.Disabled _ -> ordered = Posture.DISABLED;
                case Input.Normal _ -> ordered = Posture.NORMAL;
                case Input.ReaderLost _ -> reader = false;
                case Input.ReaderBack _ -> reader = true;
                default -> {}
            }
        }
        int records = 0;
        int told = 0;
        int shown = 0;
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.Record _ -> records++;
                case Effect.AtTill.Book(var sale, var tap) -> {
                    mayBook(sale, input, answered, held, from);
                    owed.add(new Owed(sale, tap));
                    sales += sale.state() == Sale.State.PENDING ? 1 : 0;
                }
                case Effect.AtTill.Tell(var tap, var sale, _) -> {
                    told++;
                    rateable =
                            sale.under().training()
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Rateable(
                                                    sale.id(), move.at().plus(Rateable.WITHIN)));
                    unless(
                            held
                                    && answered.filter(it -> it.sale().equals(sale)).isPresent()
                                    && answered.get().tap().equals(tap)
                                    && sale.state() == Sale.State.DONE,
                            "I41: nobody is told before it is durable that it is done");
                }
                case Effect.AtTill.Post(var price) -> posted = price;
                // What an operator does has a page of its own.
                case Effect.AtTill.Reverse _,
                        Effect.AtTill.TellReversed _,
                        Effect.AtTill.Settle _,
                        Effect.AtTill.Say _,
                        Effect.AtTill.TellAccount _ -> {}
                case Effect.AtTill.Unpriced _ -> {} // of plates: TrayRules
                case Effect.AtTill.Read _ -> throw new Broken("there is no meter here");
                case Effect.AtTill.Reprint(), Effect.AtTill.TellTotals() -> {}
                case Effect.AtTill.Rate(var sale, var stars) -> {
                    unless(
                            rateable.filter(it -> it.sale().equals(sale)).isPresent()
                                    && !move.at().reached(rateable.get().until()),
                            "only the last sale is rated, once and soon");
                    unless(
                            input.equals(Optional.of(new Input.AtTill.Rated(stars))),
                            "as whoever ate says");
                    rateable = Optional.empty();
                }
                case Effect.AtTill.Open _, Effect.AtTill.Debit _ ->
                        throw new Broken("an account has no card: " + effect);
                case Effect.Show(_, var why) -> {
                    shown++;
                    unless(
                            why != Reason.OK
                                    || input.orElseThrow() instanceof Input.AtTill.SignedIn,
                            "I41: success is told, and not shown before");
                }
                case Effect.Note(Fact.State _, _), Effect.Note(Fact.Alarm _, _) -> {}
                case Effect.Note _,
                        Effect.Release _,
                        Effect.Hold _,
                        Effect.Relock _,
                        Effect.AtDesk _,
                        Effect.Warn _ ->
                        throw new Broken("a till moves nothing: " + effect);
            }
        }
        boolean tapped =
                input.filter(
                                it ->
                                        it instanceof Input.AtTill.Sold
                                                || it instanceof Input.AtTill.SignedIn
                                                || it instanceof Input.AtTill.Queried
                                                || it instanceof Input.Refused
                                                || it instanceof Input.Granted)
                        .isPresent();
        unless(records == (tapped ? 1 : 0), "I44: each presence has one event");
        if (answered.isPresent()) {
            var state = answered.get().sale().state();
            unless(
                    told == (held && state == Sale.State.DONE ? 1 : 0),
                    "whoever has paid is told so, once");
            boolean tapless = held && answered.get().tapless() && state == Sale.State.PENDING;
            unless(
                    shown == (!tapless && held || state == Sale.State.VOID ? 0 : 1),
                    "whoever could not pay is told so, once");
        } else {
            unless(told == 0, "I55: an answer about another sale tells nobody");
        }
        var page = WorkRules.after(before.page(), input, step, before.paying());
        unless(till.staff(step.next()).equals(page.staff()), "who works there is known");
        boolean open = owed.stream().anyMatch(it -> it.sale().state() != Sale.State.VOID);
        var price = till.price(step.next());
        unless(
                !attended || page.duties().contains(Duty.SELL) || price.isEmpty(),
                "nothing is for sale without one who may sell");
        unless(!page.going() || price.isEmpty(), "nothing is for sale while money goes back");
        unless(!open || price.isEmpty(), "I1: nothing is for sale while one pays");
        unless(
                open || page.going() || posted.equals(price),
                "what is for sale is what both sides are shown");
        unless(till.posture(step.next()) == ordered, "what is ordered is what is decided by");
        boolean takenBack = input.filter(it -> isVoid(it, before)).isPresent();
        rateable = takenBack ? Optional.empty() : rateable;
        boolean rates = input.filter(Input.AtTill.Rated.class::isInstance).isPresent();
        unless(
                !rates || step.next().phase().equals(from.state().phase()),
                "a rating keeps nobody from paying");
        return new Book(owed, sales, posted, ordered, reader, page, rateable);
    }

    private static boolean isVoid(Input input, Book before) {
        return input instanceof Input.AtTill.Reversed(Reversal.Void(var sale))
                && before.page().going()
                && sale.id().equals(before.page().of());
    }

    private static Optional<Owed> take(List<Owed> owed, Sale sale) {
        var found = owed.stream().filter(it -> it.sale().equals(sale)).findFirst();
        found.ifPresent(owed::remove);
        return found;
    }

    private void mayBook(
            Sale sale,
            Optional<Input> input,
            Optional<Owed> answered,
            boolean held,
            At<State, Book> from) {
        switch (sale.state()) {
            case PENDING ->
                    unless(
                            input.filter(Input.AtTill.Sold.class::isInstance).isPresent()
                                    && from.ledger().owed().stream()
                                            .allMatch(it -> it.sale().state() == Sale.State.VOID),
                            "an intent follows a tap, and nobody else pays");
            case DONE ->
                    unless(
                            held
                                    && isAnswered(answered, sale, Sale.State.PENDING)
                                    && !answered.orElseThrow().tapless(),
                            "I5: the intent is durable before anything is debited, and its tap");
            case VOID ->
                    unless(
                            !held && isAnswered(answered, sale, Sale.State.DONE)
                                    || held
                                            && isAnswered(answered, sale, Sale.State.PENDING)
                                            && answered.orElseThrow().tapless(),
                            "void is what could not be booked as done, or lacks its tap");
            case UNKNOWN -> throw new Broken("an account knows");
        }
    }

    private static boolean isAnswered(Optional<Owed> answered, Sale sale, Sale.State state) {
        return answered.filter(it -> it.sale().equals(sale.in(state))).isPresent();
    }

    // --- home ---

    @Override
    public Optional<Move> homeward(At<State, Book> at) {
        var owed = at.ledger().owed().stream().findFirst();
        if (owed.isPresent()) {
            return Optional.of(Move.of(at.now(), new Input.AtTill.Booked(owed.get().sale())));
        }
        return at.ledger().page().going()
                ? Optional.of(
                        Move.of(
                                at.now(),
                                new Input.AtTill.NotReversed(
                                        at.ledger().page().of(), Reason.JOURNAL_FULL)))
                : at.due();
    }
}

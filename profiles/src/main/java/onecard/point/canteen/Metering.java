package onecard.point.canteen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reading;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Alarms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Book;
import onecard.point.Effect.AtTill.Post;
import onecard.point.Effect.AtTill.Read;
import onecard.point.Effect.AtTill.Reverse;
import onecard.point.Effect.AtTill.Tell;
import onecard.point.Effect.AtTill.TellAccount;
import onecard.point.Effect.AtTill.TellReversed;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Effects;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Flow.Beginning;
import onecard.point.canteen.Flow.Closing;
import onecard.point.canteen.Flow.Drawing;
import onecard.point.canteen.Flow.Settling;
import onecard.point.canteen.Flow.Shut;
import onecard.point.canteen.Phase.Paying;
import onecard.time.Moment;
import onecard.time.Mono;

/// A valve that people draw through by a meter: a shower, or a water dispenser. Pure; its state is
/// owned by the edge loop. `metering.md` beside it draws what goes on; a test keeps the drawing
/// true.
///
/// Whoever taps pays the most that they may draw, in the order of any till, and only when that is
/// durable the valve opens. It shuts when they tap again, have left, have drawn what they paid for,
/// or cannot be measured or recorded any more; then what was not drawn goes back, once. Readings
/// that are durable say how much was drawn, and the rest goes back by the last of them, whether a
/// tap has ended it or a start finds somebody in the middle, whose valve stays shut.
public final class Metering implements Point<Metering.State> {

    /// What is durable of a draw is at most so much older than what was drawn, beside the step.
    static final Duration READ_EACH = Duration.ofSeconds(1);

    /// The journal may take so long to hold that. Water runs no longer than its price is known.
    static final Duration ANSWERED = Duration.ofSeconds(3);

    /// So long a valve takes to shut and a meter to rest: what runs meanwhile is nobody's.
    static final Duration RUNS_ON = Duration.ofSeconds(3);

    /// A leak is over when the meter has rested for so long.
    static final Duration QUIET = Duration.ofSeconds(60);

    /// What the journal would not hold is offered again.
    static final Duration AGAIN = Duration.ofSeconds(10);

    /// Everything true of the valve now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param total pulses of the meter that are accounted for
    /// @param runsOn until then what the meter counts is no leak; absent: nobody drew yet
    /// @param quiet when the leak that stands is over, if the meter goes on resting
    public record State(
            Order ordered,
            Flow flow,
            long total,
            Optional<Mono> runsOn,
            Optional<Mono> quiet,
            Alarms raised) {

        State with(Order next) {
            return new State(next, flow, total, runsOn, quiet, raised);
        }

        State in(Flow next) {
            return new State(ordered, next, total, runsOn, quiet, raised);
        }

        State at(long pulses) {
            return new State(ordered, flow, pulses, runsOn, quiet, raised);
        }

        State runsOn(Mono until) {
            return new State(ordered, flow, total, Optional.of(until), quiet, raised);
        }

        State leaks(Optional<Mono> until, Alarms next) {
            return new State(ordered, flow, total, runsOn, until, next);
        }

        State with(Alarms next) {
            return new State(ordered, flow, total, runsOn, quiet, next);
        }

        /// Nobody could tell what is drawn, or shut the valve.
        boolean isBlind() {
            return raised.standing().stream().anyMatch(it -> it.kind() == Kind.CONTACT_LOST);
        }
    }

    private final ByMeter terms;

    public Metering(ByMeter terms) {
        this.terms = terms;
    }

    @Override
    public State initial() {
        var normal = new Order(Posture.NORMAL, Cause.COMMAND);
        return new State(normal, new Shut(), 0, Optional.empty(), Optional.empty(), Alarms.NONE);
    }

    @Override
    public Posture posture(State state) {
        return state.ordered().posture();
    }

    /// While somebody draws it says who, so that they can end it.
    @Override
    public Optional<Price> price(State state) {
        return switch (state.flow()) {
            case Shut() when !state.isBlind() -> Optional.of(price(Optional.empty()));
            case Drawing drawing ->
                    Optional.of(
                            price(
                                    Optional.of(
                                            new Price.Metered.Drawing(
                                                    drawing.sale().id(),
                                                    drawing.sale().diner(),
                                                    drawing.now().drawn()))));
            case Shut(), Beginning _, Closing _, Settling _ -> Optional.empty();
        };
    }

    private Price price(Optional<Price.Metered.Drawing> now) {
        return new Price.Metered(terms.draw(), terms.least(), terms.most(), now);
    }

    @Override
    public Reason notForSale(State state) {
        return state.isBlind() ? Reason.DEVICE_FAULT : Reason.NO_AMOUNT;
    }

    /// What is paid ahead is in its batch with what goes back of it.
    @Override
    public boolean isIdle(State state) {
        return state.flow() instanceof Shut;
    }

    /// Whoever draws is in the middle, and so is what the journal has yet to answer. A leak may go
    /// on for ever, and so may what the journal refuses: whoever comes after finds the sale that
    /// has no end, and gives back what is left of it.
    @Override
    public boolean isAtRest(State state) {
        return switch (state.flow()) {
            case Shut() -> true;
            case Settling(_, _, _, _, var again) -> again.isPresent();
            case Beginning _, Closing _, Drawing _ -> false;
        };
    }

    @Override
    public String name(State state) {
        return state.ordered().named(state.flow().name());
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.AtTill.Sold(var tap, var sale, var left) ->
                    sold(state, new Paying(tap, sale, left));
            case Input.AtTill.Booked(var sale) -> booked(state, sale, now);
            case Input.AtTill.NotBooked(var sale, var why) -> notBooked(state, sale, why);
            case Input.NotRecorded(var tap, var why) -> notRecorded(state, tap, why);
            case Input.AtTill.OfMeter.Counted(var total) -> counted(state, total, now);
            case Input.AtTill.OfMeter.Read(var reading) -> read(state, reading);
            case Input.AtTill.OfMeter.NotRead(var reading, var why) ->
                    notRead(state, reading, why, now);
            case Input.AtTill.OfMeter.Left(var sale, var drawn) ->
                    state.flow() instanceof Shut ? settles(state, sale, drawn) : to(state);
            case Input.AtTill.Alighted(var tap, var sale, _) -> ended(state, tap, sale, now);
            case Input.AtTill.Reversed(var reversal) -> reversed(state, reversal);
            case Input.AtTill.NotReversed(var of, var why) -> notReversed(state, of, why, now);
            case Input.AtTill.Queried(var tap, var account) ->
                    to(state, new Record(tap), new TellAccount(tap, account));
            case Input.AtTill.SignedIn signedIn ->
                    to(
                            state,
                            new Record(signedIn.tap()),
                            new Show(signedIn.tap(), Reason.NOT_ALLOWED));
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            // Nobody passes here: without a sale it is no more than a tap.
            case Input.Granted granted -> to(state, new Record(granted.tap()));
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.SensorLost(var sensor) when sensor == Sensor.METER ->
                    lost(state, sensor.wire(), now);
            case Input.Sensed(var sensor, _) when sensor == Sensor.METER ->
                    back(state, sensor.wire());
            case Input.LineLost(var line) -> lost(state, line, now);
            case Input.LineBack(var line) -> back(state, line);
            case Input.ReaderLost(var reader) ->
                    alarm(state, state.raised().raise(Kind.READER_LOST, reader));
            case Input.ReaderBack(var reader) ->
                    alarm(state, state.raised().clear(Kind.READER_LOST, reader));
            case Input.Due() -> due(state, now);
            // Nobody works at it, nothing lies there, and what it opens is no way.
            case Input.AtTill.OfPurse _,
                    Input.AtTill.Keyed _,
                    Input.AtTill.Called _,
                    Input.AtTill.Rated _,
                    Input.AtTill.Bound _,
                    Input.AtTill.Weighed _,
                    Input.AtTill.Unweighed(),
                    Input.AtTill.Priced _,
                    Input.AtTill.Laid _,
                    Input.AtDesk _,
                    Input.Recorded _,
                    Input.AtPassage _ ->
                    to(state);
        };
    }

    // --- the most is paid ---

    private Step<State> sold(State state, Paying paying) {
        return state.flow() instanceof Shut && !state.isBlind()
                ? posts(
                        state.in(new Beginning(paying, Optional.empty())),
                        new Record(paying.tap()),
                        new Book(paying.sale(), paying.tap()))
                : to(state, new Record(paying.tap()), new Show(paying.tap(), notForSale(state)));
    }

    private Step<State> booked(State state, Sale sale, Moment now) {
        return switch (state.flow()) {
            case Beginning(var paying, var doomed) when paying.is(sale, Sale.State.PENDING) ->
                    doomed.map(why -> toVoid(state, paying, why))
                            .orElseGet(
                                    () ->
                                            to(
                                                    state.in(new Closing(paying)),
                                                    book(paying, Sale.State.DONE)));
            case Closing(var paying) when paying.is(sale, Sale.State.DONE) ->
                    opens(state, paying, sale, now);
            // A loop that turns no more had begun it, and nobody has drawn by it.
            case Shut() when sale.state() == Sale.State.DONE && sale.basis().draw().isPresent() ->
                    settles(state, sale.id(), Fen.ZERO);
            case Shut(), Beginning _, Closing _, Drawing _, Settling _ -> to(state);
        };
    }

    /// Unless it must not by now: then all of it goes back.
    private Step<State> opens(State state, Paying paying, Sale sale, Moment now) {
        var why = state.isBlind() ? Optional.of(Reason.DEVICE_FAULT) : state.ordered().turnsAway();
        if (why.isPresent()) {
            return Step.first(
                    new Show(paying.tap(), why.get()), settles(state, sale.id(), Fen.ZERO));
        }
        var nothing = terms.reading(sale.id(), sale.amount(), 0);
        var end = now.plus(terms.longest());
        var drawing =
                new Drawing(
                        paying.tap(),
                        sale,
                        nothing,
                        nothing,
                        Optional.empty(),
                        now.plus(READ_EACH),
                        now.plus(terms.away()),
                        end);
        return to(
                state.in(drawing),
                new Hold(Output.VALVE, Cause.TAP),
                Note.of(new Fact.State(drawing.name(), Cause.TAP, false), paying.tap()),
                new Tell(paying.tap(), sale, paying.left()));
    }

    private Step<State> notBooked(State state, Sale sale, Reason why) {
        return switch (state.flow()) {
            case Beginning(var paying, var doomed) when paying.is(sale, Sale.State.PENDING) ->
                    posts(state.in(new Shut()), new Show(paying.tap(), doomed.orElse(why)));
            case Closing(var paying) when paying.is(sale, Sale.State.DONE) ->
                    toVoid(state, paying, why);
            case Shut(), Beginning _, Closing _, Drawing _, Settling _ -> to(state);
        };
    }

    /// No sale without its tap: one whose intent is durable all the same becomes void.
    private static Step<State> notRecorded(State state, TapId tap, Reason why) {
        return state.flow() instanceof Beginning(var paying, _) && paying.tap().equals(tap)
                ? to(state.in(new Beginning(paying, Optional.of(why))))
                : to(state);
    }

    private Step<State> toVoid(State state, Paying paying, Reason why) {
        return posts(
                state.in(new Shut()), new Show(paying.tap(), why), book(paying, Sale.State.VOID));
    }

    private static Effect book(Paying paying, Sale.State state) {
        return new Book(paying.sale().in(state), paying.tap());
    }

    // --- somebody draws ---

    private Step<State> counted(State state, long total, Moment now) {
        long more = total - state.total();
        var next = state.at(total);
        if (more <= 0) {
            return to(next);
        }
        return state.flow() instanceof Drawing drawing
                ? draws(next, drawing, more, now)
                : ran(next, now);
    }

    private Step<State> draws(State state, Drawing before, long more, Moment now) {
        var sale = before.sale();
        var drawn = terms.reading(sale.id(), sale.amount(), before.now().pulses() + more);
        boolean reads =
                drawn.drawn().compareTo(sale.amount()) < 0
                        && before.answer().isEmpty()
                        && now.reached(before.next())
                        && drawn.drawn().minus(before.read().drawn()).compareTo(terms.step()) >= 0;
        var next =
                new Drawing(
                        before.tap(),
                        sale,
                        drawn,
                        reads ? drawn : before.read(),
                        reads ? Optional.of(now.plus(ANSWERED)) : before.answer(),
                        reads ? now.plus(READ_EACH) : before.next(),
                        Mono.earlier(now.plus(terms.away()), before.end()),
                        before.end());
        if (next.isUsedUp()) {
            return shuts(state.in(next), next, Cause.CONTACT, Optional.empty(), now);
        }
        var effects = new ArrayList<Effect>();
        if (reads) {
            effects.add(new Read(drawn));
        }
        if (!drawn.drawn().equals(before.now().drawn())) {
            effects.add(new Post(Optional.of(new Price.Amount(drawn.drawn()))));
        }
        return to(state.in(next), effects);
    }

    /// The valve is shut: what runs on is nobody's, and what runs later is a leak.
    private static Step<State> ran(State state, Moment now) {
        if (state.runsOn().filter(until -> !now.reached(until)).isPresent()) {
            return to(state);
        }
        var raised = state.raised().raise(Kind.LEAK, "");
        return to(state.leaks(Optional.of(now.plus(QUIET)), raised.next()), raised.told());
    }

    // --- and ends ---

    private Step<State> ended(State state, TapId tap, SaleId sale, Moment now) {
        return state.flow() instanceof Drawing drawing && drawing.sale().id().equals(sale)
                ? Step.first(
                        new Record(tap), shuts(state, drawing, Cause.TAP, Optional.of(tap), now))
                : to(state, new Record(tap), new Show(tap, Reason.BUSY));
    }

    private static Step<State> read(State state, Reading reading) {
        return switch (state.flow()) {
            case Drawing drawing when drawing.read().equals(reading) ->
                    to(state.in(drawing.durable()));
            case Settling settling when settling.awaits(reading) ->
                    rest(state.in(settling.read()), settling);
            case Shut(), Beginning _, Closing _, Drawing _, Settling _ -> to(state);
        };
    }

    /// What is not recorded is not drawn.
    private static Step<State> notRead(State state, Reading reading, Reason why, Moment now) {
        return switch (state.flow()) {
            case Drawing drawing when drawing.sale().id().equals(reading.sale()) ->
                    Step.first(
                            new Show(drawing.tap(), why),
                            shuts(state, drawing.untold(), Cause.FAULT, Optional.empty(), now));
            case Settling settling when settling.awaits(reading) ->
                    later(state, settling, why, now);
            case Shut(), Beginning _, Closing _, Drawing _, Settling _ -> to(state);
        };
    }

    private Step<State> lost(State state, String part, Moment now) {
        var raised = state.raised().raise(Kind.CONTACT_LOST, part);
        var blind = state.with(raised.next());
        return Step.first(
                raised.told(),
                state.flow() instanceof Drawing drawing
                        ? shuts(blind, drawing, Cause.FAULT, Optional.empty(), now)
                        : posts(blind));
    }

    private Step<State> back(State state, String part) {
        var raised = state.raised().clear(Kind.CONTACT_LOST, part);
        return raised.told().isEmpty()
                ? to(state)
                : Step.first(raised.told(), posts(state.with(raised.next())));
    }

    private Step<State> due(State state, Moment now) {
        var found = leakOver(state, now);
        return state.flow().wake().filter(now::reached).isEmpty()
                ? found
                : Step.then(
                        found,
                        next ->
                                switch (next.flow()) {
                                    case Drawing drawing -> over(next, drawing, now);
                                    case Settling settling -> tries(next, settling);
                                    case Shut(), Beginning _, Closing _ -> to(next);
                                });
    }

    /// They have left, or what they draw cannot be recorded.
    private static Step<State> over(State state, Drawing drawing, Moment now) {
        return drawing.answer().filter(now::reached).isPresent()
                ? Step.first(
                        new Show(drawing.tap(), Reason.DEVICE_FAULT),
                        shuts(state, drawing, Cause.FAULT, Optional.empty(), now))
                : shuts(state, drawing, Cause.TIMER, Optional.empty(), now);
    }

    private static Step<State> tries(State state, Settling settling) {
        var next = state.in(settling.again(Optional.empty()));
        return settling.unread()
                .map(reading -> to(next, new Read(reading)))
                .orElseGet(() -> rest(next, settling));
    }

    private static Step<State> leakOver(State state, Moment now) {
        if (state.quiet().filter(now::reached).isEmpty()) {
            return to(state);
        }
        var cleared = state.raised().clear(Kind.LEAK, "");
        return to(state.leaks(Optional.empty(), cleared.next()), cleared.told());
    }

    /// @param tap that ended it; absent: none did
    private static Step<State> shuts(
            State state, Drawing drawing, Cause cause, Optional<TapId> tap, Moment now) {
        var unread = drawing.unread();
        var settling =
                new Settling(
                        drawing.sale().id(), drawing.now().drawn(), unread, tap, Optional.empty());
        var next = state.runsOn(now.plus(RUNS_ON)).in(settling);
        var name = state.ordered().named(next.flow().name());
        var shut =
                to(
                        next,
                        new Relock(Output.VALVE),
                        new Note(new Fact.State(name, cause, false), tap),
                        new Post(Optional.empty()));
        if (unread.isEmpty()) {
            return Step.then(shut, it -> rest(it, settling));
        }
        return drawing.isAhead()
                ? Step.then(shut, it -> to(it, new Read(drawing.now())))
                : shut; // on its way already
    }

    private static Step<State> settles(State state, SaleId sale, Fen drawn) {
        var settling =
                new Settling(sale, drawn, Optional.empty(), Optional.empty(), Optional.empty());
        return Step.first(new Post(Optional.empty()), rest(state.in(settling), settling));
    }

    private static Step<State> rest(State state, Settling settling) {
        return to(
                state, new Reverse(new Wish.Rest(settling.sale(), settling.drawn()), Staff.NOBODY));
    }

    private Step<State> reversed(State state, Reversal reversal) {
        if (!(state.flow() instanceof Settling settling)
                || !reversal.of().equals(settling.sale())) {
            return to(state);
        }
        var told = List.<Effect>of(new TellReversed(reversal));
        return posts(
                state.in(new Shut()),
                settling.tap().map(it -> Effects.all(told, new Show(it, Reason.OK))).orElse(told));
    }

    /// It is tried until the journal holds it, or says that it went back before.
    private Step<State> notReversed(State state, SaleId of, Reason why, Moment now) {
        if (!(state.flow() instanceof Settling settling) || !of.equals(settling.sale())) {
            return to(state);
        }
        return why == Reason.NO_SUCH_SALE
                ? posts(state.in(new Shut()))
                : later(state, settling, why, now);
    }

    private static Step<State> later(State state, Settling settling, Reason why, Moment now) {
        return to(
                state.in(settling.again(Optional.of(now.plus(AGAIN)))),
                settling.tap().map(it -> List.<Effect>of(new Show(it, why))).orElse(List.of()));
    }

    // --- shown ---

    private Step<State> posts(State next, Effect... effects) {
        return posts(next, List.of(effects));
    }

    /// Both sides see whether anything is for sale now.
    private Step<State> posts(State next, List<Effect> effects) {
        return to(next, Effects.all(effects, new Post(price(next))));
    }

    // --- what people and a schedule want ---

    private static Step<State> ordered(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        var name = order.named(state.flow().name());
        var note = Note.of(new Fact.State(name, order.cause(), false), cause);
        return order.turnsAway().isPresent() && state.flow() instanceof Drawing drawing
                ? Step.first(note, shuts(next, drawing, order.cause(), Optional.empty(), now))
                : to(next, note);
    }

    private static Step<State> alarm(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    private static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    private static Step<State> to(State next, List<Effect> effects) {
        return new Step<>(next, effects, Mono.sooner(next.flow().wake(), next.quiet()));
    }
}

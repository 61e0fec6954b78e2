package onecard.point.canteen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Allowance;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.Tariff;
import onecard.point.Alarms;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Book;
import onecard.point.Effect.AtTill.Post;
import onecard.point.Effect.AtTill.Reprint;
import onecard.point.Effect.AtTill.Say;
import onecard.point.Effect.AtTill.Tell;
import onecard.point.Effect.AtTill.TellAccount;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Effect.Warn;
import onecard.point.Effects;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Notice;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Tray;
import onecard.point.canteen.Helping.Asking;
import onecard.point.canteen.Helping.Beginning;
import onecard.point.canteen.Helping.Closing;
import onecard.point.canteen.Helping.Free;
import onecard.point.canteen.Helping.Locked;
import onecard.point.canteen.Helping.Taking;
import onecard.point.canteen.Phase.Paying;
import onecard.time.Moment;
import onecard.time.Mono;

/// A scale below food that people help themselves to. Pure; its state is owned by the edge loop.
/// `weighing.md` beside it draws what goes on; a test keeps the drawing true.
///
/// Whoever taps takes, until they have left; then what they took is one sale, in the order of any
/// till: the intent durable, the end durable, and only then anybody is told.
///
/// The money is not set aside at the tap, but looked up: the allowance says the most that may be
/// spent, and as long as they take they are sold nothing elsewhere on the device, so it is there
/// still when they leave. Who took more than that is locked: they do not leave with it but by the
/// operator, who gives up what is beyond. A tap that the journal will not hold has no sale: whoever
/// takes takes no more, and nothing is debited.
///
/// It works by itself: nobody signs in, and so nothing is taken back, given back or settled at it.
/// Whoever wants to know what they have is told while nobody takes.
public final class Weighing implements Point<Weighing.State> {

    /// The operator's key for one who is done: they have left, or the rest is given up.
    static final long DONE = 0;

    /// Everything true of the scale now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param rests the weight at which it rested last, while nobody takes; absent: nobody knows
    /// @param tariff of the list that its price stands in; absent: there is none
    public record State(
            Order ordered,
            Helping helping,
            Optional<Long> rests,
            Alarms raised,
            Optional<Tariff> tariff) {

        State with(Order next) {
            return new State(next, helping, rests, raised, tariff);
        }

        State in(Helping next) {
            return new State(ordered, next, rests, raised, tariff);
        }

        State with(Optional<Long> next) {
            return new State(ordered, helping, next, raised, tariff);
        }

        State with(Alarms next) {
            return new State(ordered, helping, rests, next, tariff);
        }

        State by(Optional<Tariff> next) {
            return new State(ordered, helping, rests, raised, next);
        }
    }

    private final ByWeight terms;

    public Weighing(ByWeight terms) {
        this.terms = terms;
    }

    @Override
    public State initial() {
        var normal = new Order(Posture.NORMAL, Cause.COMMAND);
        return new State(normal, new Free(), Optional.empty(), Alarms.NONE, Optional.empty());
    }

    @Override
    public Posture posture(State state) {
        return state.ordered().posture();
    }

    /// What whoever taps must be able to spend, where it is known what lies there.
    @Override
    public Optional<Price> price(State state) {
        return rate(state).isPresent() && isFree(state)
                ? Optional.of(new Price.Amount(terms.floor()))
                : Optional.empty();
    }

    private static boolean isFree(State state) {
        return state.helping() instanceof Free && state.rests().isPresent();
    }

    private Optional<Rate> rate(State state) {
        return terms.rate(state.tariff());
    }

    @Override
    public Basis basis(State state) {
        return rate(state).map(Rate::basis).orElse(Basis.NONE);
    }

    @Override
    public Reason notForSale(State state) {
        return rate(state).isPresent()
                ? Reason.NO_AMOUNT
                : state.tariff().isPresent() ? Reason.WINDOW_CLOSED : Reason.STALE_LIST;
    }

    /// What is decided as of a tap is in the books once they have left: nothing is settled before.
    @Override
    public boolean isIdle(State state) {
        return switch (state.helping()) {
            case Free(), Asking _ -> true;
            case Taking _, Locked _, Beginning _, Closing _ -> false;
        };
    }

    @Override
    public Optional<Call> awaits(State state) {
        return state.helping() instanceof Asking ? Optional.of(Call.QUERY) : Optional.empty();
    }

    @Override
    public Optional<Token> taking(State state) {
        return switch (state.helping()) {
            case Taking(_, var allowance, _, _, _) -> Optional.of(allowance.subject());
            case Locked(_, var allowance, _) -> Optional.of(allowance.subject());
            // What they pay is in the books from here on.
            case Free(), Asking _, Beginning _, Closing _ -> Optional.empty();
        };
    }

    @Override
    public String name(State state) {
        return state.ordered().named(state.helping().name());
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.AtTill.Bound(var tap, var allowance) -> bound(state, tap, allowance, now);
            case Input.AtTill.Weighed(var rests) when rests.isPresent() ->
                    rests(state, rests.get(), now);
            case Input.AtTill.Weighed _ -> moves(state, now);
            case Input.AtTill.Unweighed() -> unknown(state);
            case Input.AtTill.Laid(Tray.Empty()) -> left(state);
            // Whoever takes pays what it cost when they began.
            case Input.AtTill.Priced(var tariff) -> to(state.by(tariff));
            case Input.AtTill.Keyed(var number) -> number == DONE ? done(state) : to(state);
            case Input.AtTill.Booked(var sale) -> booked(state, sale);
            case Input.AtTill.NotBooked(var sale, var why) -> notBooked(state, sale, why);
            case Input.NotRecorded(var tap, var why) -> notRecorded(state, tap, why);
            case Input.AtTill.Called(var call) -> called(state, call, now);
            case Input.AtTill.Queried(var tap, var account) -> {
                var told = List.<Effect>of(new Record(tap), new TellAccount(tap, account));
                yield state.helping() instanceof Asking
                        ? Step.first(told, free(state))
                        : to(state, told);
            }
            case Input.AtTill.Rated _ -> to(state, new Say.That(Notice.NOTHING_TO_RATE));
            case Input.AtTill.SignedIn signedIn ->
                    to(
                            state,
                            new Record(signedIn.tap()),
                            new Show(signedIn.tap(), Reason.NOT_ALLOWED));
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Granted granted -> to(state, new Record(granted.tap()));
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order);
            case Input.ReaderLost(var device) -> {
                var raised = state.raised().raise(Kind.READER_LOST, device);
                var next = state.with(raised.next());
                yield Step.first(
                        raised.told(), device.equals(terms.scale()) ? unknown(next) : to(next));
            }
            case Input.ReaderBack(var device) -> {
                var raised = state.raised().clear(Kind.READER_LOST, device);
                yield Step.first(raised.told(), to(state.with(raised.next())));
            }
            case Input.Due() ->
                    state.helping().wake().filter(now::reached).isPresent()
                            ? due(state)
                            : to(state);
            // Its sales are answered by name, and whose they are it hears when they tap; and no
            // money is on its way back from here.
            case Input.AtTill.Sold _,
                    Input.AtTill.OfPurse _,
                    Input.AtTill.OfMeter _,
                    Input.AtTill.Laid _,
                    Input.AtTill.Alighted _,
                    Input.AtTill.Reversed _,
                    Input.AtTill.NotReversed _,
                    Input.Recorded _,
                    Input.AtDesk _,
                    Input.Release _,
                    Input.Free _,
                    Input.FireRaised _,
                    Input.FireCleared(),
                    Input.ExitPressed _,
                    Input.ExitReleased(),
                    Input.Opened(),
                    Input.Closed(),
                    Input.ContactLost(),
                    Input.Sensed _,
                    Input.SensorLost _,
                    Input.StillThere _,
                    Input.Neighbour _,
                    Input.LineLost _,
                    Input.LineBack _ ->
                    to(state);
        };
    }

    // --- somebody takes ---

    private Step<State> bound(State state, TapId tap, Allowance allowance, Moment now) {
        var rate = rate(state);
        if (rate.isPresent() && isFree(state)) {
            var portion = Portion.from(state.rests().orElseThrow(), rate.get());
            var end = now.plus(terms.longest());
            return to(
                    state.in(new Taking(tap, allowance, portion, now.plus(terms.away()), end)),
                    new Record(tap),
                    new Show(tap, Reason.OK),
                    new Post(Optional.empty()));
        }
        return to(state, new Record(tap), new Show(tap, Reason.NO_AMOUNT));
    }

    private Step<State> rests(State state, long weight, Moment now) {
        if (Math.abs(weight) > ByWeight.GRAMS_MAX) {
            return unknown(state);
        }
        return switch (state.helping()) {
            case Taking(var tap, var allowance, var portion, _, var end) ->
                    took(state, tap, allowance, portion, portion.at(weight), end, now);
            case Locked(var tap, var allowance, var portion) -> {
                var end = now.plus(terms.longest());
                yield took(state, tap, allowance, portion, portion.at(weight), end, now);
            }
            case Free(), Asking _, Beginning _, Closing _ -> to(state.with(Optional.of(weight)));
        };
    }

    private Step<State> took(
            State state,
            TapId tap,
            Allowance allowance,
            Portion before,
            Portion portion,
            Mono end,
            Moment now) {
        var price = portion.price();
        boolean locks = price.compareTo(allowance.most()) > 0;
        var effects = new ArrayList<Effect>();
        if (portion.grams() != before.grams()) {
            effects.add(new Post(posted(price)));
        }
        if (locks != state.helping() instanceof Locked) {
            effects.add(new Warn(locks));
        }
        var until = Mono.earlier(now.plus(terms.away()), end);
        return to(
                state.in(
                        locks
                                ? new Locked(tap, allowance, portion)
                                : new Taking(tap, allowance, portion, until, end)),
                effects);
    }

    /// Somebody is at it.
    private Step<State> moves(State state, Moment now) {
        return state.helping() instanceof Taking(var tap, var allowance, var portion, _, var end)
                ? to(
                        state.in(
                                new Taking(
                                        tap,
                                        allowance,
                                        portion,
                                        Mono.earlier(now.plus(terms.away()), end),
                                        end)))
                : to(state);
    }

    private static Step<State> unknown(State state) {
        return switch (state.helping()) {
            case Taking(var tap, var allowance, var portion, var until, var end) ->
                    to(state.in(new Taking(tap, allowance, portion.lost(), until, end)));
            case Locked(var tap, var allowance, var portion) ->
                    to(state.in(new Locked(tap, allowance, portion.lost())));
            case Free(), Asking _, Beginning _, Closing _ -> to(state.with(Optional.empty()));
        };
    }

    // --- and has left ---

    private Step<State> due(State state) {
        return state.helping() instanceof Asking ? free(state) : left(state);
    }

    /// Not with more than they may spend.
    private Step<State> left(State state) {
        return state.helping() instanceof Taking(var tap, var allowance, var portion, _, _)
                ? leaves(state, tap, allowance, portion)
                : to(state);
    }

    /// The operator says so, and gives up what is beyond.
    private Step<State> done(State state) {
        return switch (state.helping()) {
            case Taking(var tap, var allowance, var portion, _, _) ->
                    leaves(state, tap, allowance, portion);
            case Locked(var tap, var allowance, var portion) ->
                    Step.first(new Warn(false), leaves(state, tap, allowance, portion));
            case Asking _ -> free(state);
            case Free(), Beginning _, Closing _ -> to(state);
        };
    }

    private Step<State> leaves(State state, TapId tap, Allowance allowance, Portion portion) {
        var rests = state.with(portion.rests());
        var price = Fen.least(portion.price(), allowance.most());
        if (price.isZero()) {
            return free(rests);
        }
        return allowance
                .sale(price)
                .map(
                        sold -> {
                            var paying = new Paying(tap, sold.sale(), sold.left());
                            return to(
                                    rests.in(new Beginning(paying, Optional.empty())),
                                    new Book(paying.sale(), tap));
                        })
                .orElseGet(() -> Step.first(new Show(tap, Reason.NO_BALANCE), free(rests)));
    }

    // --- the journal ---

    private static Step<State> booked(State state, Sale sale) {
        return switch (state.helping()) {
            case Beginning(var paying, var doomed) when paying.is(sale) ->
                    doomed.map(why -> toVoid(state, paying, why))
                            .orElseGet(
                                    () ->
                                            to(
                                                    state.in(new Closing(paying)),
                                                    book(paying, Sale.State.DONE)));
            case Closing(var paying) when paying.is(sale) ->
                    Step.first(new Tell(paying.tap(), sale, paying.left()), free(state));
            case Free(), Asking _, Taking _, Locked _, Beginning _, Closing _ -> to(state);
        };
    }

    private static Step<State> notBooked(State state, Sale sale, Reason why) {
        return switch (state.helping()) {
            case Beginning(var paying, var doomed) when paying.is(sale) ->
                    Step.first(new Show(paying.tap(), doomed.orElse(why)), free(state));
            case Closing(var paying) when paying.is(sale) -> toVoid(state, paying, why);
            case Free(), Asking _, Taking _, Locked _, Beginning _, Closing _ -> to(state);
        };
    }

    /// No sale without its tap: whoever takes takes no more, and an intent that is durable all the
    /// same becomes void.
    private static Step<State> notRecorded(State state, TapId tap, Reason why) {
        return switch (state.helping()) {
            case Taking(var who, _, var portion, _, _) when who.equals(tap) ->
                    Step.first(new Show(tap, why), free(state.with(portion.rests())));
            case Locked(var who, _, var portion) when who.equals(tap) ->
                    Step.first(
                            List.of(new Show(tap, why), new Warn(false)),
                            free(state.with(portion.rests())));
            case Beginning(var paying, _) when paying.tap().equals(tap) ->
                    to(state.in(new Beginning(paying, Optional.of(why))));
            case Free(), Asking _, Taking _, Locked _, Beginning _, Closing _ -> to(state);
        };
    }

    private static Step<State> toVoid(State state, Paying paying, Reason why) {
        return Step.first(
                List.of(new Show(paying.tap(), why), book(paying, Sale.State.VOID)), free(state));
    }

    private static Effect book(Paying paying, Sale.State state) {
        return new Book(paying.sale().in(state), paying.tap());
    }

    // --- called for ---

    private static Step<State> called(State state, Call call, Moment now) {
        return switch (call) {
            case QUERY ->
                    switch (state.helping()) {
                        case Free(), Asking _ ->
                                to(
                                        state.in(new Asking(now.plus(Till.ASKING))),
                                        new Say.That(Notice.CARD_OF_DINER));
                        // Whoever stands there has yet to pay, and nobody else is heard.
                        case Taking _, Locked _, Beginning _, Closing _ ->
                                to(state, says(Reason.NO_AMOUNT));
                    };
            case REPRINT -> to(state, new Reprint());
            case SIGN, VOID, REFUND, SETTLE, TRAIN, TOTALS -> to(state, says(Reason.NOT_ALLOWED));
        };
    }

    private static Effect says(Reason why) {
        return new Say.Why(why);
    }

    // --- shown ---

    private static Step<State> free(State state) {
        return to(state.in(new Free()), new Post(Optional.empty()));
    }

    private static Optional<Price> posted(Fen price) {
        return price.isZero() ? Optional.empty() : Optional.of(new Price.Amount(price));
    }

    // --- what people and a schedule want ---

    private static Step<State> ordered(State state, Order order, TapId cause) {
        var next = state.with(order);
        var name = order.named(state.helping().name());
        return to(next, Note.of(new Fact.State(name, order.cause(), false), cause));
    }

    private static Step<State> to(State next, Effect... effects) {
        return to(next, Effects.all(List.of(effects)));
    }

    private static Step<State> to(State next, List<Effect> effects) {
        return new Step<>(next, effects, next.helping().wake());
    }
}

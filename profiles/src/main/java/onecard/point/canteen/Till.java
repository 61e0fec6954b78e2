package onecard.point.canteen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Basis;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Alarms;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Book;
import onecard.point.Effect.AtTill.Post;
import onecard.point.Effect.AtTill.Tell;
import onecard.point.Effect.AtTill.TellReversed;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Effects;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Phase.Armed;
import onecard.point.canteen.Phase.Asking;
import onecard.point.canteen.Phase.Beginning;
import onecard.point.canteen.Phase.Busy;
import onecard.point.canteen.Phase.Closing;
import onecard.point.canteen.Phase.Idle;
import onecard.point.canteen.Phase.Opening;
import onecard.point.canteen.Phase.Paying;
import onecard.point.canteen.Phase.Torn;
import onecard.time.Moment;
import onecard.time.Mono;

/// A till of a canteen. Pure; its state is owned by the edge loop. `till.md` beside it draws the
/// phases; a test keeps the drawing true.
///
/// One sale at a time, and each in the same order: the intent is made durable, then the money
/// counts as debited and that is made durable, and only then anybody is told. However long the
/// journal takes, nothing overtakes it. An intent that the journal will not hold never was; an end
/// that it will not hold makes the sale void, and nothing was debited.
public final class Till implements Point<Till.State> {

    /// What was keyed in is forgotten after this: whoever it was for has gone.
    static final Duration ARMED = Duration.ofSeconds(20);

    /// What was called for, too: whoever called has turned to something else.
    static final Duration ASKING = Duration.ofSeconds(30);

    /// Everything true of the till now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param shift who works at it; absent: nobody has signed in
    /// @param plates that lie before it; of a till with an antenna alone
    /// @param prices by which the next sale is sold
    /// @param rateable what was eaten last, as long as nobody said how it was
    public record State(
            Order ordered,
            Phase phase,
            Optional<Shift> shift,
            Alarms raised,
            Plates plates,
            Prices prices,
            Optional<Rateable> rateable) {

        State with(Order next) {
            return new State(next, phase, shift, raised, plates, prices, rateable);
        }

        State in(Phase next) {
            return new State(ordered, next, shift, raised, plates, prices, rateable);
        }

        State with(Optional<Shift> next) {
            return new State(ordered, phase, next, raised, plates, prices, rateable);
        }

        State with(Alarms next) {
            return new State(ordered, phase, shift, next, plates, prices, rateable);
        }

        State with(Plates next) {
            return new State(ordered, phase, shift, raised, next, prices, rateable);
        }

        State with(Prices next) {
            return new State(ordered, phase, shift, raised, plates, next, rateable);
        }

        State rates(Optional<Rateable> next) {
            return new State(ordered, phase, shift, raised, plates, prices, next);
        }

        Mode mode() {
            return prices.mode();
        }

        /// When time alone changes it. Who is waited for by a sale in hand is not thought to have
        /// gone.
        Optional<Mono> wake() {
            var gone = shift.map(Shift::until).filter(_ -> !phase.isBusy());
            return Mono.sooner(phase.wake(), gone);
        }
    }

    private final Assortment assortment;
    private final Counterwork work;
    private final ForSale forSale;
    private final PurseWork purse;

    /// @param releasedAfter so long a sale that was torn keeps the till for its card; absent: until
    ///     an operator says so
    public Till(Assortment assortment, Attendance attendance, Optional<Duration> releasedAfter) {
        this.assortment = assortment;
        work = new Counterwork(this, attendance);
        purse = new PurseWork(this, releasedAfter);
        forSale = new ForSale(this, work, purse);
    }

    public Till(Assortment assortment, Attendance attendance) {
        this(assortment, attendance, Optional.empty());
    }

    /// One whose prices never change.
    public Till(Mode mode, Attendance attendance) {
        this(new Assortment.Own(mode), attendance);
    }

    /// And that works by itself.
    public Till(Mode mode) {
        this(mode, Attendance.NONE);
    }

    @Override
    public State initial() {
        var normal = new Order(Posture.NORMAL, Cause.COMMAND);
        var off =
                new State(
                        normal,
                        new Idle(),
                        Optional.empty(),
                        Alarms.NONE,
                        Plates.UNKNOWN,
                        assortment.at(Optional.empty()),
                        Optional.empty());
        return off.in(ForSale.rest(off));
    }

    @Override
    public Posture posture(State state) {
        return state.ordered().posture();
    }

    /// Nothing is for sale in the name of one who may not sell, and where operators must sign in,
    /// without one.
    @Override
    public Optional<Price> price(State state) {
        return state.phase().asks().filter(_ -> work.maySell(state));
    }

    @Override
    public Basis basis(State state) {
        return state.phase() instanceof Armed(_, _, var by) ? by.basis() : Basis.NONE;
    }

    @Override
    public Reason notForSale(State state) {
        return state.prices().known() ? Reason.NO_AMOUNT : Reason.STALE_LIST;
    }

    @Override
    public boolean isIdle(State state) {
        return !state.phase().isBusy();
    }

    /// Whoever has signed in may stay so for hours, and signs in again after a restart.
    @Override
    public boolean isAtRest(State state) {
        return isIdle(state) && state.phase().wake().isEmpty();
    }

    /// Whoever is about to pay by a card pays nowhere else. At first nothing of it is in the books;
    /// and a card that was pulled from here may be shown elsewhere before this reader tells of it:
    /// another debit would bury what it can prove of this one.
    @Override
    public Optional<Token> taking(State state) {
        return state.phase().paysByPurse().map(Sale::diner);
    }

    @Override
    public Optional<SaleId> torn(State state) {
        return state.phase() instanceof Torn(_, var paying, _)
                ? Optional.of(paying.sale().id())
                : Optional.empty();
    }

    @Override
    public Staff staff(State state) {
        return state.shift().map(Shift::staff).orElse(Staff.NOBODY);
    }

    /// Where nothing is sold a card is asked for all the time.
    @Override
    public Optional<Call> awaits(State state) {
        return state.mode() instanceof Mode.Query
                ? Optional.of(Call.QUERY)
                : state.phase().awaits();
    }

    @Override
    public String name(State state) {
        return state.ordered().named(state.phase().name());
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.AtTill.Sold(var tap, var sale, var left) ->
                    sold(work.atWork(state, now), new Paying(tap, sale, left));
            case Input.AtTill.Booked(var sale) -> booked(state, sale, now);
            case Input.AtTill.NotBooked(var sale, var why) -> notBooked(state, sale, why, now);
            case Input.NotRecorded(var tap, var why) -> notRecorded(state, tap, why);
            case Input.AtTill.OfPurse heard -> purse.heard(state, heard, now);
            case Input.AtTill.Keyed(var number) ->
                    forSale.keyed(work.atWork(state, now), number, now);
            case Input.AtTill.Called(var call) -> called(work.atWork(state, now), call, now);
            case Input.AtTill.Rated(var stars) -> work.rated(work.atWork(state, now), stars, now);
            case Input.AtTill.SignedIn signedIn -> work.signedIn(state, signedIn, now);
            case Input.AtTill.Queried(var tap, var account) -> work.queried(state, tap, account);
            case Input.AtTill.Alighted(var tap, var sale, var fare) ->
                    work.alights(state, tap, new Wish.Rest(sale, fare));
            case Input.AtTill.Reversed(var reversal) -> work.reversed(state, reversal);
            case Input.AtTill.NotReversed(var of, var why) -> work.notReversed(state, of, why);
            case Input.AtTill.Laid(var tray) -> forSale.laid(state, tray, now);
            case Input.AtTill.Priced(var tariff) -> forSale.priced(state, assortment.at(tariff));
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            // Nobody passes a till: without a sale it is no more than a tap.
            case Input.Granted granted -> to(state, new Record(granted.tap()));
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order);
            case Input.ReaderLost(var reader) ->
                    alarm(state, state.raised().raise(Kind.READER_LOST, reader));
            case Input.ReaderBack(var reader) ->
                    alarm(state, state.raised().clear(Kind.READER_LOST, reader));
            case Input.Due() -> due(state, now);
            // Its sales are answered by name; a till opens nothing, weighs nothing and has no
            // meter.
            case Input.AtTill.Bound _,
                    Input.AtTill.Weighed _,
                    Input.AtTill.Unweighed(),
                    Input.AtTill.OfMeter _,
                    Input.AtDesk _,
                    Input.Recorded _,
                    Input.AtPassage _ ->
                    to(state);
        };
    }

    // --- a sale ---

    private Step<State> sold(State state, Paying paying) {
        return switch (state.phase()) {
            case Idle(), Armed _ when paying.sale().drawsOnPurse() -> purse.opens(state, paying);
            // What was asked about is sold, though the amount was forgotten meanwhile.
            case Idle(), Armed _ ->
                    to(
                            state.in(new Beginning(state.phase(), paying, Optional.empty()))
                                    .with(state.plates().sold(state.phase().asks())),
                            new Record(paying.tap()),
                            new Book(paying.sale(), paying.tap()));
            case Asking _, Busy _ ->
                    to(state, new Record(paying.tap()), new Show(paying.tap(), Reason.NO_AMOUNT));
        };
    }

    private Step<State> booked(State state, Sale sale, Moment now) {
        return switch (state.phase()) {
            case Beginning(var from, var paying, var doomed)
                    when paying.is(sale, Sale.State.PENDING) ->
                    doomed.map(why -> toVoid(state, paying, sale, why))
                            .orElseGet(() -> debits(state, from, paying, sale));
            case Closing(var paying) when paying.is(sale, Sale.State.DONE) ->
                    done(state, paying, sale, now);
            // An answer about another sale: one that was made void, say.
            case Idle(), Armed _, Asking _, Busy _ -> to(state);
        };
    }

    /// A purse is debited by itself, an account by what the journal says.
    private static Step<State> debits(State state, Phase from, Paying paying, Sale sale) {
        return sale.basis().purse().isPresent()
                ? PurseWork.debits(state, from, paying, sale)
                : to(
                        state.in(new Closing(paying)),
                        new Book(sale.in(Sale.State.DONE), paying.tap()));
    }

    private Step<State> notBooked(State state, Sale sale, Reason why, Moment now) {
        return switch (state.phase()) {
            case Beginning(var from, var paying, var doomed)
                    when paying.is(sale, Sale.State.PENDING) ->
                    Step.first(
                            new Show(paying.tap(), doomed.orElse(why)),
                            posts(state.in(from).with(state.plates().unsold())));
            // What a purse has paid does not become void by that.
            case Closing(var paying) when paying.is(sale, Sale.State.DONE) ->
                    sale.basis().purse().isPresent()
                            ? purse.keeps(state, ForSale.rest(state), paying, sale, now)
                            : toVoid(state, paying, sale, why);
            case Idle(), Armed _, Asking _, Busy _ -> to(state);
        };
    }

    private Step<State> done(State state, Paying paying, Sale sale, Moment now) {
        var next =
                state.with(state.shift().map(shift -> shift.sold(sale.id())))
                        .with(ForSale.paid(state, sale, now))
                        .rates(work.rateable(sale, now));
        var told =
                Effects.all(
                        ForSale.unpriced(state, next), new Tell(paying.tap(), sale, paying.left()));
        return Step.first(told, rests(next));
    }

    /// What was paid for by a sale that was taken back is for sale again.
    Step<State> reversed(State state, Reversal reversal) {
        var next =
                reversal instanceof Reversal.Void
                        ? state.with(state.plates().takenBack()).rates(Optional.empty())
                        : state;
        var told = Effects.all(List.of(new TellReversed(reversal)), ForSale.unpriced(state, next));
        return Step.first(told, rests(next));
    }

    private Step<State> toVoid(State state, Paying paying, Sale sale, Reason why) {
        return rests(
                state.with(state.plates().unsold()),
                new Show(paying.tap(), why),
                new Book(sale.in(Sale.State.VOID), paying.tap()));
    }

    /// No sale without its tap: one whose intent is durable all the same becomes void.
    private static Step<State> notRecorded(State state, TapId tap, Reason why) {
        var doomed = Optional.of(why);
        return switch (state.phase()) {
            case Opening(var from, var paying, _) when paying.tap().equals(tap) ->
                    to(state.in(new Opening(from, paying, doomed)));
            case Beginning(var from, var paying, _) when paying.tap().equals(tap) ->
                    to(state.in(new Beginning(from, paying, doomed)));
            // The journal answers in its order: no intent is durable before its tap is.
            case Idle(), Armed _, Asking _, Busy _ -> to(state);
        };
    }

    private Step<State> called(State state, Call call, Moment now) {
        var free = state.phase() instanceof Torn ? purse.released(state) : to(state);
        return Step.then(free, next -> work.called(next, call, now));
    }

    // --- shown ---

    /// What it was about is over.
    Step<State> rests(State state, Effect... effects) {
        return Step.first(List.of(effects), posts(state.in(ForSale.rest(state))));
    }

    /// Both sides see what is for sale now.
    Step<State> posts(State next) {
        return to(next, new Post(price(next)));
    }

    private Step<State> due(State state, Moment now) {
        var step = state.phase().wake().filter(now::reached).isPresent() ? rests(state) : to(state);
        return Step.then(step, next -> work.due(next, now));
    }

    // --- what people and a schedule want ---

    private static Step<State> ordered(State state, Order order, TapId cause) {
        var next = state.with(order);
        var name = order.named(state.phase().name());
        return to(next, Note.of(new Fact.State(name, order.cause(), false), cause));
    }

    private Step<State> alarm(State state, Alarms.Change change) {
        var next = state.with(change.next());
        return Step.first(
                change.told(),
                state.mode() instanceof Mode.Tray ? forSale.lies(state, next) : to(next));
    }

    static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    static Step<State> to(State next, List<Effect> effects) {
        return new Step<>(next, effects, next.wake());
    }
}

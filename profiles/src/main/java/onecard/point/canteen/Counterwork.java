package onecard.point.canteen;

import static onecard.point.canteen.Till.to;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Account;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.Call;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Rate;
import onecard.point.Effect.AtTill.Reprint;
import onecard.point.Effect.AtTill.Reverse;
import onecard.point.Effect.AtTill.Say;
import onecard.point.Effect.AtTill.Settle;
import onecard.point.Effect.AtTill.TellAccount;
import onecard.point.Effect.AtTill.TellReversed;
import onecard.point.Effect.AtTill.TellTotals;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Input;
import onecard.point.Notice;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Phase.Alighting;
import onecard.point.canteen.Phase.Asking;
import onecard.point.canteen.Phase.Reversing;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;

/// What an operator does at a till besides selling: signs in and out, takes back, gives back,
/// settles, trains, prints once more; and what anybody may call for, or say of their meal. Nothing
/// of it begins while a sale is in hand.
final class Counterwork {

    /// Keyed in where an amount is asked for: all of it. One digit is no amount.
    static final long ALL = 1;

    private static final long AMOUNT_LEAST = 10;

    private final Till till;
    private final Attendance attendance;

    Counterwork(Till till, Attendance attendance) {
        this.till = till;
        this.attendance = attendance;
    }

    /// Whoever does something has not gone.
    State atWork(State state, Moment now) {
        return state.with(
                state.shift().map(shift -> shift.until(now.plus(attendance.signedOutAfter()))));
    }

    Step<State> due(State state, Moment now) {
        return state.shift().map(Shift::until).filter(now::reached).isPresent()
                        && !state.phase().isBusy()
                ? signedOut(state)
                : to(state);
    }

    // --- called for ---

    Step<State> called(State state, Call call, Moment now) {
        if (state.phase().isBusy()) {
            return to(state);
        }
        return switch (call) {
            case QUERY -> asks(state, call, Notice.CARD_OF_DINER, now);
            case SIGN ->
                    attendance.equals(Attendance.NONE)
                            ? says(state, Reason.NOT_ALLOWED)
                            : state.shift().isPresent()
                                    ? signedOut(state)
                                    : asks(state, call, Notice.CARD_OF_OPERATOR, now);
            case REPRINT ->
                    maySell(state)
                            ? aside(state, new Reprint())
                            : state.shift().isPresent()
                                    ? says(state, Reason.NOT_ALLOWED)
                                    : to(state, say(Notice.NOBODY_SIGNED_IN));
            case VOID, REFUND, SETTLE, TRAIN, TOTALS ->
                    state.shift()
                            .map(
                                    shift ->
                                            shift.may(call)
                                                    ? works(state, shift, call, now)
                                                    : says(state, Reason.NOT_ALLOWED))
                            .orElseGet(
                                    () ->
                                            attendance.equals(Attendance.NONE)
                                                    ? says(state, Reason.NOT_ALLOWED)
                                                    : to(state, say(Notice.NOBODY_SIGNED_IN)));
        };
    }

    private Step<State> works(State state, Shift shift, Call call, Moment now) {
        return switch (call) {
            case VOID ->
                    shift.last()
                            .map(sale -> reverses(state, new Wish.Void(sale)))
                            .orElseGet(() -> says(state, Reason.NO_SUCH_SALE));
            case REFUND -> asks(state, call, Notice.WHICH_SALE, now);
            case SETTLE ->
                    till.rests(
                            state.with(Optional.of(shift.tookBack())), new Settle(shift.staff()));
            case TRAIN -> {
                var next = shift.training();
                yield till.rests(
                        state.with(Optional.of(next)),
                        say(next.staff().training() ? Notice.TRAINING : Notice.TRAINING_OVER));
            }
            case TOTALS -> aside(state, new TellTotals());
            case SIGN, QUERY, REPRINT -> to(state);
        };
    }

    /// What was keyed in stands; what was called for before is called off.
    private Step<State> aside(State state, Effect effect) {
        return state.phase() instanceof Asking ? till.rests(state, effect) : to(state, effect);
    }

    /// In the name of whoever works there, or of nobody where nobody has to.
    boolean maySell(State state) {
        return state.shift()
                .map(it -> it.duties().contains(Duty.SELL))
                .orElse(!attendance.required());
    }

    private Step<State> asks(State state, Call call, Notice notice, Moment now) {
        var asking = new Asking(call, Optional.empty(), now.plus(Till.ASKING));
        return Step.first(say(notice), till.posts(state.in(asking)));
    }

    /// Keyed in while something is asked for; 0 calls it off.
    Step<State> keyed(State state, Asking asking, long number, Moment now) {
        if (number == 0) {
            return till.rests(state);
        }
        if (asking.call() != Call.REFUND) {
            return to(state);
        }
        if (asking.sale().isEmpty()) {
            var named = new Asking(Call.REFUND, Optional.of(number), now.plus(Till.ASKING));
            return to(state.in(named), say(Notice.HOW_MUCH));
        }
        if (number != ALL && number < AMOUNT_LEAST) {
            return to(state);
        }
        var amount = Optional.of(number).filter(it -> it != ALL).map(Fen::new);
        return reverses(state, new Wish.Refund(asking.sale().get(), amount));
    }

    // --- cards ---

    Step<State> signedIn(State state, Input.AtTill.SignedIn who, Moment now) {
        var tap = who.tap();
        if (state.phase().isBusy() || state.shift().isPresent()) {
            return to(state, new Record(tap), new Show(tap, Reason.BUSY));
        }
        var until = now.plus(attendance.signedOutAfter());
        var shift = new Shift(who.staff(), who.duties(), Optional.empty(), until);
        return till.rests(
                state.with(Optional.of(shift)),
                new Record(tap),
                new Show(tap, Reason.OK),
                say(Notice.SIGNED_IN));
    }

    private Step<State> signedOut(State state) {
        return till.rests(state.with(Optional.<Shift>empty()), say(Notice.SIGNED_OUT));
    }

    Step<State> queried(State state, TapId tap, Account account) {
        var told = new TellAccount(tap, account);
        return state.phase() instanceof Asking
                ? till.rests(state, new Record(tap), told)
                : to(state, new Record(tap), told);
    }

    // --- how it was ---

    /// In training nobody eats.
    Optional<Rateable> rateable(Sale sale, Moment now) {
        return Optional.of(sale)
                .filter(it -> !it.under().training())
                .map(it -> Rateable.of(it.id(), now));
    }

    /// Once a sale, and whatever else the till is at: the next one pays meanwhile. But what may be
    /// taken back just now was perhaps not eaten.
    Step<State> rated(State state, int stars, Moment now) {
        return state.rateable()
                .filter(last -> !last.isOver(now) && !(state.phase() instanceof Reversing))
                .map(last -> to(state.rates(Optional.empty()), new Rate(last.sale(), stars)))
                .orElseGet(() -> to(state, say(Notice.NOTHING_TO_RATE)));
    }

    // --- money that goes back ---

    private Step<State> reverses(State state, Wish wish) {
        return to(state.in(new Reversing(wish)), new Reverse(wish, till.staff(state)));
    }

    /// Whoever gets off is told once it is durable; until then the till does nothing else.
    Step<State> alights(State state, TapId tap, Wish.Rest rest) {
        return state.mode() instanceof Mode.Journey && state.phase() instanceof Phase.Armed
                ? to(
                        state.in(new Alighting(tap, rest.sale())),
                        new Record(tap),
                        new Reverse(rest, till.staff(state)))
                : to(state, new Record(tap), new Show(tap, Reason.BUSY));
    }

    /// The record of a till before this one may be answered now: that is nobody's here.
    Step<State> reversed(State state, Reversal reversal) {
        if (!isAwaited(state, reversal.of())) {
            return to(state);
        }
        if (state.phase() instanceof Alighting(var tap, _)) {
            return till.rests(state, new TellReversed(reversal), new Show(tap, Reason.OK));
        }
        var shift =
                reversal instanceof Reversal.Void
                        ? state.shift().map(Shift::tookBack)
                        : state.shift();
        return till.reversed(state.with(shift), reversal);
    }

    Step<State> notReversed(State state, SaleId of, Reason why) {
        if (!isAwaited(state, of)) {
            return to(state);
        }
        return state.phase() instanceof Alighting(var tap, _)
                ? till.rests(state, new Show(tap, why))
                : till.rests(state, say(why));
    }

    private static boolean isAwaited(State state, SaleId sale) {
        return switch (state.phase()) {
            case Alighting(_, var journey) -> journey.equals(sale);
            case Reversing(var wish) -> wish.isOf(sale);
            case Phase.Idle(), Phase.Armed _, Asking _, Phase.Busy _ -> false;
        };
    }

    // --- said ---

    private static Step<State> says(State state, Reason why) {
        return to(state, say(why));
    }

    private static Effect say(Reason why) {
        return new Say.Why(why);
    }

    private static Effect say(Notice notice) {
        return new Say.That(notice);
    }
}

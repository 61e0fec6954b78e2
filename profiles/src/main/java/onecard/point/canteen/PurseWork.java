package onecard.point.canteen;

import static onecard.point.canteen.Till.to;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Book;
import onecard.point.Effect.AtTill.Debit;
import onecard.point.Effect.AtTill.Open;
import onecard.point.Effect.AtTill.Say;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Input;
import onecard.point.Notice;
import onecard.point.Step;
import onecard.point.canteen.Phase.Armed;
import onecard.point.canteen.Phase.Beginning;
import onecard.point.canteen.Phase.Closing;
import onecard.point.canteen.Phase.Debiting;
import onecard.point.canteen.Phase.Opening;
import onecard.point.canteen.Phase.Paying;
import onecard.point.canteen.Phase.Torn;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;

/// A sale that the purse on a card pays: card and module agree on it before the intent is made
/// durable, the debit leaves after that, and only the card knows what became of one that was torn.
///
/// @param releasedAfter so long a torn sale keeps the till for its card; absent: until an operator
///     says so
record PurseWork(Till till, Optional<Duration> releasedAfter) {

    /// Nothing of it is recorded yet but the tap.
    Step<State> opens(State state, Paying paying) {
        return to(
                state.in(new Opening(state.phase(), paying, Optional.empty())),
                new Record(paying.tap()),
                new Open(paying.tap(), paying.sale()));
    }

    Step<State> heard(State state, Input.AtTill.OfPurse input, Moment now) {
        return switch (input) {
            case Input.AtTill.Opened(var sale) -> opened(state, sale);
            case Input.AtTill.NotOpened(var sale, var why) -> notOpened(state, sale, why);
            case Input.AtTill.Debited(var sale) -> debited(state, sale);
            case Input.AtTill.NotDebited(var sale, var why) -> notDebited(state, sale, why, now);
            case Input.AtTill.Torn(var sale) -> torn(state, sale, now);
            case Input.AtTill.Recovered(var sale) -> recovered(state, sale, now);
        };
    }

    private Step<State> opened(State state, Sale sale) {
        return state.phase() instanceof Opening(var from, var paying, var doomed) && paying.is(sale)
                ? doomed.map(why -> neverWas(state, from, paying, why))
                        .orElseGet(
                                () ->
                                        to(
                                                state.in(
                                                        new Beginning(
                                                                from,
                                                                paying.by(sale),
                                                                Optional.empty())),
                                                new Book(sale, paying.tap())))
                : to(state);
    }

    private Step<State> notOpened(State state, Sale sale, Reason why) {
        return state.phase() instanceof Opening(var from, var paying, var doomed) && paying.is(sale)
                ? neverWas(state, from, paying, doomed.orElse(why))
                : to(state);
    }

    private Step<State> neverWas(State state, Phase from, Paying paying, Reason why) {
        return Step.first(List.of(new Show(paying.tap(), why)), till.posts(state.in(from)));
    }

    /// The intent is durable: from here on the card may have paid.
    static Step<State> debits(State state, Phase from, Paying paying, Sale sale) {
        return to(state.in(new Debiting(from, paying)), new Debit(paying.tap(), sale));
    }

    private static Step<State> debited(State state, Sale sale) {
        return state.phase() instanceof Debiting(_, var paying) && paying.is(sale)
                ? closes(state, paying, sale)
                : to(state);
    }

    private static Step<State> closes(State state, Paying paying, Sale sale) {
        return to(
                state.in(new Closing(paying.by(sale))),
                new Book(sale.in(Sale.State.DONE), paying.tap()));
    }

    /// It is for sale again: nothing was taken.
    private Step<State> notDebited(State state, Sale sale, Reason why, Moment now) {
        return state.phase() instanceof Debiting(var from, var paying) && paying.is(sale)
                ? Step.first(
                        List.of(
                                new Show(paying.tap(), why),
                                new Book(sale.in(Sale.State.VOID), paying.tap())),
                        till.posts(state.in(again(from, now))))
                : to(state);
    }

    private Step<State> torn(State state, Sale sale, Moment now) {
        return state.phase() instanceof Debiting(var from, var paying) && paying.is(sale)
                ? keeps(state, from, paying, sale, now)
                : to(state);
    }

    /// Nobody knows, or the journal does not: the till waits for the one card that does.
    Step<State> keeps(State state, Phase from, Paying paying, Sale sale, Moment now) {
        var next = state.in(new Torn(from, paying, releasedAfter.map(now::plus)));
        return Step.first(
                List.of(
                        new Show(paying.tap(), Reason.TORN),
                        new Say.Why(Reason.TORN),
                        new Book(sale.in(Sale.State.UNKNOWN), paying.tap())),
                till.posts(next));
    }

    /// The card itself has told: it paid, or it did not and may still.
    private Step<State> recovered(State state, Sale sale, Moment now) {
        if (!(state.phase() instanceof Torn(var from, var paying, _)) || !paying.is(sale)) {
            return to(state);
        }
        if (sale.state() == Sale.State.DONE) {
            return closes(state, paying, sale);
        }
        List<Effect> told =
                List.of(
                        new Say.That(Notice.NOT_CHARGED),
                        new Book(sale.in(Sale.State.VOID), paying.tap()));
        return Step.first(told, till.posts(state.in(again(from, now))));
    }

    /// Somebody says that the card will not come back: it stays unknown, and others are served.
    Step<State> released(State state) {
        return till.rests(state, new Say.That(Notice.LEFT_OPEN));
    }

    /// What was keyed in is not forgotten for the time that this took.
    private static Phase again(Phase from, Moment now) {
        return from instanceof Armed(var price, var until, var by)
                ? new Armed(price, until.map(_ -> now.plus(Till.ARMED)), by)
                : from;
    }
}

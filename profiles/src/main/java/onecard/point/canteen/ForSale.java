package onecard.point.canteen;

import static onecard.point.canteen.Till.to;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Post;
import onecard.point.Effect.AtTill.Say;
import onecard.point.Effect.AtTill.Unpriced;
import onecard.point.Effects;
import onecard.point.Notice;
import onecard.point.Step;
import onecard.point.Tray;
import onecard.point.canteen.Phase.Armed;
import onecard.point.canteen.Phase.Asking;
import onecard.point.canteen.Phase.Beginning;
import onecard.point.canteen.Phase.Busy;
import onecard.point.canteen.Phase.Debiting;
import onecard.point.canteen.Phase.Idle;
import onecard.point.canteen.Phase.Opening;
import onecard.point.canteen.Phase.Torn;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;

/// What is for sale at a till: what stands there, what is keyed in, what lies there, and at which
/// prices.
final class ForSale {

    private static final Effect NO_PRICES = new Say.That(Notice.NO_PRICES);

    private final Till till;
    private final Counterwork work;
    private final PurseWork purse;

    ForSale(Till till, Counterwork work, PurseWork purse) {
        this.till = till;
        this.work = work;
        this.purse = purse;
    }

    Step<State> keyed(State state, long number, Moment now) {
        if (state.mode() instanceof Mode.Tray tray && !(state.phase() instanceof Asking)) {
            return state.prices().known()
                    ? lies(state, state.with(tray.keyed(state.plates(), number, state.raised())))
                    : to(state, NO_PRICES);
        }
        if (state.mode() instanceof Mode.Journey journey && !(state.phase() instanceof Asking)) {
            var by = state.prices();
            return priced(state, new Prices(journey.at(number), by.basis(), by.known()));
        }
        return switch (state.phase()) {
            case Idle() when !state.prices().known() -> to(state, NO_PRICES);
            case Idle() -> keyed(state, state.prices(), number, now);
            // What is keyed in together is of one list and one time.
            case Armed(_, _, var by) -> keyed(state, by, number, now);
            case Asking asking -> work.keyed(state, asking, number, now);
            case Torn _ when number == 0 -> purse.released(state);
            // What is paid for just now is not what was keyed in after it.
            case Busy _ -> to(state);
        };
    }

    private Step<State> keyed(State state, Prices by, long number, Moment now) {
        var price = by.mode().keyed(state.phase().asks(), number);
        return price.equals(state.phase().asks()) && price.equals(by.mode().standing())
                ? to(state)
                : till.posts(state.in(armed(price, by, now)));
    }

    private static Phase armed(Optional<Price> price, Prices by, Moment now) {
        return price.<Phase>map(some -> new Armed(some, Optional.of(now.plus(Till.ARMED)), by))
                .orElseGet(Idle::new);
    }

    static Phase rest(State state) {
        var prices = state.prices();
        var price =
                prices.mode() instanceof Mode.Tray tray
                        ? tray.price(state.plates(), state.raised())
                        : prices.mode().standing();
        return price.filter(_ -> prices.known())
                .<Phase>map(some -> new Armed(some, Optional.empty(), prices))
                .orElseGet(Idle::new);
    }

    /// From now on things cost that. What was keyed in keeps its price until it is sold or
    /// forgotten, and so does the sale in hand.
    Step<State> priced(State state, Prices prices) {
        var next = state.with(prices);
        if (next.equals(state)) {
            return to(state);
        }
        var step = lies(state, next);
        return state.prices().known() && !prices.known() ? Step.first(NO_PRICES, step) : step;
    }

    // --- plates ---

    Step<State> laid(State state, Tray next, Moment now) {
        return state.mode() instanceof Mode.Tray tray
                ? lies(state, state.with(state.plates().laid(next, tray.spent(), now.mono())))
                : to(state);
    }

    /// In training nothing is paid for.
    static Plates paid(State state, Sale sale, Moment now) {
        return state.mode() instanceof Mode.Tray tray && !sale.under().training()
                ? state.plates().paid(tray.spent(), now.mono())
                : state.plates().unsold();
    }

    /// What is for sale follows from what lies there, but never the sale in hand.
    Step<State> lies(State before, State state) {
        var rest = rest(state);
        var next =
                switch (state.phase()) {
                    case Idle(), Armed _ -> state.in(next(state.phase(), rest));
                    case Beginning(var from, var paying, var doomed) ->
                            state.in(new Beginning(next(from, rest), paying, doomed));
                    case Opening(var from, var paying, var doomed) ->
                            state.in(new Opening(next(from, rest), paying, doomed));
                    case Debiting(var from, var paying) ->
                            state.in(new Debiting(next(from, rest), paying));
                    case Torn(var from, var paying, var until) ->
                            state.in(new Torn(next(from, rest), paying, until));
                    case Asking _, Busy _ -> state;
                };
        var price = till.price(next);
        List<Effect> posted =
                price.equals(till.price(before)) ? List.of() : List.of(new Post(price));
        return to(next, Effects.all(posted, unpriced(before, next)));
    }

    /// What was keyed in is not what stands there, and goes on.
    private static Phase next(Phase from, Phase rest) {
        return from instanceof Armed(_, var until, _) && until.isPresent() ? from : rest;
    }

    static List<Effect> unpriced(State before, State next) {
        var tags = unpriced(next);
        return tags.equals(unpriced(before)) ? List.of() : List.of(new Unpriced(tags));
    }

    private static Set<String> unpriced(State state) {
        return state.mode() instanceof Mode.Tray tray && state.prices().known()
                ? tray.unpriced(state.plates(), state.raised())
                : Set.of();
    }
}

package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Basis;
import onecard.money.Cost;
import onecard.money.Cost.Per;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.PriceVersion;
import onecard.money.Tariff;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.canteen.Till.State;

/// What may happen at a till whose prices stand in a list that changes, and what must hold there
/// besides what must at any: what is for sale costs what the list says, or said when it was keyed
/// in, and names that version; and nothing is for sale without a list but what was keyed in before.
record PriceRules(Till till, boolean menu, TillRules sales)
        implements Rules<State, PriceRules.Book> {

    static final Tariff FIRST = tariff(1, 800, 300);
    static final Tariff DEARER = tariff(2, 900, 300);
    static final Tariff WITHOUT =
            new Tariff(new PriceVersion("dishes", 2), Map.of("3", cost(300), "lunch", cost(900)));

    PriceRules(Till till, boolean menu) {
        this(till, menu, new TillRules(till, false, Duration.ofMillis(300)));
    }

    private static Tariff tariff(long version, long dish, long other) {
        return new Tariff(
                new PriceVersion("dishes", version),
                Map.of("2", cost(dish), "3", cost(other), "lunch", cost(dish)));
    }

    private static Cost cost(long fen) {
        return new Cost(new Fen(fen), Per.PIECE);
    }

    /// What the page says so far.
    ///
    /// @param sales as at any till
    /// @param told of the list last
    /// @param keyed what was keyed in, by what the list said at the first of it
    record Book(TillRules.Book sales, Optional<Tariff> told, Optional<Keyed> keyed) {}

    record Keyed(Tariff by, Fen sum) {}

    @Override
    public Book ledger() {
        return new Book(sales.ledger(), Optional.empty(), Optional.empty());
    }

    private static At<State, TillRules.Book> sales(At<State, Book> at) {
        return new At<>(at.state(), at.ledger().sales(), at.now(), at.wake(), at.taken());
    }

    @Override
    public List<Move> moves(At<State, Book> at) {
        var moves = new ArrayList<>(sales.moves(sales(at)));
        for (var number : List.of(2L, 3L)) {
            moves.add(Move.of(at.now(), new Input.AtTill.Keyed(number)));
        }
        for (var tariff : List.of(FIRST, DEARER, WITHOUT)) {
            moves.add(Move.of(at.now(), new Input.AtTill.Priced(Optional.of(tariff))));
        }
        moves.add(Move.of(at.now(), new Input.AtTill.Priced(Optional.empty())));
        return moves;
    }

    @Override
    public Book after(At<State, Book> from, Move move, Step<State> step) {
        var before = from.ledger();
        var told = before.told();
        if (move.input().isPresent()
                && move.input().get() instanceof Input.AtTill.Priced(var tariff)) {
            told = tariff;
            saysWhyNothingIsSold(before, tariff, step);
        }
        var next = step.next();
        var keyed = menu ? keyed(before, move, next) : Optional.<Keyed>empty();
        var price = till.price(next);
        if (menu) {
            unless(
                    price.equals(
                            keyed.filter(_ -> next.phase() instanceof Phase.Armed)
                                    .map(it -> new Price.Amount(it.sum()))),
                    "what was keyed in costs what the list said then");
            unless(
                    price.isEmpty()
                            || till.basis(next)
                                    .equals(Basis.NONE.with(keyed.orElseThrow().by().version())),
                    "and names that version");
        } else if (price.isPresent()) {
            unless(
                    price.equals(Optional.of(meals(told.orElseThrow()))),
                    "what is for sale costs what the list says");
            unless(
                    till.basis(next).equals(Basis.NONE.with(told.get().version())),
                    "and names its version");
        }
        unless(
                (till.notForSale(next) == Reason.STALE_LIST) == told.isEmpty(),
                "it is known why nothing is");
        return new Book(sales.after(sales(from), move, step), told, keyed);
    }

    private static void saysWhyNothingIsSold(
            Book before, Optional<Tariff> tariff, Step<State> step) {
        boolean says = step.effects().stream().anyMatch(Effect.AtTill.Say.class::isInstance);
        unless(
                says == (before.told().isPresent() && tariff.isEmpty()),
                "that nothing is sold any more is said, once");
    }

    private static Price meals(Tariff tariff) {
        var fen = new HashMap<String, Fen>();
        Optional.ofNullable(tariff.costs().get("lunch"))
                .ifPresent(cost -> fen.put("lunch", cost.fen()));
        return new Price.OfMeal(fen);
    }

    /// By the state alone nobody could tell when it began.
    private Optional<Keyed> keyed(Book before, Move move, State next) {
        if (!(next.phase() instanceof Phase.Armed)) {
            // While one pays it waits behind; it is back where that sale never was.
            return next.phase() instanceof Phase.Beginning ? before.keyed() : Optional.empty();
        }
        return move.input().isPresent()
                        && move.input().get() instanceof Input.AtTill.Keyed(var number)
                ? added(before, number)
                : before.keyed();
    }

    private static Optional<Keyed> added(Book before, long number) {
        var by = before.keyed().map(Keyed::by).or(before::told);
        var cost = by.flatMap(it -> Optional.ofNullable(it.costs().get(Long.toString(number))));
        return cost.isEmpty()
                ? before.keyed()
                : Optional.of(
                        new Keyed(
                                by.get(),
                                before.keyed()
                                        .map(Keyed::sum)
                                        .orElse(Fen.ZERO)
                                        .plus(cost.get().fen())));
    }

    @Override
    public Optional<Move> homeward(At<State, Book> at) {
        return sales.homeward(sales(at));
    }
}

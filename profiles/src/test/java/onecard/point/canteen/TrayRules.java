package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.money.Fen;
import onecard.money.Plate;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.Tray;
import onecard.point.canteen.Till.State;
import onecard.time.Mono;

/// What may happen at a till whose plates lie on an antenna, and what must hold there besides what
/// must at any till: what is for sale is what lies there and nobody has paid for, each plate once,
/// and nothing where one of them is not known.
record TrayRules(Till till, TillRules sales) implements Rules<State, TrayRules.Book> {

    static final long RICE = 2;
    static final long SOUP = 3;
    static final Duration SPENT = Duration.ofMinutes(10);

    private static final Map<Long, Fen> PRICES = Map.of(RICE, new Fen(200), SOUP, new Fen(350));

    /// Tags that begin with A are rice; of the one that begins with F nobody knows anything.
    static final Mode.Tray TRAY =
            new Mode.Tray("antenna", new Crockery(PRICES, Map.of("A", RICE)), SPENT);

    private static final List<Tray> TRAYS =
            List.of(
                    new Tray.Empty(),
                    new Tray.Unstable(),
                    new Tray.Stable(Set.of("A1")),
                    new Tray.Stable(Set.of("FF")),
                    new Tray.Stable(Set.of("A1", "FF")));

    TrayRules(Till till) {
        this(till, new TillRules(till, false, Duration.ofMillis(300)));
    }

    /// What the page says of the plates so far.
    ///
    /// @param sales as at any till
    /// @param tray what lies there, as told last
    /// @param begun it was empty once
    /// @param lost nobody can tell
    /// @param keyed the dish that the operator said is on FF
    /// @param paying tags of the sale in hand
    /// @param spent tags that were paid for, and until when
    /// @param told tags that the operator was told of
    record Book(
            TillRules.Book sales,
            Tray tray,
            boolean begun,
            boolean lost,
            Optional<Long> keyed,
            Set<String> paying,
            Map<String, Mono> spent,
            Set<String> told) {

        private Set<String> lying() {
            return tray instanceof Tray.Stable(var tags) ? tags : Set.of();
        }

        private Set<String> toPayFor() {
            return lost || !begun
                    ? Set.of()
                    : lying().stream()
                            .filter(tag -> !spent.containsKey(tag))
                            .collect(Collectors.toUnmodifiableSet());
        }

        private Optional<Fen> price(String tag) {
            return Optional.ofNullable(
                    PRICES.get(tag.startsWith("A") ? Long.valueOf(RICE) : keyed.orElse(0L)));
        }

        Optional<Fen> price() {
            var prices = toPayFor().stream().map(this::price).toList();
            return prices.isEmpty() || prices.stream().anyMatch(Optional::isEmpty)
                    ? Optional.empty()
                    : Optional.of(prices.stream().map(Optional::get).reduce(Fen.ZERO, Fen::plus));
        }

        Set<String> unpriced() {
            return toPayFor().stream()
                    .filter(tag -> price(tag).isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    @Override
    public Book ledger() {
        var begun = till.initial().plates().begun();
        return new Book(
                sales.ledger(),
                begun ? new Tray.Empty() : new Tray.Unstable(),
                begun,
                false,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Set.of());
    }

    // --- what may happen ---

    /// Plates may come back as soon as they are spent no more, and just before.
    @Override
    public List<Move> moves(At<State, Book> at) {
        var moves = new ArrayList<Move>();
        for (var move : sales.moves(ofSales(at))) {
            if (move.input().filter(TrayRules::isNoneHere).isEmpty()) {
                moves.add(move);
            }
        }
        for (var tray : TRAYS) {
            var laid = new Input.AtTill.Laid(tray);
            moves.add(Move.of(at.now(), laid));
            at.ledger().spent().values().stream()
                    .sorted()
                    .findFirst()
                    .filter(until -> !at.now().reached(until))
                    .ifPresent(
                            until -> {
                                moves.add(Move.of(until.minus(Duration.ofMillis(1)), laid));
                                moves.add(Move.of(until, laid));
                            });
        }
        moves.add(Move.of(at.now(), new Input.AtTill.Keyed(SOUP)));
        var name = TRAY.antenna();
        moves.add(
                Move.of(
                        at.now(),
                        at.ledger().lost()
                                ? new Input.ReaderBack(name)
                                : new Input.ReaderLost(name)));
        // Nobody is sold what is not for sale: the loop asks first.
        till.price(at.state())
                .filter(Price.Plates.class::isInstance)
                .map(Price.Plates.class::cast)
                .map(price -> TillRules.sale(at.ledger().sales().sales() + 1, price.sum()))
                .ifPresent(
                        sale ->
                                moves.add(
                                        Move.of(
                                                at.now(),
                                                new Input.AtTill.Sold(
                                                        at.fresh(), sale, Optional.empty()))));
        return moves;
    }

    private static boolean isNoneHere(Input input) {
        return input instanceof Input.AtTill.Sold
                || input instanceof Input.AtTill.Keyed(var number) && number > 1
                || input instanceof Input.Free
                || input instanceof Input.Granted;
    }

    private static At<State, TillRules.Book> ofSales(At<State, Book> at) {
        return new At<>(at.state(), at.ledger().sales(), at.now(), at.wake(), at.taken());
    }

    // --- what must hold ---

    @Override
    public Book after(At<State, Book> from, Move move, Step<State> step) {
        var book = from.ledger();
        var tray = book.tray();
        boolean begun = book.begun();
        boolean lost = book.lost();
        var keyed = book.keyed();
        var paying = book.paying();
        var spent = new HashMap<>(book.spent());
        var told = book.told();
        if (move.input().isPresent()) {
            switch (move.input().get()) {
                case Input.AtTill.Laid(var next) -> {
                    book.lying()
                            .forEach(
                                    tag ->
                                            spent.computeIfPresent(
                                                    tag, (_, _) -> move.at().plus(SPENT)));
                    spent.values().removeIf(move.at()::reached);
                    tray = next;
                    begun |= next instanceof Tray.Empty;
                    keyed = next.equals(TRAYS.get(0)) || isWithout(next) ? Optional.empty() : keyed;
                }
                case Input.AtTill.Keyed(var number) when number == 0 ->
                        keyed = lost ? keyed : Optional.empty();
                case Input.AtTill.Keyed(var number) when PRICES.containsKey(number) ->
                        keyed = book.unpriced().isEmpty() ? keyed : Optional.of(number);
                case Input.AtTill.Sold(_, var sale, _) -> {
                    paying = new HashSet<>(book.toPayFor());
                    unless(
                            book.price().equals(Optional.of(sale.amount())),
                            "who pays, pays for what lies there and was not paid for");
                }
                case Input.AtTill.NotBooked(var sale, _) when isInHand(book, sale) ->
                        paying = Set.of();
                case Input.ReaderLost(var reader) -> lost |= reader.equals(TRAY.antenna());
                case Input.ReaderBack(var reader) -> lost &= !reader.equals(TRAY.antenna());
                default -> {}
            }
        }
        for (var effect : step.effects()) {
            if (effect instanceof Effect.AtTill.Tell) {
                paying.forEach(tag -> spent.put(tag, move.at().plus(SPENT)));
                paying = Set.of();
            }
            if (effect instanceof Effect.AtTill.Unpriced(var tags)) {
                told = tags;
            }
        }
        var sold = sales.after(ofSales(from), move, step);
        var next = new Book(sold, tray, begun, lost, keyed, paying, spent, told);
        unless(told.equals(next.unpriced()), "the operator knows what has no price");
        if (sold.owed().stream().allMatch(it -> it.sale().state() == Sale.State.VOID)) {
            unless(
                    till.price(step.next()).map(TrayRules::sum).equals(next.price()),
                    "what lies there and was not paid for is for sale, if all of it is known");
            unless(
                    till.price(step.next())
                            .map(TrayRules::tags)
                            .filter(tags -> !tags.equals(next.toPayFor()))
                            .isEmpty(),
                    "each plate once");
        }
        return next;
    }

    private static boolean isWithout(Tray tray) {
        return tray instanceof Tray.Stable(var tags) && !tags.contains("FF");
    }

    private static boolean isInHand(Book book, Sale sale) {
        return sale.state() != Sale.State.VOID
                && book.sales().owed().stream().anyMatch(it -> it.sale().equals(sale));
    }

    private static Fen sum(Price price) {
        return ((Price.Plates) price).sum();
    }

    private static Set<String> tags(Price price) {
        return ((Price.Plates) price)
                .plates().stream().map(Plate::tag).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Move> homeward(At<State, Book> at) {
        return sales.homeward(ofSales(at));
    }
}

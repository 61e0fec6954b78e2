package onecard.money;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.access.Token;

/// What this device has sold: the journal's sales folded, by person. Immutable; the same records in
/// the same order give the same ledger, live or at a start.
public final class Ledger {

    /// Sales remembered at once: a week of a terminal's noon peaks. With more, and none old enough
    /// to be forgotten, nothing is sold: to forget one would be to give its money out twice.
    public static final int SALES_MAX = 16_384;

    /// A sale is forgotten when its business date lies so far back and the host holds it: the
    /// balances of the day then have it, and nothing of it is given back at a terminal any more.
    public static final int DAYS_KEPT = 7;

    public static final Ledger EMPTY =
            new Ledger(Map.of(), Map.of(), Map.of(), Epochs.NONE, Optional.empty());

    private final Map<Token, List<Line>> tabs;
    private final Map<SaleId, Token> diners;
    private final Map<String, Long> last;
    private final Epochs epochs;
    private final Optional<Place> held;

    private Ledger(
            Map<Token, List<Line>> tabs,
            Map<SaleId, Token> diners,
            Map<String, Long> last,
            Epochs epochs,
            Optional<Place> held) {
        this.tabs = tabs;
        this.diners = diners;
        this.last = last;
        this.epochs = epochs;
        this.held = held;
    }

    /// All that is in it, but for what the host holds, which is told anew at each start.
    ///
    /// @param lines by terminal and number
    /// @param last numbers given, by terminal
    /// @param epochs of the journal, in their order
    public record Kept(List<Line> lines, Map<String, Long> last, List<String> epochs) {
        public Kept {
            lines = List.copyOf(lines);
            last = Map.copyOf(last);
            epochs = List.copyOf(epochs);
        }
    }

    /// The ledger that [#kept] was asked of.
    public static Ledger of(Kept kept) {
        var tabs = new HashMap<Token, List<Line>>();
        var diners = new HashMap<SaleId, Token>();
        for (var line : kept.lines()) {
            tabs.computeIfAbsent(line.sale().diner(), _ -> new ArrayList<>()).add(line);
            diners.put(line.sale().id(), line.sale().diner());
        }
        return new Ledger(tabs, diners, kept.last(), new Epochs(kept.epochs()), Optional.empty());
    }

    public Kept kept() {
        var order =
                Comparator.comparing((Line line) -> line.sale().id().point())
                        .thenComparing(line -> line.sale().id().number());
        return new Kept(lines().sorted(order).toList(), last, epochs.known());
    }

    // --- what happened ---

    /// A sale was begun, or came a step further.
    ///
    /// @param where the record of it stands; absent while that is on its way
    public Ledger after(Sale sale, Optional<Place> where) {
        if (!diners.containsKey(sale.id())) {
            return begun(sale).after(sale, where);
        }
        return changed(sale.id(), where, line -> line.then(sale.state(), where));
    }

    /// Some of a sale was given back.
    public Ledger refunded(SaleId sale, Legs legs, Optional<Place> where) {
        return changed(sale, where, line -> line.refunded(legs, where));
    }

    /// The host holds every record up to there.
    public Ledger held(Place upTo) {
        return new Ledger(tabs, diners, last, epochs.with(upTo.epoch()), Optional.of(upTo));
    }

    /// The journal will not hold that beginning, so it never was, and its number is free again.
    public Ledger never(SaleId sale) {
        var diner = diners.get(sale);
        if (diner == null) {
            return this;
        }
        var tabs = new HashMap<>(this.tabs);
        tabs.computeIfPresent(
                diner,
                (_, lines) -> {
                    var others = lines.stream().filter(it -> !it.sale().id().equals(sale)).toList();
                    return others.isEmpty() ? null : others;
                });
        var diners = new HashMap<>(this.diners);
        diners.remove(sale);
        var last = new HashMap<>(this.last);
        last.replace(sale.point(), sale.number(), sale.number() - 1);
        return new Ledger(tabs, diners, last, epochs, held);
    }

    private Ledger begun(Sale sale) {
        var tabs = new HashMap<>(this.tabs);
        var lines = new ArrayList<>(tabs.getOrDefault(sale.diner(), List.of()));
        lines.add(Line.of(sale.in(Sale.State.PENDING)));
        tabs.put(sale.diner(), List.copyOf(lines));
        var diners = new HashMap<>(this.diners);
        diners.put(sale.id(), sale.diner());
        var last = new HashMap<>(this.last);
        last.merge(sale.id().point(), sale.id().number(), Math::max);
        return new Ledger(tabs, diners, last, epochs, held)
                .without(sale.serving().businessDate().minusDays(DAYS_KEPT));
    }

    private Ledger changed(SaleId id, Optional<Place> where, UnaryOperator<Line> change) {
        var diner = diners.get(id);
        if (diner == null) {
            return this;
        }
        var next = new HashMap<>(tabs);
        next.computeIfPresent(
                diner,
                (_, lines) ->
                        lines.stream()
                                .map(
                                        line ->
                                                line.sale().id().equals(id)
                                                        ? change.apply(line)
                                                        : line)
                                .toList());
        var known = where.map(place -> epochs.with(place.epoch())).orElse(epochs);
        return new Ledger(next, diners, last, known, held);
    }

    private Ledger without(LocalDate before) {
        if (diners.size() < SALES_MAX) {
            return this;
        }
        var kept = new HashMap<Token, List<Line>>();
        var names = new HashMap<SaleId, Token>();
        tabs.forEach(
                (diner, lines) -> {
                    var young = lines.stream().filter(line -> !isOld(line, before)).toList();
                    if (!young.isEmpty()) {
                        kept.put(diner, young);
                        young.forEach(line -> names.put(line.sale().id(), diner));
                    }
                });
        return new Ledger(kept, names, last, epochs, held);
    }

    private boolean isOld(Line line, LocalDate before) {
        boolean over =
                switch (line.sale().state()) {
                    case DONE -> line.isWhollyIn(held, epochs);
                    case VOID -> line.backs().isEmpty() || line.isWhollyIn(held, epochs);
                    case PENDING, UNKNOWN -> false;
                };
        return over && line.sale().serving().businessDate().isBefore(before);
    }

    // --- what it says ---

    Tab tab(Token diner) {
        return new Tab(tabs.getOrDefault(diner, List.of()), epochs);
    }

    /// The name of the next sale there.
    SaleId next(String point) {
        return new SaleId(point, last.getOrDefault(point, 0L) + 1);
    }

    /// What that terminal has sold and the host does not hold.
    Fen exposure(String point) {
        return lines().filter(line -> line.sale().id().point().equals(point))
                .filter(line -> !line.isIn(held, epochs))
                .map(Line::net)
                .reduce(Fen.ZERO, Fen::plus);
    }

    boolean hasRoom(LocalDate today) {
        return diners.size() < SALES_MAX
                || without(today.minusDays(DAYS_KEPT)).diners.size() < SALES_MAX;
    }

    /// A sale that is remembered.
    public Optional<Line> line(SaleId sale) {
        return Optional.ofNullable(diners.get(sale)).stream()
                .flatMap(diner -> tabs.getOrDefault(diner, List.of()).stream())
                .filter(line -> line.sale().id().equals(sale))
                .findFirst();
    }

    /// Sales that were meant, and of which no end is known: nothing was debited for them.
    public List<Sale> unfinished() {
        return lines().map(Line::sale).filter(sale -> sale.state() == Sale.State.PENDING).toList();
    }

    private Stream<Line> lines() {
        return tabs.values().stream().flatMap(List::stream);
    }
}

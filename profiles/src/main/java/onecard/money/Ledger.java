package onecard.money;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.maps.PersistentMap;

/// What this device has sold: the journal's sales folded, by person. Immutable; the same records in
/// the same order give the same ledger, live or at a start.
public final class Ledger {

    /// Sales remembered at once, of all terminals of the device: a week of two that are busy all
    /// day. With more, and none old enough to be forgotten, nothing is sold: to forget one would be
    /// to give its money out twice.
    public static final int SALES_MAX = 16_384;

    /// So often, in sales remembered, what may be forgotten is looked for: long before there is no
    /// room, since a board keeps the books twice and its snapshots read and write them whole; and
    /// seldom, since to look takes as long as some sales.
    static final int LOOKED_EACH = 1_024;

    /// A sale is forgotten when its business date lies so far back, and the time of the order that
    /// it handed out, and the host holds it: the balances of the day then have it, and nothing of
    /// it is given back at a terminal any more.
    public static final int DAYS_KEPT = 7;

    public static final Ledger EMPTY =
            new Ledger(
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    Exposure.NONE,
                    Turnover.NONE,
                    Map.of(),
                    Batches.NONE,
                    Epochs.NONE,
                    Optional.empty(),
                    Map.of());

    private final PersistentMap<Token, List<Line>> tabs;
    private final PersistentMap<SaleId, Token> diners;
    private final PersistentMap<Token, Set<SaleId>> orders; // that were handed out
    private final Exposure exposure;
    private final Turnover turnover;
    private final Map<String, Long> last;
    private final Batches batches;
    private final Epochs epochs;
    private final Optional<Place> held;
    private final Map<SaleId, Token> torn; // unknown, by the purse that may have paid; few

    private Ledger(
            PersistentMap<Token, List<Line>> tabs,
            PersistentMap<SaleId, Token> diners,
            PersistentMap<Token, Set<SaleId>> orders,
            Exposure exposure,
            Turnover turnover,
            Map<String, Long> last,
            Batches batches,
            Epochs epochs,
            Optional<Place> held,
            Map<SaleId, Token> torn) {
        this.tabs = tabs;
        this.diners = diners;
        this.orders = orders;
        this.exposure = exposure;
        this.turnover = turnover;
        this.last = last;
        this.batches = batches;
        this.epochs = epochs;
        this.held = held;
        this.torn = torn;
    }

    /// All that is in it, but for what the host holds, which is told anew at each start.
    ///
    /// @param lines by terminal and number
    /// @param last numbers given, by terminal
    /// @param batches that are not settled
    /// @param epochs of the journal, in their order
    public record Kept(
            List<Line> lines, Map<String, Long> last, Batches batches, List<String> epochs) {
        public Kept {
            lines = List.copyOf(lines);
            last = Map.copyOf(last);
            epochs = List.copyOf(epochs);
        }
    }

    /// The ledger that [#kept] was asked of.
    public static Ledger of(Kept kept) {
        var ledger = EMPTY.with(new Epochs(kept.epochs())).with(kept.last());
        for (var line : kept.lines()) {
            ledger = ledger.with(line);
        }
        return ledger.with(kept.batches());
    }

    public Kept kept() {
        var order =
                Comparator.comparing((Line line) -> line.sale().id().point())
                        .thenComparing(line -> line.sale().id().number());
        return new Kept(lines().sorted(order).toList(), last, batches, epochs.known());
    }

    /// With the epochs in the order in which the journal has them; those that it does not know any
    /// more are older.
    public Ledger inOrder(List<String> journal) {
        var older = epochs.known().stream().filter(epoch -> !journal.contains(epoch));
        return with(new Epochs(Stream.concat(older, journal.stream()).toList()));
    }

    // --- what happened ---

    /// A sale was begun, or came a step further.
    ///
    /// @param where the record of it stands; absent while that is on its way
    public Ledger after(Sale sale, Optional<Place> where) {
        var known = line(sale.id()).isPresent() ? this : begun(sale);
        var next = known.changed(sale.id(), where, line -> line.then(sale.state(), where));
        return next.with(next.batches.moved(known.state(sale.id()), next.state(sale.id()), sale));
    }

    /// Some of a sale was given back.
    ///
    /// @param where the record of it stands; absent while that is on its way
    public Ledger refunded(Refund refund, Optional<Place> where) {
        var next = changed(refund.of(), where, line -> line.refunded(refund, where));
        boolean more = next.backs(refund.of()) > backs(refund.of());
        return more || isOfForgotten(refund)
                ? next.numbered(refund.id()).with(next.batches.refunded(refund))
                : next;
    }

    /// Its sale is known no more; that it is given back is, if it is new.
    private boolean isOfForgotten(Refund refund) {
        var id = refund.id();
        return line(refund.of()).isEmpty() && id.number() > last.getOrDefault(id.point(), 0L);
    }

    /// More was drawn for a sale.
    public Ledger read(Reading reading) {
        return line(reading.sale()).map(line -> with(line.read(reading.drawn()))).orElse(this);
    }

    /// Nothing more is sold in the batch that is open there.
    public Ledger ended(String point) {
        return with(batches.ended(point));
    }

    /// A batch is settled, once.
    public Ledger settled(Settlement settled) {
        return with(batches.settled(settled));
    }

    /// The host holds every record up to there; what it was said to hold before stays held.
    public Ledger held(Place upTo) {
        var known = epochs.with(upTo.epoch());
        if (held.filter(before -> known.reaches(before, upTo)).isPresent()) {
            return this;
        }
        var now = Optional.of(upTo);
        var next = exposure;
        for (var sale : exposure.sales()) {
            next =
                    line(sale).filter(it -> it.isIn(now, known)).isPresent()
                            ? next.without(sale)
                            : next;
        }
        return new Ledger(tabs, diners, orders, next, turnover, last, batches, known, now, torn);
    }

    /// The journal will not hold that beginning, so it never was, and its number is free again.
    public Ledger never(SaleId sale) {
        var numbers = new HashMap<>(last);
        if (sale.number() == 1) {
            numbers.remove(sale.point(), 1L); // a till that gave none out is not known
        } else {
            numbers.replace(sale.point(), sale.number(), sale.number() - 1);
        }
        return line(sale).map(it -> without(it).with(numbers).without(it.sale())).orElse(this);
    }

    /// Nor was the batch that it began, where no other sale is in it.
    private Ledger without(Sale never) {
        boolean alone = lines().map(Line::sale).noneMatch(other -> isInBatchOf(never, other));
        return alone ? with(batches.never(never)) : this;
    }

    private static boolean isInBatchOf(Sale one, Sale other) {
        return other.id().point().equals(one.id().point())
                && other.under().batch() == one.under().batch();
    }

    private Ledger begun(Sale sale) {
        return withRoom(sale.serving().businessDate())
                .with(Line.of(sale.in(Sale.State.PENDING)))
                .numbered(sale.id())
                .with(batches.begun(sale));
    }

    private Ledger numbered(SaleId name) {
        var numbers = new HashMap<>(last);
        numbers.merge(name.point(), name.number(), Math::max);
        return with(numbers);
    }

    private Optional<Sale.State> state(SaleId sale) {
        return line(sale).map(line -> line.sale().state());
    }

    private int backs(SaleId sale) {
        return line(sale).map(line -> line.backs().size()).orElse(0);
    }

    private Ledger changed(SaleId sale, Optional<Place> where, UnaryOperator<Line> change) {
        var known = where.map(place -> with(epochs.with(place.epoch()))).orElse(this);
        return line(sale).map(line -> known.with(change.apply(line))).orElse(this);
    }

    private Ledger withRoom(LocalDate today) {
        if (diners.size() < SALES_MAX && diners.size() % LOOKED_EACH > 0) {
            return this;
        }
        var before = today.minusDays(DAYS_KEPT);
        var less = this;
        for (var old : lines().filter(line -> isOld(line, before)).toList()) {
            less = less.without(old);
        }
        return less;
    }

    private boolean isOld(Line line, LocalDate before) {
        boolean over =
                switch (line.sale().state()) {
                    case DONE -> line.isWhollyIn(held, epochs);
                    case VOID -> line.backs().isEmpty() || line.isWhollyIn(held, epochs);
                    case PENDING, UNKNOWN -> false;
                };
        return over && lastDate(line.sale()).isBefore(before);
    }

    /// Until then it may matter that an order was handed out.
    private static LocalDate lastDate(Sale sale) {
        var served = sale.serving().businessDate();
        return sale.basis()
                .order()
                .map(order -> LocalDate.ofInstant(order.until(), ZoneOffset.UTC))
                .filter(served::isBefore)
                .orElse(served);
    }

    /// In the place of the one of that name.
    private Ledger with(Line line) {
        var sale = line.sale();
        var lines = new ArrayList<>(tabs.getOrDefault(sale.diner(), List.of()));
        int place = indexOf(lines, sale.id());
        if (place < 0) {
            lines.add(line);
        } else {
            lines.set(place, line);
        }
        return new Ledger(
                tabs.with(sale.diner(), List.copyOf(lines)),
                diners.with(sale.id(), sale.diner()),
                handedOut(sale, sale.counts()),
                line.isIn(held, epochs) ? exposure.without(sale.id()) : exposure.with(line),
                counted(line),
                last,
                batches,
                epochs,
                held,
                tornWith(sale));
    }

    private Turnover counted(Line line) {
        var before = line(line.sale().id()).map(turnover::without).orElse(turnover);
        return before.with(line);
    }

    private Map<SaleId, Token> tornWith(Sale sale) {
        var purse = sale.basis().purse();
        boolean open = purse.isPresent() && sale.state() == Sale.State.UNKNOWN;
        if (open == torn.containsKey(sale.id())) {
            return torn;
        }
        var next = new HashMap<>(torn);
        if (open) {
            next.put(sale.id(), purse.get().card());
        } else {
            next.remove(sale.id());
        }
        return Map.copyOf(next);
    }

    private Ledger without(Line line) {
        var sale = line.sale();
        var others = new ArrayList<>(tabs.getOrDefault(sale.diner(), List.of()));
        others.remove(indexOf(others, sale.id()));
        return new Ledger(
                others.isEmpty() ? tabs.without(sale.diner()) : tabs.with(sale.diner(), others),
                diners.without(sale.id()),
                handedOut(sale, false),
                exposure.without(sale.id()),
                turnover.without(line),
                last,
                batches,
                epochs,
                held,
                torn); // what is unknown is not forgotten
    }

    /// The orders that sales handed out, as it is when that one did, or did not.
    private PersistentMap<Token, Set<SaleId>> handedOut(Sale sale, boolean did) {
        var order = sale.basis().order().map(Pickup::order);
        if (order.isEmpty()) {
            return orders;
        }
        var sales = new HashSet<>(orders.getOrDefault(order.get(), Set.of()));
        boolean changed = did ? sales.add(sale.id()) : sales.remove(sale.id());
        if (!changed) {
            return orders;
        }
        return sales.isEmpty()
                ? orders.without(order.get())
                : orders.with(order.get(), Set.copyOf(sales));
    }

    private static int indexOf(List<Line> lines, SaleId sale) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).sale().id().equals(sale)) {
                return i;
            }
        }
        return -1;
    }

    private Ledger with(Map<String, Long> numbers) {
        return new Ledger(
                tabs,
                diners,
                orders,
                exposure,
                turnover,
                Map.copyOf(numbers),
                batches,
                epochs,
                held,
                torn);
    }

    private Ledger with(Epochs known) {
        return new Ledger(
                tabs, diners, orders, exposure, turnover, last, batches, known, held, torn);
    }

    private Ledger with(Batches next) {
        return new Ledger(tabs, diners, orders, exposure, turnover, last, next, epochs, held, torn);
    }

    // --- whose it is ---

    /// Somebody is here whose tokens are others now: what they bought, which orders they had, and
    /// what a purse of theirs may have paid is theirs under the present ones. Amounts, numbers and
    /// batches stay as they are.
    public Ledger renamed(Renamed renamed) {
        var next = this;
        for (var line : linesOf(renamed)) {
            next = next.without(line).withoutTorn(line).with(line.renamed(renamed));
        }
        return next;
    }

    private List<Line> linesOf(Renamed renamed) {
        var found = new ArrayList<Line>();
        for (var was : renamed.present().keySet()) {
            found.addAll(tabs.getOrDefault(was, List.of()));
            orders.getOrDefault(was, Set.of()).forEach(it -> line(it).ifPresent(found::add));
            unknown(was).forEach(sale -> line(sale.id()).ifPresent(found::add));
        }
        return found.stream().distinct().toList();
    }

    private Ledger withoutTorn(Line line) {
        var next = new HashMap<>(torn);
        next.remove(line.sale().id());
        return next.size() == torn.size()
                ? this
                : new Ledger(
                        tabs,
                        diners,
                        orders,
                        exposure,
                        turnover,
                        last,
                        batches,
                        epochs,
                        held,
                        Map.copyOf(next));
    }

    // --- what it says ---

    Tab tab(Token diner) {
        return new Tab(tabs.getOrDefault(diner, List.of()), epochs);
    }

    /// The name of the next sale there.
    SaleId next(String point) {
        return new SaleId(point, last.getOrDefault(point, 0L) + 1);
    }

    /// What is sold there now, or given back, is accounted under that.
    Under under(String point, LocalDate businessDate, Staff staff) {
        return new Under(batches.next(point, businessDate, staff.shift()), staff);
    }

    /// The settlements that are due there: of batches in which nothing more is sold.
    public List<Settlement> due(String point, Instant now) {
        return batches.of(point).stream()
                .filter(Batch::over)
                .map(batch -> settlement(point, batch, now))
                .toList();
    }

    /// What a settlement would say now; empty if there is nothing to settle.
    public Optional<Settlement> running(String point, Instant now) {
        return batches.current(point).map(batch -> settlement(point, batch, now));
    }

    private Settlement settlement(String point, Batch batch, Instant now) {
        return new Settlement(point, batch, unknown(point, batch.number()), now);
    }

    private List<SaleId> unknown(String point, long batch) {
        return lines().map(Line::sale)
                .filter(sale -> sale.state() == Sale.State.UNKNOWN)
                .filter(sale -> sale.id().point().equals(point) && sale.under().batch() == batch)
                .map(Sale::id)
                .sorted(Comparator.comparing(SaleId::number))
                .toList();
    }

    /// What is sold and not settled.
    public Batches batches() {
        return batches;
    }

    /// Which sign-in at that terminal the next one is.
    public long nextShift(String point) {
        return batches.lastShift(point) + 1;
    }

    /// What that terminal has sold and the host does not hold.
    Fen exposure(String point) {
        return exposure.of(point);
    }

    /// What each terminal has sold.
    Turnover turnover() {
        return turnover;
    }

    /// Whether a sale of this device handed that order out, or is about to, and was not taken back.
    public boolean isHandedOut(Token order) {
        return orders.containsKey(order);
    }

    boolean hasRoom(LocalDate today) {
        return withRoom(today).diners.size() < SALES_MAX;
    }

    /// A sale that is remembered.
    public Optional<Line> line(SaleId sale) {
        return Optional.ofNullable(diners.get(sale))
                .map(tabs::get)
                .map(lines -> lines.get(indexOf(lines, sale)));
    }

    /// The last sale there that is done.
    public Optional<Sale> lastDone(String point) {
        return lines().map(Line::sale)
                .filter(sale -> sale.id().point().equals(point))
                .filter(sale -> sale.state() == Sale.State.DONE)
                .max(Comparator.comparing(sale -> sale.id().number()));
    }

    /// Sales at that terminal that somebody draws for, as far as the books say, the oldest first.
    public List<Line> drawing(String point) {
        return drawing().stream().filter(line -> line.sale().id().point().equals(point)).toList();
    }

    /// The same of all terminals, one after the other.
    public List<Line> drawing() {
        return lines().filter(Line::isDrawing)
                .sorted(
                        Comparator.comparing((Line line) -> line.sale().id().point())
                                .thenComparing(line -> line.sale().id().number()))
                .toList();
    }

    /// Sales of which nobody knows whether that purse paid them, the oldest of each terminal first.
    /// Nothing is sold to it before it was asked.
    public List<Sale> unknown(Token purse) {
        return torn.entrySet().stream()
                .filter(it -> it.getValue().equals(purse))
                .map(it -> line(it.getKey()).orElseThrow().sale())
                .sorted(
                        Comparator.comparing((Sale sale) -> sale.id().point())
                                .thenComparing(sale -> sale.id().number()))
                .toList();
    }

    /// A sale that was unknown and is known to be done now counts in its batch while that is open,
    /// and else in the one that is; where none is, in one of its own.
    public Sale counted(Sale sale) {
        var point = sale.id().point();
        if (batches.isOpen(point, sale.under().batch())) {
            return sale;
        }
        var staff = sale.under().staff();
        return sale.with(
                batches.current(point)
                        .map(batch -> new Under(batch.number(), staff))
                        .orElseGet(() -> under(point, sale.serving().businessDate(), staff)));
    }

    /// Its record is on its way: where it begins a batch, what is sold before that record is
    /// durable is in the same batch, live as after a restart.
    public Ledger counting(Sale sale) {
        return with(batches.begun(sale));
    }

    /// The journal will not hold it.
    public Ledger notCounting(Sale sale) {
        return without(sale);
    }

    /// Sales that were meant, and of which no end is known: nothing was debited for them, but by
    /// the purse of a card, of which nobody knows.
    public List<Sale> unfinished() {
        return lines().map(Line::sale).filter(sale -> sale.state() == Sale.State.PENDING).toList();
    }

    /// Whether something was sold to them that nobody knows to be paid.
    public boolean owes(Token diner) {
        return tab(diner).lines().stream()
                .map(Line::sale)
                .filter(sale -> !sale.under().training())
                .anyMatch(
                        sale ->
                                switch (sale.state()) {
                                    case PENDING, UNKNOWN -> true;
                                    case DONE, VOID -> false;
                                });
    }

    private Stream<Line> lines() {
        return tabs.values().stream().flatMap(List::stream);
    }
}

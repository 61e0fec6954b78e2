package onecard.money;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The batches of every terminal that are not settled, and the numbers of those that are.
/// Immutable; the same sales in the same order give the same totals, live or at a start.
///
/// At most one of a terminal is open. It is over when somebody settles it, or when something is
/// sold on another business date or in another shift; then it waits for its settlement to be
/// durable, and nothing waits for it.
///
/// @param open by terminal, in the order of their numbers
/// @param last what was given last, by terminal
/// @param settled the last settlements, by terminal, in the order of their numbers
public record Batches(
        Map<String, List<Batch>> open,
        Map<String, Last> last,
        Map<String, List<Settlement>> settled) {

    /// Settlements remembered of each terminal, to be printed once more and compared with what the
    /// host counted: two days of four sign-ins.
    public static final int SETTLED_MAX = 8;

    public static final Batches NONE = new Batches(Map.of(), Map.of(), Map.of());

    /// @param batch its number; 0: none was
    /// @param shift the latest in which something was sold
    public record Last(long batch, long shift) {

        static final Last NONE = new Last(0, 0);
    }

    public Batches {
        open = Map.copyOf(open);
        last = Map.copyOf(last);
        settled = Map.copyOf(settled);
    }

    private Last last(String point) {
        return last.getOrDefault(point, Last.NONE);
    }

    long lastShift(String point) {
        return last(point).shift();
    }

    /// Those of a terminal that are not settled, in the order of their numbers.
    public List<Batch> of(String point) {
        return open.getOrDefault(point, List.of());
    }

    /// The one that is being sold in; empty if the next sale begins one.
    public Optional<Batch> current(String point) {
        var all = of(point);
        return all.isEmpty() || all.getLast().over()
                ? Optional.empty()
                : Optional.of(all.getLast());
    }

    /// The settlement of that batch, if it is one of the last.
    public Optional<Settlement> settled(String point, long number) {
        return settled.getOrDefault(point, List.of()).stream()
                .filter(it -> it.batch().number() == number)
                .findFirst();
    }

    /// The last settlement there.
    public Optional<Settlement> lastSettled(String point) {
        var all = settled.getOrDefault(point, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    boolean isOpen(String point, long number) {
        return current(point).filter(batch -> batch.number() == number).isPresent();
    }

    /// In which something is sold now.
    long next(String point, LocalDate date, long shift) {
        return current(point)
                .filter(batch -> batch.takes(date, shift))
                .map(Batch::number)
                .orElseGet(() -> last(point).batch() + 1);
    }

    /// Something is sold: what was sold before in another batch is over.
    Batches begun(Sale sale) {
        return begun(sale.id().point(), sale.under(), sale.serving().businessDate());
    }

    private Batches begun(String point, Under under, LocalDate date) {
        if (under.batch() <= last(point).batch()) {
            return this;
        }
        var all = new ArrayList<>(of(point).stream().map(Batch::ended).toList());
        all.add(Batch.begun(under.batch(), date, under.staff().shift()));
        long shift = Math.max(last(point).shift(), under.staff().shift());
        return with(point, all).with(point, new Last(under.batch(), shift));
    }

    /// That sale never was; the batch that it began neither, where nothing else is in it.
    Batches never(Sale sale) {
        var point = sale.id().point();
        long number = sale.under().batch();
        var current = current(point);
        boolean begun =
                number > 0
                        && number == last(point).batch()
                        && current.filter(it -> it.number() == number && it.isEmpty()).isPresent();
        if (!begun) {
            return this;
        }
        var others = of(point).stream().filter(batch -> batch.number() != number).toList();
        return with(point, others).with(point, new Last(number - 1, last(point).shift()));
    }

    /// A sale came a step further.
    Batches moved(Optional<Sale.State> from, Optional<Sale.State> to, Sale sale) {
        var done = Optional.of(Sale.State.DONE);
        if (!from.equals(done) && to.equals(done)) {
            return begun(sale).with(sale, Totals.Kind.SALE); // what was unknown may begin one
        }
        boolean taken = from.equals(done) && to.equals(Optional.of(Sale.State.VOID));
        return taken ? with(sale, Totals.Kind.VOID) : this;
    }

    private Batches with(Sale sale, Totals.Kind kind) {
        var meal = sale.serving().meal();
        return changed(
                sale.id().point(),
                sale.under(),
                it -> it.with(kind, meal, sale.under(), sale.legs()));
    }

    Batches refunded(Refund refund) {
        return begun(refund.id().point(), refund.under(), refund.businessDate())
                .changed(
                        refund.id().point(),
                        refund.under(),
                        batch ->
                                batch.with(
                                        Totals.Kind.REFUND,
                                        refund.serving().meal(),
                                        refund.under(),
                                        refund.legs()));
    }

    /// Nothing more is sold in the one that is open.
    Batches ended(String point) {
        return with(point, of(point).stream().map(Batch::ended).toList());
    }

    /// That settlement will not be missed by a restart. Once more, it changes nothing.
    Batches settled(Settlement once) {
        var point = once.point();
        long number = once.batch().number();
        var left = of(point).stream().filter(batch -> batch.number() != number).toList();
        var known = last(point);
        return with(point, left)
                .with(point, new Last(Math.max(number, known.batch()), known.shift()))
                .remembering(once);
    }

    private Batches remembering(Settlement once) {
        var point = once.point();
        if (settled(point, once.batch().number()).isPresent()) {
            return this;
        }
        var all = new ArrayList<>(settled.getOrDefault(point, List.of()));
        all.add(once);
        all.sort(Comparator.comparing(it -> it.batch().number()));
        var kept = all.subList(Math.max(0, all.size() - SETTLED_MAX), all.size());
        var next = new HashMap<>(settled);
        next.put(point, List.copyOf(kept));
        return new Batches(open, last, next);
    }

    private Batches changed(String point, Under under, UnaryOperator<Batch> change) {
        return with(
                point,
                of(point).stream()
                        .map(batch -> batch.number() == under.batch() ? change.apply(batch) : batch)
                        .toList());
    }

    private Batches with(String point, List<Batch> batches) {
        var all = new HashMap<>(open);
        if (batches.isEmpty()) {
            all.remove(point);
        } else {
            all.put(point, List.copyOf(batches));
        }
        return new Batches(all, last, settled);
    }

    private Batches with(String point, Last given) {
        var numbers = new HashMap<>(last);
        numbers.put(point, given);
        return new Batches(open, numbers, settled);
    }
}

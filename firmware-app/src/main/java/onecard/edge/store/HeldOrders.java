package onecard.edge.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.OrderEntry;
import onecard.money.Preorder;
import onecard.money.Preorders;
import org.tinylog.Logger;

/// The orders of a published list as they were in force at the last look, for all readers of a
/// device at once. Whoever brings another version into force looks, and nobody who taps waits for
/// that. Thread-safe.
public final class HeldOrders implements AutoCloseable {

    private final String name;
    private final WholeList list;

    /// Written by whoever looks, read by whoever taps.
    private volatile Optional<Known> known = Optional.empty();

    /// @param orders of what was said
    private record Known(WholeList.Said said, Preorders orders) {}

    /// Nothing is held before the first look.
    ///
    /// @param list of type `orders`
    public HeldOrders(String name, WholeList list) {
        this.name = name;
        this.list = list;
    }

    /// Another version may be in force. What of it cannot be understood is no order, and the log
    /// says so; a list that cannot be read is as if it were not held.
    public synchronized void look() {
        try {
            known = list.read().map(this::known);
        } catch (IOException failed) {
            known = Optional.empty();
            Logger.error(failed, "the list {} cannot be read: it is as if it were not held", name);
        }
    }

    /// Empty if no version is held.
    public Optional<Preorders> now() {
        return known.map(Known::orders);
    }

    /// What was said before is not understood again.
    @SuppressWarnings("ReferenceEquality")
    private Known known(WholeList.Said said) {
        return known.filter(before -> before.said() == said)
                .orElseGet(() -> new Known(said, orders(said)));
    }

    private static Preorders orders(WholeList.Said said) {
        var entries = said.entries();
        List<Preorder> read =
                entries.stream().map(OrderEntry::of).flatMap(Optional::stream).toList();
        var orders = Preorders.of(said.list(), read);
        long none = entries.stream().map(HeldOrders::order).distinct().count() - orders.size();
        if (none > 0) {
            Logger.error(
                    "the list {} has {} orders that cannot be understood, or contradict themselves:"
                            + " they count as nothing",
                    said.list().name(),
                    none);
        }
        return orders;
    }

    private static Object order(ListEntry entry) {
        return entry.json().text("order").<Object>map(text -> text).orElse(entry);
    }

    @Override
    public synchronized void close() throws IOException {
        list.close();
    }
}

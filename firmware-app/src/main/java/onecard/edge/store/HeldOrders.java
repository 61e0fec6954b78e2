package onecard.edge.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.OrderEntry;
import onecard.money.Preorder;
import onecard.money.Preorders;
import org.tinylog.Logger;

/// The orders of a published list, as it is in force at each look. One instance a reader's thread,
/// on a connection of its own, which is made at the first look; not thread-safe.
public final class HeldOrders {

    private final Supplier<WholeList> open;
    private Optional<WholeList> view = Optional.empty();
    private Optional<Known> known = Optional.empty();

    /// @param orders of what was said
    private record Known(WholeList.Said said, Preorders orders) {}

    /// @param open of type `orders`
    public HeldOrders(Supplier<WholeList> open) {
        this.open = open;
    }

    /// Empty if no version is held. What of it cannot be understood is no order, and the log says
    /// so once.
    public Optional<Preorders> now() {
        var held = view.orElseGet(open);
        view = Optional.of(held);
        try {
            known = held.read().map(this::known);
            return known.map(Known::orders);
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be read", failed);
        }
    }

    /// What was said before is not read again.
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
}

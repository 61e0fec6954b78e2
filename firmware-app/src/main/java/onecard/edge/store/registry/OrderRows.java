package onecard.edge.store.registry;

import java.util.List;
import java.util.Optional;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.OrderEntry;
import onecard.money.Preorder;
import onecard.money.Preorders;
import org.tinylog.Logger;

/// A published list of what was ordered ahead as tills hand it out. What cannot be understood is no
/// order, and the others count.
public final class OrderRows {

    private OrderRows() {}

    /// What counts as nothing is told to the log.
    public static Preorders orders(WholeList.Said said) {
        var entries = said.entries();
        List<Preorder> read =
                entries.stream().map(OrderEntry::of).flatMap(Optional::stream).toList();
        var orders = Preorders.of(said.list(), read, ListEntry.renamed(entries, "order"));
        long none = entries.stream().map(OrderRows::order).distinct().count() - orders.size();
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

package onecard.edge;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import onecard.edge.lists.ListType;
import onecard.edge.state.Parts;
import onecard.edge.store.HeldOrders;
import onecard.edge.store.PublishedLists;
import onecard.site.SiteProfile;

/// The lists of orders that some till hands out by, each by its name.
record OrderLists(Map<String, HeldOrders> byName) {

    /// As they are in force now.
    ///
    /// @param parts closes them
    static OrderLists of(SiteProfile site, PublishedLists published, Parts parts)
            throws IOException {
        var lists = new HashMap<String, HeldOrders>();
        for (var point : site.points()) {
            var terms = point.profile().handsOut();
            if (terms.isPresent() && !lists.containsKey(terms.get().list())) {
                var name = terms.get().list();
                var list = new HeldOrders(name, published.whole(name, ListType.ORDERS));
                lists.put(name, parts.add(list));
            }
        }
        var held = new OrderLists(Map.copyOf(lists));
        held.look();
        return held;
    }

    /// Some list is another from now on.
    void look() {
        byName.values().forEach(HeldOrders::look);
    }

    /// One that the site file names.
    HeldOrders of(String name) {
        return Objects.requireNonNull(byName.get(name));
    }
}

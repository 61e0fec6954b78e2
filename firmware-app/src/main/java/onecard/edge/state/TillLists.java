package onecard.edge.state;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.lists.ListType;
import onecard.edge.loop.Stimulus;
import onecard.edge.store.PriceRows;
import onecard.edge.store.PublishedLists;
import onecard.edge.store.WholeList;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import org.tinylog.Logger;

/// Lists that tills sell by and that are remembered whole. The edge loop reads none: it is told of
/// each as it stands at the start, and again by whichever thread brought another version into
/// force. Thread-safe; what is told last is what is in force last.
public final class TillLists implements AutoCloseable {

    private final Map<String, ListType> types;
    private final Map<String, WholeList> lists = new HashMap<>();
    private final Consumer<Stimulus> loop;

    public TillLists(SiteProfile site, PublishedLists published, Consumer<Stimulus> loop)
            throws IOException {
        types = types(site);
        this.loop = loop;
        for (var list : types.entrySet()) {
            lists.put(list.getKey(), published.whole(list.getKey(), list.getValue()));
        }
    }

    /// What those of a site are, by their names.
    public static Map<String, ListType> types(SiteProfile site) {
        var types = new HashMap<String, ListType>();
        for (var point : site.points()) {
            point.till()
                    .flatMap(SiteTill::prices)
                    .ifPresent(name -> types.put(name, ListType.PRICES));
        }
        return types;
    }

    /// All of them, as they stand.
    public synchronized void tell() {
        lists.keySet().forEach(this::changed);
    }

    /// That list is another from now on; told where a till sells by it.
    public synchronized void changed(String list) {
        Optional.ofNullable(lists.get(list)).ifPresent(it -> loop.accept(read(list, it)));
    }

    private Stimulus read(String list, WholeList whole) {
        var said = Optional.<WholeList.Said>empty();
        try {
            said = whole.read();
        } catch (IOException failed) {
            // The version before is over; nothing is sold by one that nobody can read.
            Logger.error(failed, "the list {} cannot be read: it is as if it were not held", list);
        }
        return switch (types.get(list)) {
            case PRICES -> new Stimulus.Sells.ByPrices(list, said.map(PriceRows::table));
            case PEOPLE, WALLETS, ROSTER, PASSES, ORDERS, PLATES, OPERATORS ->
                    throw new IllegalStateException("no till sells by " + list);
        };
    }

    @Override
    public synchronized void close() throws IOException {
        for (var whole : lists.values()) {
            whole.close();
        }
    }
}

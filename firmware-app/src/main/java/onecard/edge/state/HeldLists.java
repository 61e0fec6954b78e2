package onecard.edge.state;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.access.Guests;
import onecard.attendance.Attending;
import onecard.attendance.Roster;
import onecard.edge.intake.Stimulus;
import onecard.edge.lists.ListType;
import onecard.edge.store.registry.HeldList;
import onecard.edge.store.registry.OrderRows;
import onecard.edge.store.registry.PassRows;
import onecard.edge.store.registry.PriceRows;
import onecard.edge.store.registry.PublishedLists;
import onecard.edge.store.registry.RosterRows;
import onecard.edge.store.registry.WholeList;
import onecard.money.Preorders;
import onecard.money.PriceTable;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;

/// The lists that some point of a site goes by and that are remembered whole. Readers look in them
/// as they are at a tap; the edge loop reads none, and is told of what it goes by, at the start and
/// by whichever thread brought another version into force. Thread-safe; what is told last is what
/// is in force last.
public final class HeldLists implements AutoCloseable {

    /// Between two looks at what could not be read.
    static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, HeldList<Preorders>> orders = new HashMap<>();
    private final Map<String, HeldList<PriceTable>> prices = new HashMap<>();
    private final Map<String, HeldList<Guests>> guests = new HashMap<>();
    private final Map<String, HeldList<Roster>> rosters = new HashMap<>();
    private final Map<String, HeldList<?>> all = new LinkedHashMap<>();
    private final Consumer<Stimulus> loop;
    private OptionalLong lookedNanos = OptionalLong.empty();

    /// Those of a site, as they are in force.
    public HeldLists(SiteProfile site, PublishedLists published, Consumer<Stimulus> loop)
            throws IOException {
        this.loop = loop;
        for (var list : types(site).entrySet()) {
            var name = list.getKey();
            var whole = published.whole(name, list.getValue());
            switch (list.getValue()) {
                case ORDERS -> orders.put(name, held(name, whole, OrderRows::orders));
                case PRICES -> prices.put(name, held(name, whole, PriceRows::table));
                case PASSES -> guests.put(name, held(name, whole, PassRows::guests));
                case ROSTER -> rosters.put(name, held(name, whole, RosterRows::roster));
                case PEOPLE, WALLETS, PLATES, OPERATORS ->
                        throw new IllegalStateException("nobody remembers all of " + list);
            }
        }
    }

    private <T> HeldList<T> held(
            String name, WholeList whole, Function<WholeList.Said, T> understanding) {
        var list = new HeldList<>(name, whole, understanding);
        all.put(name, list);
        list.look();
        return list;
    }

    /// What those of a site are, by their names.
    public static Map<String, ListType> types(SiteProfile site) {
        var types = new HashMap<String, ListType>();
        for (var point : site.points()) {
            point.profile().handsOut().ifPresent(terms -> types.put(terms.list(), ListType.ORDERS));
            point.profile()
                    .attends()
                    .flatMap(Attending::roster)
                    .ifPresent(name -> types.put(name, ListType.ROSTER));
            point.till()
                    .flatMap(SiteTill::prices)
                    .ifPresent(name -> types.put(name, ListType.PRICES));
            point.visitors().ifPresent(it -> types.put(it.list(), ListType.PASSES));
        }
        return types;
    }

    /// What is ordered ahead by that list, at each asking; nothing where it is not held.
    ///
    /// @param list one that some point hands out by
    public Supplier<Optional<Preorders>> orders(String list) {
        return Optional.ofNullable(orders.get(list)).orElseThrow()::now;
    }

    /// Whom that list expects, at each asking; nobody where it is not held.
    ///
    /// @param list one that some point expects visitors by
    public Supplier<Optional<Guests>> guests(String list) {
        return Optional.ofNullable(guests.get(list)).orElseThrow()::now;
    }

    /// Whom that list expects, at each asking; nobody where it is not held.
    ///
    /// @param list one that some desk goes by
    public Supplier<Optional<Roster>> roster(String list) {
        return Optional.ofNullable(rosters.get(list)).orElseThrow()::now;
    }

    /// All are looked at once more, and the loop hears of those that it goes by.
    public synchronized void tell() {
        all.values().forEach(HeldList::look);
        prices.keySet().forEach(this::tell);
        rosters.keySet().forEach(this::tell);
    }

    /// That list is another from now on. What could not be read before perhaps can be now.
    public synchronized void changed(String list) {
        Optional.ofNullable(all.get(list)).ifPresent(HeldList::look);
        tell(list);
        lookAgain();
    }

    /// Once a minute, however often it is called, what could not be read is looked at again.
    public synchronized void due(long nowNanos) {
        if (lookedNanos.isEmpty() || nowNanos - lookedNanos.getAsLong() >= AGAIN_NANOS) {
            lookedNanos = OptionalLong.of(nowNanos);
            lookAgain();
        }
    }

    private void lookAgain() {
        all.entrySet().stream()
                .filter(it -> it.getValue().lookAgain())
                .map(Map.Entry::getKey)
                .forEach(this::tell);
    }

    private void tell(String list) {
        Optional.ofNullable(prices.get(list))
                .map(it -> new Stimulus.Sells.ByPrices(list, it.now()))
                .ifPresent(loop);
        Optional.ofNullable(rosters.get(list))
                .map(it -> new Stimulus.Attends.ByRoster(list, it.now()))
                .ifPresent(loop);
    }

    @Override
    public synchronized void close() throws IOException {
        for (var list : all.values()) {
            list.close();
        }
    }
}

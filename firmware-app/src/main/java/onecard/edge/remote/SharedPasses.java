package onecard.edge.remote;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import onecard.access.LetIn;
import onecard.access.SharedTerms;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.Shares;
import onecard.edge.record.SharedWords;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;

/// What devices tell each other of the passes that they share: each keeps one message at the
/// broker, that replaces itself, and hears those of the others and its own. All are asked for at
/// once, since brokers keep an order within one subscription; of whom the site file does not name
/// nothing is looked at. One that is lost in a flood is made good by the next one of its device, or
/// by what the broker keeps of it, which is asked for again.
public final class SharedPasses implements Inbound, Shares.Line {

    /// Of [onecard.access.Elsewhere#PASSES_MAX] passes, each below 200 bytes.
    private static final int BYTES_MAX = 128 << 10;

    private final Topics topics;
    private final String own;
    private final Map<String, SharedTerms> gates;
    private final BoardClock clock;
    private final Consumer<Stimulus> inbox;

    /// Whom a topic speaks of; none where nothing is shared.
    private final Map<String, String> devices = new HashMap<>();

    private volatile Optional<Link> link = Optional.empty(); // set once, before anybody tells

    /// @param hears whether the broker has granted those topics
    private record Link(Outlet outlet, Predicate<Set<String>> hears) {}

    /// @param inbox takes what is heard to the loop
    public SharedPasses(SiteProfile site, BoardClock clock, Consumer<Stimulus> inbox) {
        topics = new Topics(site.site(), site.device());
        own = site.device();
        gates = site.shared();
        this.clock = clock;
        this.inbox = inbox;
        var heard = new HashSet<String>();
        gates.values().forEach(terms -> heard.addAll(terms.with()));
        if (!heard.isEmpty()) {
            heard.add(own);
        }
        heard.forEach(device -> devices.put(topics.visitsOf(device), device));
    }

    /// The way to the broker.
    ///
    /// @param hears whether it has granted those topics
    public void by(Outlet outlet, Predicate<Set<String>> hears) {
        link = Optional.of(new Link(outlet, hears));
    }

    /// What the loop shares.
    ///
    /// @param session the number of this run
    /// @param epoch of the journal's records from now on
    /// @param letIn before this start
    public Shares shares(long session, String epoch, LetIn letIn) {
        return new Shares(own, session, epoch, gates, letIn, this);
    }

    // --- told ---

    @Override
    public boolean isUp() {
        return link.filter(it -> it.hears().test(filters())).isPresent();
    }

    @Override
    public void tell(Json.Obj word) {
        link.orElseThrow().outlet().tell(topics.visits(), word, true);
    }

    // --- heard ---

    @Override
    public Set<String> filters() {
        return devices.isEmpty() ? Set.of() : Set.of(topics.visitsOf("+"));
    }

    @Override
    public boolean wants(String topic) {
        return devices.containsKey(topic);
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        var device = Objects.requireNonNull(devices.get(message.topic()));
        var said =
                JsonReader.object(message.payload())
                        .flatMap(json -> SharedWords.said(json, device, clock.get().mono()));
        said.ifPresent(it -> inbox.accept(new Stimulus.Shared(device, it)));
        return said.isPresent();
    }
}

package onecard.site;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.SharedTerms;
import onecard.attendance.Attending;
import onecard.money.PickupTerms;

/// One site file, understood: what is wired where, what each point does, whom it talks to.
///
/// @param clock how the wall clock earns trust
/// @param cards layouts of card applications, by name
/// @param certificates whose certificates on cards are believed; absent: nobody's
/// @param lists by name
/// @param codes of others that are known by their look
/// @param bodies why data of people's bodies are kept; absent: no sensor looks at anybody
/// @param shared with whom gates share passes, by point; those that do
/// @param faces by which nets faces are compared here; absent: by none
/// @param locks what the locks of doors do without power, by their relays
public record SiteProfile(
        String site,
        String device,
        ZoneId timezone,
        ClockMode clock,
        Board board,
        Map<String, CardLayout> cards,
        Optional<CardAuthorities> certificates,
        List<SitePoint> points,
        Map<String, ListUse> lists,
        List<ForeignCode> codes,
        JournalKeeping journal,
        Uplink uplink,
        Keys keys,
        Metrics metrics,
        Optional<BodyTerms> bodies,
        Map<String, SharedTerms> shared,
        Optional<FaceModels> faces,
        Map<String, LockKind> locks) {

    public SiteProfile {
        points = List.copyOf(points);
        cards = Map.copyOf(cards);
        lists = Map.copyOf(lists);
        codes = List.copyOf(codes);
        shared = Map.copyOf(shared);
        locks = Map.copyOf(locks);
        if (points.stream().map(SitePoint::id).distinct().count() != points.size()) {
            throw new IllegalArgumentException("two points share an id");
        }
        if (!board.biometrics().isEmpty() && (bodies.isEmpty() || keys.vault().isEmpty())) {
            throw new IllegalArgumentException("a sensor looks at people for no purpose");
        }
        for (var reader : board.readers().values()) {
            reader.proofs()
                    .module()
                    .ifPresent(
                            name -> requireKnown("module", Set.of(name), board.modules().keySet()));
            if (reader.proofs().certificate() && certificates.isEmpty()) {
                throw new IllegalArgumentException("a reader asks for certificates of nobody");
            }
        }
        var ids = points.stream().map(SitePoint::id).collect(Collectors.toUnmodifiableSet());
        for (var point : points) {
            requireKnown("neighbour", point.profile().machine().neighbours(), ids);
            requireKnown("reader", point.readers().keySet(), board.reading());
            requireKnown("keypad", point.keypads().keySet(), board.keypads().keySet());
            requireKnown("relay", Set.copyOf(point.relays().values()), board.relays().keySet());
            requireKnown("contact", point.contacts().keySet(), board.observing());
            requireKnown("list", point.policy().lists(), lists.keySet());
            requireKnown(
                    "list", of(point.profile().handsOut().map(PickupTerms::list)), lists.keySet());
            requireKnown(
                    "list",
                    of(point.profile().attends().flatMap(Attending::roster)),
                    lists.keySet());
            if (point.desk().isPresent()) {
                var desk = point.desk().get();
                var known = board.countertop();
                requireKnown("display", of(desk.display()), known.displays().keySet());
                requireKnown("printer", of(desk.printer()), known.printers().keySet());
            }
            if (point.till().isPresent()) {
                var till = point.till().get();
                requireKnown("keypad", of(till.keypad()), board.keypads().keySet());
                requireKnown("list", of(till.accounts()), lists.keySet());
                requireKnown("list", of(till.prices()), lists.keySet());
                requireKnown("tray", of(till.tray()), board.countertop().trays().keySet());
                requireKnown("scale", of(till.scale()), board.countertop().scales().keySet());
                requireKnown("purse", of(till.purse()), board.purses().keySet());
                requireKnown(till.counter(), board.countertop());
            }
        }
    }

    private static void requireKnown(SiteTill.Counter counter, Countertop known) {
        requireKnown("display", of(counter.display()), known.displays().keySet());
        requireKnown("voice", of(counter.voice()), known.voices().keySet());
        requireKnown("printer", of(counter.printer()), known.printers().keySet());
    }

    private static Set<String> of(Optional<String> name) {
        return name.map(Set::of).orElse(Set.of());
    }

    private static void requireKnown(String what, Set<String> named, Set<String> known) {
        if (!known.containsAll(named)) {
            throw new IllegalArgumentException(
                    "the site names a " + what + " that is not there: " + named);
        }
    }

    /// How the wall clock earns trust.
    public enum ClockMode {
        /// The kernel says whether it is synchronised.
        KERNEL,
        /// Trusted as it stands; only where nothing but a bench depends on it.
        ASSUME_SYNCED,
        /// This machine's, as many milliseconds later as a file says, and trusted; only where every
        /// line is simulated.
        SIMULATED
    }

    /// @param local whether a CSV may be imported here without a signature
    public record ListUse(boolean local) {}

    /// @param retention how long a row stays after it was acknowledged
    /// @param hostRequired whether only a signed host acknowledgement counts as received
    public record JournalKeeping(int maxMegabytes, Duration retention, boolean hostRequired) {}

    /// Where the local OpenMetrics text is served; an empty `listen` serves nothing.
    public record Metrics(String listen) {
        public boolean served() {
            return !listen.isEmpty();
        }
    }
}

package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.access.LetIn;
import onecard.access.SharedTerms;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Trouble;

/// Two gates and a barrier, each on a device of its own, that share passes by a broker. Their lines
/// are cut, stand still and come back as chance has it, and on each a message may be lost, come
/// twice or come late; what is lost is made good as the line comes back, as by the broker that
/// keeps the last word of each. Made-up time, the same for all.
final class VisitorSite {

    static final List<String> POINTS = List.of("g1", "g2", "bar");

    /// Of a message, at most; a mobile network takes a fifth of a second.
    private static final int CARRIED_MS = 200;

    final Random random;
    final Map<String, Device> devices = new LinkedHashMap<>();

    /// How often what befell the lines.
    final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    /// What the broker keeps of each.
    private final Map<String, Json.Obj> retained = new TreeMap<>();

    /// Whether a message may be lost, come twice or come late.
    private boolean harsh = true;

    /// What may befall a line, or a message on it.
    enum Fate {
        CUT,
        STILL,
        BACK,
        LOST,
        TWICE,
        LATE
    }

    /// What is known of a line at its device.
    private enum Line {
        UP,
        /// Nothing goes through, and nobody knows.
        STILL,
        CUT
    }

    private record Letter(String from, Json.Obj word) {}

    /// As the broker takes what is said; a planted bug changes it.
    private final UnaryOperator<Json.Obj> said;

    /// @param owing passes by which something was sold that nobody knows to be paid
    /// @param lens as a restart reads a journal
    VisitorSite(
            long seed,
            List<Token> owing,
            UnaryOperator<Json.Obj> said,
            UnaryOperator<Json.Obj> lens) {
        this.said = said;
        random = new Random(seed);
        for (var point : POINTS) {
            devices.put(point, new Device(point, seed, owing, lens));
        }
    }

    Device device(String point) {
        return Objects.requireNonNull(devices.get(point));
    }

    /// One device: a point of its own name, and its line.
    final class Device {
        final String name;
        final VisitorWorld world;
        private final List<Letter> post = new ArrayList<>();
        private Line line = Line.UP;
        private Optional<Json.Obj> kept = Optional.empty();
        private boolean tells;

        private Device(String name, long seed, List<Token> owing, UnaryOperator<Json.Obj> lens) {
            this.name = name;
            var at = POINTS.indexOf(name);
            world = new VisitorWorld(List.of(name), this::shares, seed * 10 + at, owing, lens);
        }

        private Shares shares(int run, LetIn letIn) {
            var others = new TreeSet<>(POINTS);
            others.remove(name);
            return new Shares(
                    name,
                    (run + 1L) << 20,
                    VisitorWorld.EPOCH,
                    Map.of(name, new SharedTerms(others, SharedTerms.Alone.OPEN)),
                    letIn,
                    new Wire());
        }

        private final class Wire implements Shares.Line {
            @Override
            public boolean isUp() {
                return line != Line.CUT;
            }

            @Override
            public void tell(Json.Obj word) {
                kept = Optional.of(word);
                tells = true;
            }
        }

        /// What it takes its line for.
        String line() {
            return line.name();
        }

        boolean isUp() {
            return line == Line.UP;
        }

        /// The power goes: what the line had for it is gone, too.
        void crash() {
            tells = false;
            world.crash();
            if (line != Line.CUT) {
                connects();
            }
        }

        void cut() {
            line = Line.CUT;
            post.clear();
            tells = false;
            count(Fate.CUT);
        }

        void standsStill() {
            line = Line.STILL;
            count(Fate.STILL);
        }

        void comesBack() {
            count(Fate.BACK);
            connects();
        }

        /// It hears what the broker keeps, and says anew what it has to say.
        private void connects() {
            line = Line.UP;
            post.clear();
            retained.forEach((who, word) -> post.add(new Letter(who, word)));
            tells = kept.isPresent();
        }

        // --- the journal ---

        /// The other devices of which it says that they let in by that pass as well.
        Set<String> doubles(Token pass) {
            return peers(EventKind.VISIT, pass, "transition", "double");
        }

        /// Those of which an alarm said so, whether it still does or not.
        Set<String> alarms(Token pass) {
            return peers(EventKind.ALARM, pass, "alarm", "pass_used_twice");
        }

        /// How often that was told of that other one; each once.
        long told(Token pass, String peer) {
            return of(EventKind.VISIT, pass)
                    .filter(data -> data.text("transition").equals(Optional.of("double")))
                    .filter(data -> data.text("peer").equals(Optional.of(peer)))
                    .count();
        }

        /// Those of which one stands.
        Set<String> standing(Token pass) {
            var standing = new TreeSet<String>();
            of(EventKind.ALARM, pass)
                    .filter(data -> data.text("alarm").equals(Optional.of("pass_used_twice")))
                    .forEach(
                            data -> {
                                var peer = data.text("peer").orElseThrow();
                                if (data.bool("active").orElseThrow()) {
                                    standing.add(peer);
                                } else {
                                    standing.remove(peer);
                                }
                            });
            return standing;
        }

        private Set<String> peers(EventKind kind, Token pass, String key, String value) {
            var peers = new TreeSet<String>();
            of(kind, pass)
                    .filter(data -> data.text(key).equals(Optional.of(value)))
                    .forEach(data -> peers.add(data.text("peer").orElseThrow()));
            return peers;
        }

        private Stream<Json.Obj> of(EventKind kind, Token pass) {
            return world.rows.stream()
                    .filter(row -> row.kind() == kind)
                    .map(Draft::data)
                    .filter(data -> data.text("pass").equals(Optional.of(pass.toString())));
        }
    }

    private void count(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    // --- the lines ---

    /// A line changes.
    void weather() {
        var device = device(POINTS.get(random.nextInt(POINTS.size())));
        if (device.line != Line.UP) {
            device.comesBack();
        } else if (random.nextBoolean()) {
            device.cut();
        } else {
            device.standsStill();
        }
    }

    /// The broker can be reached again: each device whose line was cut finds that out at its next
    /// attempt, as late as that may come after many in vain. One that stood still goes on at once.
    ///
    /// @return how long it took until all had said and heard all, and the journals had it
    Duration returns() {
        harsh = false;
        var backoff = Backoff.prompt(random);
        var attempts = new TreeMap<Duration, List<Device>>();
        for (var device : devices.values()) {
            var at =
                    device.line == Line.CUT
                            ? backoff.delay(Trouble.NETWORK, random.nextInt(100))
                            : Duration.ZERO;
            attempts.computeIfAbsent(at, _ -> new ArrayList<>()).add(device);
        }
        var took = Duration.ZERO;
        for (var attempt : attempts.entrySet()) {
            pass(attempt.getKey().minus(took));
            carry();
            took = attempt.getKey();
            attempt.getValue().forEach(Device::comesBack);
        }
        return took.plus(exchange());
    }

    /// All are as they should be from here on, and what each says comes to all in one order.
    void calms() {
        harsh = false;
        for (var device : devices.values()) {
            device.comesBack();
        }
    }

    /// And no longer.
    void storms() {
        harsh = true;
    }

    /// Each device says what it has to, and hears the next that waits for it.
    private boolean carry() {
        boolean any = false;
        var order = new ArrayList<>(devices.values());
        Collections.shuffle(order, random);
        for (var device : order) {
            any |= accept(device);
        }
        for (var device : order) {
            any |= deliver(device);
        }
        return any;
    }

    private boolean accept(Device from) {
        if (!from.tells || !from.isUp()) {
            return false;
        }
        from.tells = false;
        if (befalls(Fate.LOST, 20)) {
            return true;
        }
        var word = said.apply(from.kept.orElseThrow());
        retained.put(from.name, word);
        for (var to : devices.values()) {
            if (to.line == Line.CUT || befalls(Fate.LOST, 20)) {
                continue;
            }
            to.post.add(new Letter(from.name, word));
            if (befalls(Fate.TWICE, 15)) {
                to.post.add(random.nextInt(to.post.size()), new Letter(from.name, word));
            }
        }
        return true;
    }

    private boolean deliver(Device to) {
        if (to.post.isEmpty() || !to.isUp()) {
            return false;
        }
        int next = befalls(Fate.LATE, 8) ? random.nextInt(to.post.size()) : 0;
        var letter = to.post.remove(next);
        to.world.hears(letter.from(), letter.word());
        return true;
    }

    private boolean befalls(Fate fate, int oneIn) {
        boolean it = harsh && random.nextInt(oneIn) == 0;
        if (it) {
            count(fate);
        }
        return it;
    }

    // --- time ---

    /// All clocks go on; what is said is carried meanwhile.
    void after(Duration time) {
        var left = time;
        for (int i = 0; i < 12 && left.isPositive(); i++) {
            var slice = Duration.ofMillis(1 + random.nextInt(CARRIED_MS));
            slice = slice.compareTo(left) < 0 ? slice : left;
            pass(slice);
            carry();
            left = left.minus(slice);
        }
        pass(left);
    }

    private void pass(Duration time) {
        devices.values().forEach(device -> device.world.after(time));
    }

    /// Every journal has room and all it is offered, and whatever is said is heard by all.
    void settles() {
        calms();
        devices.values().forEach(device -> device.world.settles());
        exchange();
        devices.values().forEach(device -> device.world.settles());
        exchange();
    }

    /// What there is to say is said, and the journals have what came of it.
    ///
    /// @return how long it took
    Duration exchange() {
        var took = Duration.ZERO;
        for (boolean more = true; more; ) {
            var slice = Duration.ofMillis(1 + random.nextInt(CARRIED_MS));
            pass(slice);
            took = took.plus(slice);
            more = carry();
            for (var device : devices.values()) {
                int rows = device.world.rows.size();
                device.world.answer();
                more |= device.world.rows.size() > rows;
            }
        }
        return took;
    }

    /// By device, how many entries by one pass are used up there.
    Map<String, Integer> used(Visitor visitor) {
        var used = new HashMap<String, Integer>();
        devices.forEach((name, device) -> used.put(name, reference(device, visitor).used()));
        return used;
    }

    static VisitReference reference(Device device, Visitor visitor) {
        return new VisitReference(visitor.agreed(), device.world.rows, device.world.events);
    }
}

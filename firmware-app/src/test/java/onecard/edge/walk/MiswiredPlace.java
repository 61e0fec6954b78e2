package onecard.edge.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import onecard.edge.lines.Wires;
import onecard.hal.Contact;
import onecard.hal.Relay;
import onecard.hal.sim.SimBoard;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.site.SiteProfile;

/// A place that is wired to a simulated board, rightly or not, and the installer who stands in it:
/// doors, a lane, an arm. What is worked by hand goes over the cables to the board's lines, what
/// the board switches goes over them to locks and motors; the installer sees these, and nothing of
/// the cables. Time passes as the walk lets it.
final class MiswiredPlace implements Installer, AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(20);

    /// What nothing happens to is looked at less often.
    private static final int IDLE_STEPS = 10;

    /// A line that has not changed for longer has told it: no debounce takes longer.
    private static final Duration TOLD = Duration.ofMillis(200);

    final WiringPlan plan;
    final Cabling cabling;
    String forgets = ""; // the contact that they do not work when they are asked first
    String keeps = ""; // the contact that they do not let go when they are asked first
    final LineBench bench;
    private final SiteProfile site;
    private final Path directory;
    private final SimBoard board;
    private final Map<String, Relay> relays = new TreeMap<>();
    private final Map<String, String> pulled = new HashMap<>();
    private final Map<String, Boolean> active = new TreeMap<>();
    private final Map<String, Long> activeSince = new HashMap<>();
    private final Map<String, Boolean> energised = new TreeMap<>();
    private final Map<String, Long> energisedSince = new HashMap<>();
    private final Map<String, Boolean> coils = new TreeMap<>();
    private final Map<String, Load> loads = new TreeMap<>();
    private long now = Duration.ofMinutes(1).toNanos();
    private long busyUntil = now;

    /// What a relay switches: a lock, a way of a lane, a motor's input. Followed since the last
    /// look.
    private static final class Load {
        boolean on;
        long since;
        boolean before;
        boolean changed;
        boolean went; // an arm moved by it
        boolean twitched;
        boolean twice;

        boolean lampBefore;
        boolean lampChanged;
    }

    MiswiredPlace(SiteProfile site, Path directory) throws IOException {
        this.site = site;
        this.directory = directory;
        plan = WiringPlan.of(site);
        cabling = new Cabling(site.board());
        board = new SimBoard(directory, () -> now);
        plan.senses().forEach(sense -> active.put(sense.contact(), sense.activeAtRest()));
        site.board()
                .relays()
                .forEach(
                        (name, it) -> {
                            relays.put(name, board.relay(name, false, it.maxOn(), false));
                            loads.put(name, new Load());
                        });
        bench = bench(site);
    }

    private LineBench bench(SiteProfile site) {
        settle(); // or the lines begin otherwise than their cables have them
        var contacts = new HashMap<String, Contact>();
        site.board()
                .contacts()
                .forEach(
                        (name, it) ->
                                contacts.put(
                                        name,
                                        board.contact(name, it.closedWhenHigh(), it.debounce())));
        site.board()
                .supervised()
                .forEach(
                        (name, it) ->
                                contacts.put(
                                        name,
                                        board.supervised(name, Wires.bands(it), it.debounce())));
        return new LineBench(relays, contacts, () -> now, this::pass, new SimTrace(directory));
    }

    /// The cables are as a miswire made them; the board sees them so from now on.
    void wired() {
        pass(Duration.ofSeconds(1));
        bench.changes();
    }

    WiringBlock.Outcome walk() {
        return new WiringBlock(site.board(), plan, bench, this).walk();
    }

    // --- time ---

    private void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= STEP.toNanos()) {
            now += STEP.toNanos();
            settle();
            if (now <= busyUntil
                    || now / STEP.toNanos() % IDLE_STEPS == 0
                    || relays.values().stream().anyMatch(Relay::energised)) {
                board.tick(); // or nothing would come of it, and it reads every file
            }
        }
    }

    private void settle() {
        relays.forEach((name, relay) -> switched(name, relay.energised()));
        loads.keySet().forEach(this::drive);
        var devices = new HashMap<String, Cabling.Device>();
        active.forEach(
                (name, is) -> devices.put(name, new Cabling.Device(is, since(activeSince, name))));
        var switches = new HashMap<String, Cabling.Coil>();
        energised.forEach(
                (name, is) ->
                        switches.put(name, new Cabling.Coil(is, since(energisedSince, name))));
        for (var line : site.board().observing()) {
            var pull = cabling.pull(line, devices, switches, Duration.ofNanos(now));
            if (!pull.equals(pulled.put(line, pull))) {
                write(line, pull);
                busyUntil = now + TOLD.toNanos();
            }
        }
    }

    private void write(String line, String pull) {
        try {
            Files.writeString(directory.resolve(line + ".pull"), pull);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Duration since(Map<String, Long> times, String name) {
        return Duration.ofNanos(now - times.getOrDefault(name, 0L));
    }

    private void switched(String relay, boolean is) {
        if (!Boolean.valueOf(is).equals(energised.put(relay, is))) {
            energisedSince.put(relay, now);
        }
        boolean coil =
                !cabling.controlCut.contains(relay)
                        && (cabling.controlStuck.contains(relay)
                                || is != cabling.otherLevel.contains(relay)
                                || cabling.latching.contains(relay)
                                        && coils.getOrDefault(relay, false));
        coils.put(relay, coil);
        var lamp = load(relay);
        lamp.lampChanged |= coil != lamp.lampBefore;
    }

    private void drive(String name) {
        var load = load(name);
        boolean driven =
                cabling.drives.getOrDefault(name, List.of()).stream()
                        .anyMatch(relay -> coils.getOrDefault(relay, false));
        boolean on =
                !cabling.loadCut.contains(name)
                        && (driven != cabling.otherTerminal.contains(name)
                                || cabling.welded.contains(name) && load.on);
        if (on != load.on) {
            if (!on) {
                ended(name, load, Duration.ofNanos(now - load.since));
            }
            load.on = on;
            load.since = now;
            load.changed = true;
            arm(name, load, on);
        }
    }

    private void ended(String name, Load load, Duration lasted) {
        load.twitched |=
                lasted.compareTo(cabling.wantsAtLeast.getOrDefault(name, Duration.ZERO)) < 0;
        load.twice |=
                lasted.compareTo(cabling.wantsAtMost.getOrDefault(name, Duration.ofDays(1))) > 0;
    }

    /// A motor's input that is on carries the arm, and its limit contacts with it.
    private void arm(String name, Load load, boolean on) {
        var output = output(name);
        if (on && (output == Output.RAISE || output == Output.LOWER)) {
            load.went |= raised(output == Output.RAISE);
        }
    }

    private Output output(String relay) {
        return plan.moves().stream()
                .filter(move -> move.relay().equals(relay))
                .findFirst()
                .orElseThrow()
                .output();
    }

    /// @return whether it was elsewhere before
    private boolean raised(boolean up) {
        boolean moves = false;
        for (var sense : plan.senses()) {
            if (sense.role().equals(new Role.Sensing(Sensor.UP))) {
                moves |= !Boolean.valueOf(up).equals(active.get(sense.contact()));
                set(sense.contact(), up);
            } else if (sense.role().equals(new Role.Sensing(Sensor.DOWN))) {
                set(sense.contact(), !up);
            }
        }
        return moves;
    }

    private void set(String device, boolean is) {
        if (!Boolean.valueOf(is).equals(active.put(device, is))) {
            activeSince.put(device, now);
        }
    }

    // --- the installer ---

    @Override
    public Answer answer(Ask ask) {
        pass(Duration.ofMillis(200)); // to read it
        return switch (ask) {
            case Ask.HandsOff _, Ask.Act _ -> new Answer.Done();
            case Ask.Work(var sense, var back) -> {
                work(sense, back);
                yield new Answer.Done();
            }
            case Ask.Watch _ -> {
                look();
                yield new Answer.Done();
            }
            case Ask.Saw(var move) -> new Answer.Choice(saw(move));
            case Ask.Which(var move, var others) -> new Answer.Choice(others.indexOf(other(move)));
            case Ask.LampDid(var move) -> new Answer.Choice(lamp(load(move.relay())).ordinal());
            case Ask.Confirm _ -> new Answer.Choice(0);
            case Ask.Tell _ -> new Answer.Text("-");
        };
    }

    private void work(Sense sense, boolean back) {
        if (sense.contact().equals(forgets)) {
            forgets = back ? "" : forgets;
            return;
        }
        if (back && sense.contact().equals(keeps)) {
            keeps = "";
            return;
        }
        boolean limit =
                sense.role().equals(new Role.Sensing(Sensor.UP))
                        || sense.role().equals(new Role.Sensing(Sensor.DOWN));
        if (limit) {
            raised(!back);
        } else {
            set(sense.contact(), sense.activeAtRest() == back);
        }
        pass(Duration.ofMillis(200));
    }

    private void look() {
        for (var each : loads.entrySet()) {
            var load = each.getValue();
            load.before = load.on;
            load.changed = false;
            load.went = false;
            load.twitched = false;
            load.twice = false;
            load.lampBefore = coils.getOrDefault(each.getKey(), false);
            load.lampChanged = false;
        }
    }

    /// In the order of the choices.
    private int saw(Move move) {
        int own = behaviour(move.relay());
        boolean others = plan.moves().stream().anyMatch(each -> isOther(move, each));
        return others ? (own == 2 ? 6 : 7) : own;
    }

    private boolean isOther(Move move, Move each) {
        return !each.equals(move) && behaviour(each.relay()) != 2;
    }

    private Move other(Move move) {
        return plan.moves().stream().filter(each -> isOther(move, each)).findFirst().orElseThrow();
    }

    private int behaviour(String name) {
        var load = load(name);
        var output = output(name);
        if (load.twitched) {
            return 4;
        }
        if (load.twice) {
            return 5;
        }
        if (output == Output.RAISE || output == Output.LOWER) {
            return load.went ? 0 : 2;
        }
        if (!load.changed) {
            return 2;
        }
        return load.on != load.before ? 3 : load.before ? 1 : 0;
    }

    private Moved.Lamp lamp(Load load) {
        boolean after = coils.getOrDefault(name(load), false);
        if (!load.lampChanged) {
            return load.lampBefore ? Moved.Lamp.LIT : Moved.Lamp.DARK;
        }
        return after != load.lampBefore
                ? Moved.Lamp.LIT
                : load.lampBefore ? Moved.Lamp.OPPOSITE : Moved.Lamp.FOLLOWS;
    }

    private Load load(String relay) {
        return Objects.requireNonNull(loads.get(relay));
    }

    private String name(Load load) {
        return loads.entrySet().stream()
                .filter(it -> it.getValue() == load)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    public void close() {
        board.close();
    }
}

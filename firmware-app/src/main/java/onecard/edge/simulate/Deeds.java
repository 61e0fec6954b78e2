package onecard.edge.simulate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.site.SitePoint;
import onecard.words.Words;
import org.tinylog.Logger;

/// What people do at points and to the site: each deed moves the contacts that somebody would move
/// who did it, one after the other. Nobody walks through what is locked. Thread-safe.
final class Deeds implements AutoCloseable {

    /// Between two contacts of somebody who walks, and of a vehicle.
    private static final Duration STEP = Duration.ofMillis(250);

    private static final Duration ROLL = Duration.ofMillis(500);

    /// How long a leaf stands open behind somebody who goes through.
    private static final Duration LEAF = Duration.ofMillis(450);

    /// How long a finger rests on a button.
    private static final Duration BUTTON = Duration.ofMillis(400);

    private static final long CLOCK_MAX_MILLIS = Duration.ofDays(3_650).toMillis();

    private static final long PULSES_MAX = 100_000;

    private static final Role LEAF_CONTACT = new Role.Leaf();
    private static final Role BUTTON_CONTACT = new Role.ExitButton();

    private final Place place;
    private final Contacts contacts;
    private final Machines machines;
    private final Hand hand;
    private final World world;
    private final Map<String, Long> given = new ConcurrentHashMap<>(); // pulses, by contact
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();

    Deeds(Place place, Contacts contacts, Machines machines, Hand hand, World world) {
        this.place = place;
        this.contacts = contacts;
        this.machines = machines;
        this.hand = hand;
        this.world = world;
    }

    // --- what there is ---

    /// Those that can be done here, as the page is told.
    List<Json> told() {
        var told = new ArrayList<Json>();
        for (var deed : Catalogue.deeds().values()) {
            var id = deed.text("id").orElseThrow();
            if (deed.text("at").equals(Optional.of("site"))) {
                if (isAtSite(id)) {
                    told.add(deed.with("points", new Json.Arr(List.of())));
                }
            } else {
                var at =
                        place.site().points().stream()
                                .filter(point -> isAt(point, id))
                                .map(SitePoint::id)
                                .toList();
                if (!at.isEmpty()) {
                    told.add(deed.with("points", Json.Arr.ofText(at)));
                }
            }
        }
        return told;
    }

    private boolean isAtSite(String deed) {
        return switch (deed) {
            case "fire", "fire_reset" -> !place.fireContacts().isEmpty();
            case "guests_stop", "guests_come" -> world.guests().isPresent();
            default -> true;
        };
    }

    private static boolean isAt(SitePoint point, String deed) {
        var scene = point.profile().scene();
        boolean leaf = has(point, LEAF_CONTACT);
        return switch (deed) {
            case "walk" -> scene.equals("door") || scene.equals("turnstile");
            case "hold", "let_go" -> leaf;
            case "force" -> leaf || !passed(point).isEmpty();
            case "exit_button" -> has(point, BUTTON_CONTACT);
            case "stand", "step_aside" -> has(point, Sensor.SAFETY);
            case "drive_up" -> has(point, Sensor.ARRIVAL_IN);
            case "drive_up_out" -> has(point, Sensor.ARRIVAL_OUT);
            case "drive_through" -> scene.equals("barrier");
            case "drive_off" -> has(point, Sensor.ARRIVAL_IN) || has(point, Sensor.ARRIVAL_OUT);
            case "draw" -> has(point, Sensor.METER);
            default -> false;
        };
    }

    /// Whether it is done to a device that the daemon listens to, and not to a contact or the site.
    static boolean isOfDevice(String deed) {
        return deed.equals("lose") || deed.equals("give_back");
    }

    // --- what is done ---

    /// @param asked `{"deed":ID,"point":ID}` and the deed's arguments
    /// @return why not; empty: it is under way
    Optional<Words> play(String deed, Json.Obj asked) throws IOException, InterruptedException {
        var known = Catalogue.deeds().get(deed);
        if (known == null) {
            return Optional.of(Message.SIMULATE_DEED_UNKNOWN.with(deed));
        }
        if (known.text("at").equals(Optional.of("site"))) {
            return isAtSite(deed)
                    ? atSite(deed, asked)
                    : Optional.of(Message.SIMULATE_DEED_NOT_HERE.with(deed));
        }
        var point = asked.text("point").flatMap(place::point);
        if (point.isEmpty() || !isAt(point.get(), deed)) {
            return Optional.of(Message.SIMULATE_DEED_NOT_HERE.with(deed));
        }
        return atPoint(deed, point.get(), asked);
    }

    private Optional<Words> atSite(String deed, Json.Obj asked)
            throws IOException, InterruptedException {
        switch (deed) {
            case "fire" -> contacts.move(place.fireContacts(), true);
            case "fire_reset" -> contacts.move(place.fireContacts(), false);
            case "network_cut" -> world.network(false);
            case "network_mend" -> world.network(true);
            case "power_cut" -> world.power(false);
            case "power_restore" -> world.power(true);
            case "guests_stop" -> world.guests(false);
            case "guests_come" -> world.guests(true);
            case "clock" -> {
                var millis = asked.number("ms");
                if (millis.isEmpty() || Math.abs(millis.get()) > CLOCK_MAX_MILLIS) {
                    return Optional.of(Message.SIMULATE_ARGUMENT.with("ms"));
                }
                world.clock(millis.get());
            }
            default -> {
                var device = asked.text("device").filter(place.devices()::containsKey);
                if (device.isEmpty()) {
                    return Optional.of(Message.SIMULATE_ARGUMENT.with("device"));
                }
                hand.write(device.get(), Json.Obj.EMPTY.with("do", deed));
            }
        }
        return Optional.empty();
    }

    private Optional<Words> atPoint(String deed, SitePoint point, Json.Obj asked)
            throws IOException {
        return switch (deed) {
            case "walk" -> walks(point);
            case "hold" -> opens(point);
            case "let_go" -> moved(Place.contacts(point, LEAF_CONTACT), true);
            case "force" -> forces(point);
            case "exit_button" -> {
                var button = Place.contacts(point, BUTTON_CONTACT);
                yield go(BUTTON, new Move(button, true), new Move(button, false));
            }
            case "stand" -> moved(Place.contacts(point, Sensor.SAFETY), true);
            case "step_aside" -> moved(Place.contacts(point, Sensor.SAFETY), false);
            case "drive_up" -> moved(Place.contacts(point, Sensor.ARRIVAL_IN), true);
            case "drive_up_out" -> moved(Place.contacts(point, Sensor.ARRIVAL_OUT), true);
            case "drive_off" -> moved(arrivals(point), false);
            case "drive_through" -> drives(point);
            default -> draws(point, asked);
        };
    }

    private Optional<Words> walks(SitePoint point) {
        return point.profile().scene().equals("door") ? throughDoor(point) : throughLane(point);
    }

    private Optional<Words> throughDoor(SitePoint point) {
        var leaf = Place.contacts(point, LEAF_CONTACT);
        return isShut(point)
                ? Optional.of(Message.SIMULATE_LOCKED.with())
                : go(LEAF, new Move(leaf, false), new Move(leaf, true));
    }

    private Optional<Words> throughLane(SitePoint point) {
        var on = machines.on(point);
        if (on.contains(Output.IN)) {
            return passes(point, Sensor.PASSED_IN);
        }
        return on.contains(Output.OUT)
                ? passes(point, Sensor.PASSED_OUT)
                : Optional.of(Message.SIMULATE_LOCKED.with());
    }

    private Optional<Words> passes(SitePoint point, Sensor way) {
        var safety = Place.contacts(point, Sensor.SAFETY);
        var passed =
                Stream.of(way, Sensor.PASSED)
                        .flatMap(sensor -> Place.contacts(point, sensor).stream())
                        .toList();
        return go(
                STEP,
                new Move(safety, true),
                new Move(passed, true),
                new Move(passed, false),
                new Move(safety, false));
    }

    private Optional<Words> opens(SitePoint point) throws IOException {
        return isShut(point)
                ? Optional.of(Message.SIMULATE_LOCKED.with())
                : moved(Place.contacts(point, LEAF_CONTACT), false);
    }

    /// Without asking whether it is open.
    private Optional<Words> forces(SitePoint point) throws IOException {
        if (has(point, LEAF_CONTACT)) {
            return moved(Place.contacts(point, LEAF_CONTACT), false);
        }
        return passes(point, passed(point).getFirst());
    }

    private Optional<Words> drives(SitePoint point) {
        if (!machines.isUp(point)) {
            return Optional.of(Message.SIMULATE_ARM_DOWN.with());
        }
        var safety = Place.contacts(point, Sensor.SAFETY);
        return go(
                ROLL,
                new Move(safety, true),
                new Move(arrivals(point), false),
                new Move(safety, false));
    }

    private Optional<Words> draws(SitePoint point, Json.Obj asked) throws IOException {
        long pulses = asked.number("pulses").orElse(200L);
        if (pulses < 1 || pulses > PULSES_MAX) {
            return Optional.of(Message.SIMULATE_ARGUMENT.with("pulses"));
        }
        if (!machines.on(point).contains(Output.VALVE)) {
            return Optional.of(Message.SIMULATE_LOCKED.with());
        }
        for (var meter : Place.contacts(point, Sensor.METER)) {
            contacts.pulses(meter, given.merge(meter, pulses, Long::sum));
        }
        return Optional.empty();
    }

    /// A door that is locked, and stands not open.
    private boolean isShut(SitePoint point) {
        boolean open =
                Place.contacts(point, LEAF_CONTACT).stream().anyMatch(it -> !contacts.isActive(it));
        return !open && !machines.on(point).contains(Output.LOCK);
    }

    private static List<String> arrivals(SitePoint point) {
        return Stream.of(Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT)
                .flatMap(sensor -> Place.contacts(point, sensor).stream())
                .toList();
    }

    private static List<Sensor> passed(SitePoint point) {
        return Stream.of(Sensor.PASSED_IN, Sensor.PASSED, Sensor.PASSED_OUT)
                .filter(sensor -> has(point, sensor))
                .toList();
    }

    private static boolean has(SitePoint point, Role role) {
        return !Place.contacts(point, role).isEmpty();
    }

    private static boolean has(SitePoint point, Sensor sensor) {
        return !Place.contacts(point, sensor).isEmpty();
    }

    private record Move(List<String> contacts, boolean active) {}

    private Optional<Words> moved(List<String> moved, boolean active) throws IOException {
        contacts.move(moved, active);
        return Optional.empty();
    }

    /// One after the other, on a thread of its own; what is not there takes no time.
    private Optional<Words> go(Duration between, Move... moves) {
        var thread = Thread.ofPlatform().name("deed").daemon().unstarted(() -> run(between, moves));
        underWay.add(thread);
        thread.start();
        return Optional.empty();
    }

    private void run(Duration between, Move... moves) {
        try {
            for (var move : moves) {
                if (!move.contacts().isEmpty()) {
                    contacts.move(move.contacts(), move.active());
                    Thread.sleep(between);
                }
            }
        } catch (IOException failed) {
            Logger.warn("a contact cannot be moved: {}", failed.toString());
        } catch (InterruptedException _) {
            // Nobody plays any more.
        } finally {
            underWay.remove(Thread.currentThread());
        }
    }

    @Override
    public void close() {
        underWay.forEach(Thread::interrupt);
    }
}

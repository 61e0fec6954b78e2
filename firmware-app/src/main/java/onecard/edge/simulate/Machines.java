package onecard.edge.simulate;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.site.SitePoint;
import org.tinylog.Logger;

/// What the machines behind the relays do by themselves: an arm rises and comes down, a wing leaves
/// its place and comes home. Leaves of doors are moved by people alone. Thread-safe.
final class Machines implements AutoCloseable {

    /// From down to up, and back.
    private static final Duration ARM = Duration.ofMillis(1_200);

    /// From home to open, and back.
    private static final Duration WING = Duration.ofMillis(400);

    /// A controller that brings its arm down by itself does it so long after it was up.
    private static final Duration BY_ITSELF = Duration.ofSeconds(6);

    private final Place place;
    private final Contacts contacts;
    private final Map<String, Boolean> up = new ConcurrentHashMap<>(); // by point
    private final Set<String> energised = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("machines").daemon().factory());

    Machines(Place place, Contacts contacts) {
        this.place = place;
        this.contacts = contacts;
    }

    /// Everything rests where nothing is wrong: doors are shut, wings home, arms down.
    void rest() throws IOException {
        for (var point : place.site().points()) {
            contacts.move(point.contacts().keySet(), false);
        }
        for (var point : place.site().points()) {
            contacts.move(Place.contacts(point, new Role.Leaf()), true);
            contacts.move(Place.contacts(point, Sensor.HOME), true);
            contacts.move(Place.contacts(point, Sensor.DOWN), true);
        }
    }

    /// What a point moves at this moment.
    Set<Output> on(SitePoint point) {
        return Place.on(point, energised());
    }

    /// Every output that is on.
    Set<String> energised() {
        return Set.copyOf(energised);
    }

    /// Whether its arm is up, or on the way there.
    boolean isUp(SitePoint point) {
        return up.getOrDefault(point.id(), false);
    }

    /// A line has changed.
    void changed(String line, boolean on) {
        boolean before = on ? !energised.add(line) : !energised.remove(line);
        if (before) {
            return;
        }
        for (var point : place.site().points()) {
            point.relays()
                    .forEach(
                            (output, relay) -> {
                                if (relay.equals(line)) {
                                    moved(point, output, on);
                                }
                            });
        }
    }

    private void moved(SitePoint point, Output output, boolean on) {
        switch (output) {
            case IN, OUT -> wing(point);
            case RAISE -> raise(point, on);
            case LOWER -> {
                if (on) {
                    arm(point, false, Duration.ZERO);
                }
            }
            case LOCK, STOP, VALVE -> {
                // Nothing that a contact shows.
            }
        }
    }

    private void wing(SitePoint point) {
        boolean open = on(point).contains(Output.IN) || on(point).contains(Output.OUT);
        after(WING, () -> contacts.move(Place.contacts(point, Sensor.HOME), !open));
    }

    private void raise(SitePoint point, boolean on) {
        boolean held =
                point.profile() instanceof BarrierProfile barrier
                        && barrier.drive() instanceof Drive.Held;
        if (on) {
            arm(point, true, Duration.ZERO);
        } else if (held) {
            arm(point, false, Duration.ZERO);
        } else if (!point.relays().containsKey(Output.LOWER)) {
            arm(point, false, BY_ITSELF);
        }
    }

    /// The limit contact that is left, and then the one that is reached.
    private void arm(SitePoint point, boolean rises, Duration wait) {
        after(
                wait,
                () -> {
                    boolean wanted = rises || !on(point).contains(Output.RAISE);
                    if (!wanted || isUp(point) == rises) {
                        return;
                    }
                    up.put(point.id(), rises);
                    var leaves = rises ? Sensor.DOWN : Sensor.UP;
                    var reaches = rises ? Sensor.UP : Sensor.DOWN;
                    contacts.move(Place.contacts(point, leaves), false);
                    after(
                            ARM,
                            () -> {
                                if (isUp(point) == rises) {
                                    contacts.move(Place.contacts(point, reaches), true);
                                }
                            });
                });
    }

    private interface Move {
        void go() throws IOException;
    }

    private void after(Duration wait, Move move) {
        var _ =
                later.schedule(
                        () -> {
                            try {
                                move.go();
                            } catch (IOException failed) {
                                Logger.warn("a machine cannot move: {}", failed.toString());
                            }
                        },
                        wait.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}

package onecard.edge.bio.sensor;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultModules;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Task;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// Sees to it that the module at a sensor bears a mark that the vault knows, so that its slots are
/// its own wherever it is fitted. One that holds nobody is marked at once, whatever it bore. One
/// that bears a mark of somebody else's, or none, and holds people, is foreign: nobody knows whose
/// they are, they may be somebody's at another door or of a vault that is lost, and so nobody is
/// compared with them, enrolled among them or deleted, until an operator has it emptied.
public final class ModuleMarks {

    private static final TaggedLogger LOG = Logger.tag("bio");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A module of many users is told to delete each.
    private static final Duration WITHIN = Duration.ofSeconds(90);

    /// Behind that a sensor has answered, or is closed.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// Hears whether the module at a sensor is foreign; told whenever that was looked at.
    public interface Hearer {
        void foreign(String sensor, boolean foreign);
    }

    /// What it reaches.
    public record Ports(
            VaultModules modules,
            MatchThread thread,
            Hearer hearer,
            Supplier<Instant> wall,
            LongSupplier nanos) {}

    private final SensorDesk sensor;
    private final Ports ports;
    private final Runnable again = this::again;

    private volatile boolean busy; // of the match thread, but where that has no room

    public ModuleMarks(SensorDesk sensor, Ports ports) {
        this.sensor = sensor;
        this.ports = ports;
    }

    /// The sensor is back, or a module was not known. Any thread.
    public void begin() {
        ports.thread().errand(again);
    }

    private void again() {
        if (!busy) {
            judge();
        }
    }

    private void judge() {
        var there = sensor.present();
        try {
            if (there.isEmpty() || !isUnknown(there.get())) {
                there.ifPresent(this::isOurs);
                return;
            }
            var task = drawn(false);
            busy = true;
            sensor.askIdle(Optional.empty(), task, deadline(), this::hear);
        } catch (IOException failed) {
            busy = false;
            LOG.error(failed, "it cannot be told whose the module at {} is", sensor.name());
        }
    }

    private void isOurs(BioEvent.Back there) {
        ports.hearer().foreign(sensor.name(), false);
        if (!bearsMark(there) && SensorDesk.capacity(there).isPresent()) {
            LOG.warn(
                    "{} bears no mark: its slots are those of its name, whichever module is there",
                    sensor.name());
        }
    }

    /// Whether its slots are nobody's here.
    private boolean isUnknown(BioEvent.Back there) throws StoreFailed {
        if (!bearsMark(there)) {
            return false;
        }
        var identity = there.identity();
        return identity.isEmpty() || !ports.modules().isKnownAt(identity.get(), sensor.name());
    }

    private static boolean bearsMark(BioEvent.Back there) {
        return there.abilities().contains(new Ability.BearsMark());
    }

    /// A new mark, recorded before a module bears it.
    private Task.Mark drawn(boolean emptying) throws StoreFailed {
        var task = new Task.Mark("%016x".formatted(RANDOM.nextLong()), emptying);
        ports.modules().marked(task.identity(), sensor.name());
        return task;
    }

    private long deadline() {
        return ports.nanos().getAsLong() + WITHIN.toNanos();
    }

    private void hear(Answer answer) {
        boolean heard = ports.thread().offer(() -> marked(answer));
        if (!heard) {
            busy = false;
            LOG.warn("too busy to note that {} is marked", sensor.name());
            ports.thread().putOff(again);
        }
    }

    /// What it bears now it says itself, and is judged by.
    private void marked(Answer answer) {
        busy = false;
        if (answer.equals(new Answer.Not(Answer.Why.HOLDS))) {
            holds();
        } else if (!answer.equals(new Answer.Done())) {
            LOG.warn("{} could not be marked: {}", sensor.name(), answer);
        }
    }

    private void holds() {
        try {
            var there = sensor.present();
            if (there.isPresent() && isUnknown(there.get())) {
                ports.hearer().foreign(sensor.name(), true);
            }
        } catch (StoreFailed failed) {
            LOG.error(failed, "it cannot be told whose the module at {} is", sensor.name());
        }
    }

    // --- emptied on purpose ---

    /// Nobody is left in the module that is there, whoever they were. Any thread; blocks.
    ///
    /// @return with how many slots of ours were given up; `DEVICE_FAULT` where the sensor is away
    ///     or did not do it all: it is to be asked again
    public VaultChange empty(String by) throws StoreFailed {
        var there = sensor.present();
        var capacity = there.map(SensorDesk::capacity).orElseGet(OptionalInt::empty);
        if (there.isEmpty() || capacity.isEmpty()) {
            return new VaultChange.Not(Reason.DEVICE_FAULT);
        }
        try {
            return bearsMark(there.get())
                    ? emptyMarked(there.get(), by)
                    : emptyNamed(capacity.getAsInt(), by);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new VaultChange.Not(Reason.BUSY);
        }
    }

    /// Whom it held is forgotten first: where it stops half way the module is one that nobody
    /// knows.
    private VaultChange emptyMarked(BioEvent.Back there, String by)
            throws StoreFailed, InterruptedException {
        var given =
                ports.modules().forgetAt(there.identity(), sensor.name(), ports.wall().get(), by);
        return await(drawn(true)) ? given : new VaultChange.Not(Reason.DEVICE_FAULT);
    }

    private VaultChange emptyNamed(int capacity, String by)
            throws StoreFailed, InterruptedException {
        ports.modules().giveUp(sensor.name(), ports.wall().get(), by);
        for (int slot = 0; slot < capacity; slot++) {
            if (!await(new Task.Delete(slot))) {
                return new VaultChange.Not(Reason.DEVICE_FAULT);
            }
        }
        return new VaultChange.Made(0, capacity);
    }

    /// Whether it was done.
    private boolean await(Task task) throws InterruptedException {
        var answers = new ArrayBlockingQueue<Answer>(1);
        sensor.askIdle(Optional.empty(), task, deadline(), answers::add);
        var answer = answers.poll(WITHIN.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        return new Answer.Done().equals(answer);
    }
}

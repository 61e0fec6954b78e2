package onecard.edge.bio.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.store.vault.VaultSlots;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Task;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// Has a sensor empty its slots that are nobody's any more, whenever it has the time: who withdrew,
/// who was forgotten, and what a power cut left half enrolled. What could not be emptied is tried
/// again when the sensor is back, or another slot is to be emptied. A slot is emptied in the module
/// that it is of, at whichever sensor that is fitted, and in no other.
public final class Emptying {

    private static final TaggedLogger LOG = Logger.tag("bio");

    /// No person is waited for.
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final SensorDesk sensor;
    private final VaultSlots slots;
    private final MatchThread thread;
    private final LongSupplier nanos;
    private final Runnable again = this::again;

    private volatile boolean busy; // of the match thread, but where that has no room

    public Emptying(SensorDesk sensor, VaultSlots slots, MatchThread thread, LongSupplier nanos) {
        this.sensor = sensor;
        this.slots = slots;
        this.thread = thread;
        this.nanos = nanos;
    }

    /// Something may be to be emptied. Any thread.
    public void begin() {
        thread.errand(again);
    }

    private void again() {
        if (!busy) {
            next();
        }
    }

    private void next() {
        try {
            var device = sensor.device().filter(_ -> canEmpty());
            var left = device.isPresent() ? slots.toEmpty(device.get()) : List.<Integer>of();
            busy = !left.isEmpty();
            if (busy) {
                empty(device.orElseThrow(), left.getFirst());
            }
        } catch (IOException failed) {
            busy = false;
            LOG.error(failed, "the slots of {} cannot be read", sensor.name());
        }
    }

    private boolean canEmpty() {
        return sensor.present().filter(it -> SensorDesk.capacity(it).isPresent()).isPresent();
    }

    private void empty(String device, int slot) {
        sensor.askIdle(
                Optional.of(device),
                new Task.Delete(slot),
                nanos.getAsLong() + WITHIN.toNanos(),
                answer -> {
                    boolean heard = thread.offer(() -> emptied(device, slot, answer));
                    if (!heard) {
                        busy = false;
                        LOG.warn("too busy to note that slot {} is empty", slot);
                        thread.putOff(again); // it is emptied once more
                    }
                });
    }

    private void emptied(String device, int slot, Answer answer) {
        busy = false;
        if (!answer.equals(new Answer.Done())) {
            LOG.warn("{} could not empty slot {}: {}", sensor.name(), slot, answer);
            return;
        }
        try {
            slots.emptied(device, slot);
        } catch (IOException failed) {
            LOG.error(failed, "not noted that slot {} is empty", slot);
            return;
        }
        next();
    }
}

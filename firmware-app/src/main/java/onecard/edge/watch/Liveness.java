package onecard.edge.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// The thread `liveness`: says which devices nobody observes any more, because the driver that
/// should have told of them does not come out of what it is doing. What a driver tells by itself is
/// not its business.
public final class Liveness implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    /// Past this from one look to the next the whole process stood still, and every driver with it.
    private static final Duration PAUSED = LOOK.multipliedBy(2);

    /// @param progressNanos monotonic time when its driver last observed it
    /// @param observed told at first and at each change whether it is, on the liveness thread
    public record Vital(Device device, LongSupplier progressNanos, Consumer<Boolean> observed) {}

    private final List<Vital> vitals;
    private final LongSupplier nanos;
    private final Thread thread;
    private final Map<Device, Boolean> told = new HashMap<>(); // of the thread itself
    private volatile long lookedNanos;

    /// @param nanos the monotonic clock
    public Liveness(List<Vital> vitals, LongSupplier nanos) {
        this.vitals = List.copyOf(vitals);
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
        this.thread = Thread.ofPlatform().name("liveness").daemon().unstarted(this::watch);
    }

    /// Begins to look, twice a second.
    public void start() {
        lookedNanos = nanos.getAsLong();
        thread.start();
    }

    /// Monotonic, when it last looked.
    public long progressNanos() {
        return lookedNanos;
    }

    /// One look at all of them; none after a pause, that each driver has time to observe again.
    void look() {
        long now = nanos.getAsLong();
        boolean paused = now - lookedNanos > PAUSED.toNanos();
        lookedNanos = now;
        if (paused) {
            return;
        }
        for (var vital : vitals) {
            var device = vital.device();
            long quiet = now - vital.progressNanos().getAsLong();
            boolean observed = quiet <= device.kind().bound().toNanos();
            var before = told.put(device, observed);
            if (before != null && before == observed) {
                continue;
            }
            if (!observed) {
                Logger.error(
                        "{} {} was not observed for {} ms",
                        device.kind().wire(),
                        device.name(),
                        quiet / 1_000_000);
            } else if (before != null) {
                Logger.info("{} {} is observed again", device.kind().wire(), device.name());
            }
            vital.observed().accept(observed);
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

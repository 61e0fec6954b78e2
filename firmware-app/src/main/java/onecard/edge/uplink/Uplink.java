package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.StoredEvent;
import org.tinylog.Logger;

/// The thread `uplink`: steps a [Courier] by the real clock. Nothing on the way of a tap ever
/// waits for it.
public final class Uplink implements Outlet, Inbound.Bringer, AutoCloseable {

    /// At least so often it shows that it lives, whatever it waits for.
    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final Courier courier;
    private final Thread thread;
    private final AtomicLong progress;

    /// @param nanoTime the monotonic clock the journal stamps its rows with
    public Uplink(Courier.Settings settings, Courier.Ports ports, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        progress = new AtomicLong(nanoTime.getAsLong());
        thread = new Thread(this::run, "uplink");
        courier = new Courier(settings, ports, () -> LockSupport.unpark(thread));
    }

    public void start() {
        thread.start();
    }

    /// Monotonic time of the last step; any thread.
    public long progressNanos() {
        return progress.get();
    }

    /// Any thread: no link from now on, or one again.
    public void cut(boolean away) {
        courier.cut(away);
    }

    public void announce() {
        courier.announce();
    }

    @Override
    public void sync() {
        courier.sync();
    }

    @Override
    public boolean replay(List<StoredEvent> events) {
        return courier.replay(events);
    }

    @Override
    public void tell(String topic, Json.Obj body, boolean retained) {
        courier.tell(topic, body, retained);
    }

    @Override
    public void clear(String topic, Runnable taken) {
        courier.clear(topic, taken);
    }

    @Override
    public void interestChanged() {
        courier.interestChanged();
    }

    @Override
    public void askAgain(String topic) {
        courier.askAgain(topic);
    }

    public Courier.Health health() {
        return courier.health();
    }

    /// Any thread: whether the broker has granted all these topics on the present link.
    public boolean hears(Set<String> filters) {
        return courier.hears(filters);
    }

    public Tally tally() {
        return courier.tally();
    }

    /// Says goodbye to the broker and ends the thread; before the journal closes, since it takes
    /// the last marks.
    @Override
    public void close() {
        courier.stop();
        try {
            // However long: another run must not find it at the same broker, or at our journal.
            // Where it never ends the process does, by the deadline of a run's end.
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var said = courier.health();
        while (!courier.stopped()) {
            long wake = courier.step(nanoTime.getAsLong());
            progress.set(nanoTime.getAsLong());
            var health = courier.health();
            if (!health.equals(said)) {
                said = health;
                if (health.online()) {
                    Logger.info("uplink online");
                } else {
                    Logger.warn("uplink offline: {}", health.detail());
                }
            }
            long wait = wake - nanoTime.getAsLong();
            if (wait > 0 && !courier.stopped()) {
                LockSupport.parkNanos(Math.min(wait, BEAT_NANOS));
            }
        }
    }
}

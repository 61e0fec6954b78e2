package onecard.hal.gpio;

import static onecard.hal.RelayGuard.NEVER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.Relay;
import onecard.hal.RelayGuard;

/// An output on a line of the board. Guarded by its own lock: the loop sets it, the thread of the
/// lines ends it. A line that fails is tried again every second, with whatever is wanted of it
/// then, so that a lock does not stay open because its chip was away when the release ended.
final class GpioRelay implements Relay, Attended {

    private static final System.Logger LOG = System.getLogger(GpioRelay.class.getName());

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final LineOutput output;
    private final LineThread thread;
    private final RelayGuard guard;
    private final boolean energisedAtStop;
    private final LongSupplier nanos;
    private final Consumer<DeviceEvent> events;

    private boolean energised;
    private long cycles;
    private long endsNanos = NEVER;
    private boolean closed;

    /// Why the line is not at the level that is wanted; the last level is not current then.
    private Optional<String> lost = Optional.empty();

    private boolean lossTold;
    private long retryNanos = NEVER;

    /// @param output at the level it has at rest
    /// @param events told of a loss and of the return, on the thread of the lines
    GpioRelay(
            LineOutput output,
            LineThread thread,
            RelayGuard guard,
            boolean energisedAtStop,
            LongSupplier nanos,
            Consumer<DeviceEvent> events) {
        this.output = output;
        this.thread = thread;
        this.guard = guard;
        this.energisedAtStop = energisedAtStop;
        this.nanos = nanos;
        this.events = events;
        energised = energisedAtStop;
    }

    @Override
    public String name() {
        return output.name();
    }

    @Override
    public synchronized void release(long untilNanos, String cause) {
        set(true, guard.releaseEnds(untilNanos, nanos.getAsLong()));
    }

    @Override
    public synchronized void hold(String cause) {
        set(true, guard.holdEnds(nanos.getAsLong()));
    }

    @Override
    public synchronized void drop(String cause) {
        set(false, NEVER);
    }

    @Override
    public synchronized boolean energised() {
        return energised && lost.isEmpty();
    }

    @Override
    public synchronized long cycles() {
        return cycles;
    }

    private void set(boolean level, long ends) {
        if (closed) {
            return;
        }
        energised = level;
        endsNanos = ends;
        if (lost.isEmpty()) {
            drive();
        }
        thread.dueAt(dueNanos());
    }

    private void drive() {
        boolean closes = energised && !output.isOn();
        try {
            var _ = energised ? output.on() : output.off();
            cycles += closes ? 1 : 0;
        } catch (LineException failed) {
            lose(failed.why());
        }
    }

    private void lose(GpioException why) {
        if (why.fault() instanceof LineFault.Lost) {
            output.line().close();
        }
        if (lost.isEmpty()) {
            lost = Optional.of(why.fault().text());
            lossTold = false;
            retryNanos = nanos.getAsLong();
        }
    }

    @Override
    public int fd() {
        return output.line().fd();
    }

    @Override
    public short waitsFor() {
        return 0;
    }

    @Override
    public synchronized void ready(short found, Edges edges) {
        if (!closed) {
            lose(output.line().gone());
        }
    }

    @Override
    public boolean unread() {
        return false;
    }

    @Override
    public synchronized long dueNanos() {
        if (closed) {
            return NEVER;
        }
        return lost.isEmpty() ? endsNanos : Math.min(endsNanos, retryNanos);
    }

    /// Tells without the lock: a listener that hangs keeps nobody from dropping this relay.
    @Override
    public void due(long nowNanos) {
        attend(nowNanos).forEach(events);
    }

    private synchronized List<DeviceEvent> attend(long nowNanos) {
        var news = new ArrayList<DeviceEvent>();
        if (closed) {
            return news;
        }
        if (nowNanos >= endsNanos) {
            set(false, NEVER);
        }
        if (lost.isPresent() && nowNanos >= retryNanos) {
            if (!lossTold) {
                lossTold = true;
                LOG.log(System.Logger.Level.ERROR, "relay {0}: {1}", name(), lost.get());
                news.add(new DeviceEvent.RelayLost(name(), lost.get(), nowNanos));
            }
            if (restored(nowNanos)) {
                LOG.log(System.Logger.Level.INFO, "relay {0} is back", name());
                news.add(new DeviceEvent.RelayBack(name(), nowNanos));
            }
        }
        return news;
    }

    private boolean restored(long nowNanos) {
        try {
            output.restore(energised);
            lost = Optional.empty();
            retryNanos = NEVER;
            return true;
        } catch (GpioException still) {
            lose(still);
            retryNanos = nowNanos + RETRY.toNanos();
            return false;
        }
    }

    /// Sets the line as it passes the whole way once, to the level it has: or the first person to
    /// come waits for classes to load.
    synchronized void rehearse() {
        if (!closed && lost.isEmpty()) {
            try {
                output.restore(energised);
            } catch (GpioException failed) {
                lose(failed);
            }
        }
    }

    /// At the level for a stopped daemon, until somebody wants another.
    synchronized void reset() {
        if (energised != energisedAtStop) {
            set(energisedAtStop, NEVER);
        }
    }

    /// Somebody else listens: a loss is told once more.
    synchronized void tellAgain() {
        if (lost.isPresent()) {
            lossTold = false;
            retryNanos = nanos.getAsLong();
            thread.dueAt(retryNanos);
        }
    }

    /// At the level for a stopped daemon, and deaf from now on; the line is still held.
    synchronized void rest() {
        set(energisedAtStop, NEVER);
        closed = true;
    }

    @Override
    public void close() {
        rest();
        thread.leave(this);
        output.close();
    }
}

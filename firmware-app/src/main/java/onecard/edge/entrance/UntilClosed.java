package onecard.edge.entrance;

import java.util.function.Consumer;
import onecard.hal.DeviceEvent;

/// What a device tells its run. A driver may come out of a long call after it was closed, when the
/// lists that would be asked are closed, too: it is heard no more. Told by the device's thread,
/// closed by another, which waits for the event in hand; so this one has a lock.
public final class UntilClosed implements Consumer<DeviceEvent>, AutoCloseable {

    private final Consumer<DeviceEvent> source;
    private int inside; // these two guarded by this
    private boolean closed;

    public UntilClosed(Consumer<DeviceEvent> source) {
        this.source = source;
    }

    /// No lock is held while it is told: a card may be asked things meanwhile, and whoever watches
    /// that has something to tell, too.
    @Override
    public void accept(DeviceEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
            inside++;
        }
        try {
            source.accept(event);
        } finally {
            left();
        }
    }

    private synchronized void left() {
        inside--;
        notifyAll();
    }

    /// Returns once nobody is told anything any more.
    @Override
    public synchronized void close() {
        closed = true;
        try {
            while (inside > 0) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

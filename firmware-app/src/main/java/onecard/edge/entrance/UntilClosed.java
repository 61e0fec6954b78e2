package onecard.edge.entrance;

import java.util.function.Consumer;
import onecard.hal.DeviceEvent;

/// What a device tells its run. A driver may come out of a long call after it was closed, when the
/// lists that would be asked are closed, too: it is heard no more. Told by the device's thread,
/// closed by another, which waits for the event in hand; so this one has a lock.
public final class UntilClosed implements Consumer<DeviceEvent>, AutoCloseable {

    private final Consumer<DeviceEvent> source;
    private boolean closed;

    public UntilClosed(Consumer<DeviceEvent> source) {
        this.source = source;
    }

    @Override
    public synchronized void accept(DeviceEvent event) {
        if (!closed) {
            source.accept(event);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}

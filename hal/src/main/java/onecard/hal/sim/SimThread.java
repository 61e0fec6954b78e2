package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;

/// The thread of a simulated reader, scanner or keypad, whose cable can be pulled.
final class SimThread {

    private final String name;
    private final SimDevice<DeviceEvent> device;
    private boolean lost; // of the thread

    SimThread(String name, LongSupplier nanos) {
        this.name = name;
        device = new SimDevice<>("reader-" + name, nanos);
    }

    void open(Consumer<DeviceEvent> listener) {
        device.open(listener, this::back);
    }

    void run(Runnable work) {
        device.run(work);
    }

    /// Something happens to it, at that moment on the monotonic clock; nothing while it is lost.
    void happens(LongFunction<DeviceEvent> event) {
        happens(event, _ -> {});
    }

    /// The same, and what comes after it was told.
    void happens(LongFunction<DeviceEvent> event, Consumer<DeviceEvent> then) {
        run(
                () -> {
                    if (!lost) {
                        device.tell(event, then);
                    }
                });
    }

    /// On its thread: whether its cable is pulled.
    boolean isLost() {
        return lost;
    }

    /// On its thread.
    void tell(DeviceEvent event) {
        device.tell(_ -> event);
    }

    /// Returns once whatever has happened so far was told.
    void awaitTold() {
        device.awaitTold();
    }

    /// The cable is pulled.
    void lose() {
        run(
                () -> {
                    lost = true;
                    device.tell(now -> new DeviceEvent.ReaderLost(name, "unplugged", now));
                });
    }

    /// The cable is back.
    void giveBack() {
        run(() -> device.tell(this::back));
    }

    private DeviceEvent back(long now) {
        lost = false;
        return new DeviceEvent.ReaderBack(name, now);
    }

    long progressNanos() {
        return device.progressNanos();
    }

    /// What was begun comes to its end.
    void close() {
        device.close();
    }

    /// What was begun is given up.
    void closeNow() {
        device.closeNow();
    }
}

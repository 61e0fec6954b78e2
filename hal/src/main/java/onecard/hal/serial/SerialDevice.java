package onecard.hal.serial;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.PortPresence;

/// What every device on a tty that tells something has: its name, its thread, the words by which
/// its port says that it went or came, and the count of what it said that could not be read.
///
/// @param <E> events of the port
final class SerialDevice<E> {

    private final String name;
    private final PortPresence.Loss<E> lost;
    private final LongFunction<E> back;
    private final LongSupplier nanos;
    private final AtomicLong unreadable =
            new AtomicLong(); // counted on the thread, read by anybody
    private final DeviceThread<SerialPort> thread;

    /// @param kind what its thread is called by, before its name
    /// @param device a path that survives re-plugging
    /// @param baud of a UART, as set at the device
    /// @param lost the port's event of a device that went
    /// @param back of one that came; given the moment
    SerialDevice(
            String kind,
            String name,
            Path device,
            int baud,
            PortPresence.Loss<E> lost,
            LongFunction<E> back,
            LongSupplier nanos) {
        this.name = name;
        this.lost = lost;
        this.back = back;
        this.nanos = nanos;
        thread = new DeviceThread<>(kind + "-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    String name() {
        return name;
    }

    /// The moment, as events say it.
    long now() {
        return nanos.getAsLong();
    }

    /// Begins, and never again.
    void start(Consumer<E> events, DeviceThread.Service<SerialPort> service) {
        thread.start(new PortPresence<>(events, lost, back), service);
    }

    /// It is alive. Its own thread.
    void progressed() {
        thread.progressed();
    }

    long progressNanos() {
        return thread.progressNanos();
    }

    /// Lines of it: what is too long or garbled is counted.
    LineFraming lines() {
        return new LineFraming(unreadable);
    }

    /// What it said that is none of its words, for whatever takes them apart.
    AtomicLong unreadable() {
        return unreadable;
    }

    /// Returns once the thread is gone, at most 1 s.
    void close() {
        thread.close();
    }
}

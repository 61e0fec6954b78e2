package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;

/// The one thread of a serial device: opens its port, serves it until it fails, says lost and
/// back, and tries again for as long as it takes.
final class PortThread implements AutoCloseable {

    /// Between two tries to open: an unplugged cable is noticed well within 2 s of its return.
    private static final Duration RETRY = Duration.ofMillis(250);

    /// What a driver does with its open port, until an exception ends it.
    interface Service {
        /// @param ready to be called once the device answers as it should
        void serve(SerialPort port, Runnable ready) throws SerialException, InterruptedException;
    }

    private final String name;
    private final Path device;
    private final int baud;
    private final LongSupplier nanos;
    private final AtomicLong progress = new AtomicLong();
    private Said said = Said.NOTHING; // of the thread itself
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    // Written by one side and read by the other, each before it looks at the other's: whichever
    // comes second sees the first, so no port opened during a close is left waiting.
    private volatile Optional<SerialPort> open = Optional.empty();
    private volatile boolean closing;

    private enum Said {
        NOTHING,
        BACK,
        LOST
    }

    PortThread(String name, Path device, int baud, LongSupplier nanos) {
        this.name = name;
        this.device = device;
        this.baud = baud;
        this.nanos = nanos;
    }

    void start(Consumer<DeviceEvent> events, Service service) {
        progressed();
        thread =
                Thread.ofPlatform()
                        .name("reader-" + name)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        run(events, service);
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    }
                                });
    }

    private void run(Consumer<DeviceEvent> events, Service service) throws InterruptedException {
        while (!closing) {
            try (var port = SerialPort.open(device, baud)) {
                open = Optional.of(port);
                if (closing) {
                    return;
                }
                service.serve(port, () -> back(events));
            } catch (SerialException failed) {
                if (closing) {
                    return;
                }
                lost(events, String.valueOf(failed.getMessage()));
            }
            progressed();
            Thread.sleep(RETRY);
        }
    }

    private void back(Consumer<DeviceEvent> events) {
        said = Said.BACK;
        events.accept(new ReaderBack(name, nanos.getAsLong()));
    }

    private void lost(Consumer<DeviceEvent> events, String why) {
        if (said != Said.LOST) {
            said = Said.LOST;
            events.accept(new ReaderLost(name, why, nanos.getAsLong()));
        }
    }

    void progressed() {
        progress.set(nanos.getAsLong());
    }

    long progressNanos() {
        return progress.get();
    }

    @Override
    public void close() {
        closing = true;
        open.ifPresent(SerialPort::close);
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

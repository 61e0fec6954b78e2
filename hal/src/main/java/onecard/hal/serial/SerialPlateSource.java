package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.PortPresence;

/// A camera on a tty, mostly RS-485: it is listened to and never spoken to. What it says is
/// [PlateLine]; any other line is counted and passed over.
public final class SerialPlateSource implements PlateSource {

    /// Between two signs of life to the watchdog.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int CHUNK_BYTES = 512;

    private final String name;
    private final Duration silence;
    private final LongSupplier nanos;
    private final AtomicLong unreadable = new AtomicLong(); // counted here, read by anybody
    private final DeviceThread<SerialPort> thread;
    private boolean silent; // of the thread

    /// @param device a path that survives re-plugging
    /// @param baud of a UART, as set at the camera
    /// @param silence a camera that says nothing for so long is lost
    public SerialPlateSource(
            String name, Path device, int baud, Duration silence, LongSupplier nanos) {
        this.name = name;
        this.silence = silence;
        this.nanos = nanos;
        this.thread =
                new DeviceThread<>("plates-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<PlateEvent> events) {
        thread.start(
                new PortPresence<>(
                        events,
                        (why, now) -> new PlateEvent.Lost(name, why, now),
                        now -> new PlateEvent.Back(name, now)),
                (port, ready) -> serve(port, ready, events));
    }

    /// One that was silent is back when it speaks; any other when its port is open, for a lane may
    /// be empty for long.
    private void serve(SerialPort port, Runnable ready, Consumer<PlateEvent> events)
            throws DeviceException {
        if (!silent) {
            ready.run();
        }
        var lines = new LineFraming(unreadable);
        var chunk = new byte[CHUNK_BYTES];
        long heardNanos = System.nanoTime();
        while (true) {
            int count = port.read(chunk, IDLE);
            thread.progressed();
            for (var line : lines.feed(chunk, count)) {
                var said = PlateLine.of(line);
                if (said instanceof PlateLine.Unreadable) {
                    unreadable.incrementAndGet();
                    continue;
                }
                heardNanos = System.nanoTime();
                if (silent) {
                    silent = false;
                    ready.run();
                }
                if (said instanceof PlateLine.Plate(var plate, var confidence)) {
                    events.accept(new PlateEvent.Read(name, plate, confidence, nanos.getAsLong()));
                    thread.progressed(); // looking for its like in the lists takes a while
                }
            }
            if (System.nanoTime() - heardNanos >= silence.toNanos()) {
                silent = true;
                throw new DeviceException(port.device(), "the camera is silent");
            }
        }
    }

    @Override
    public long unreadable() {
        return unreadable.get();
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}

package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;
import onecard.hal.linux.DeviceException;

/// A camera on a tty, mostly RS-485: it is listened to and never spoken to. What it says is
/// [PlateLine]; any other line is counted and passed over.
public final class SerialPlateSource implements PlateSource {

    /// Between two signs of life to the watchdog.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int CHUNK_BYTES = 512;

    private final SerialDevice<PlateEvent> device;
    private final Duration silence;
    private boolean silent; // of the thread

    /// @param path of the tty, one that survives re-plugging
    /// @param baud of a UART, as set at the camera
    /// @param silence a camera that says nothing for so long is lost
    public SerialPlateSource(
            String name, Path path, int baud, Duration silence, LongSupplier nanos) {
        this.silence = silence;
        device =
                new SerialDevice<>(
                        "plates",
                        name,
                        path,
                        baud,
                        (why, now) -> new PlateEvent.Lost(name, why, now),
                        now -> new PlateEvent.Back(name, now),
                        nanos);
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public void open(Consumer<PlateEvent> events) {
        device.start(events, (port, ready) -> serve(port, ready, events));
    }

    /// One that was silent is back when it speaks; any other when its port is open, for a lane may
    /// be empty for long.
    private void serve(SerialPort port, Runnable ready, Consumer<PlateEvent> events)
            throws DeviceException {
        if (!silent) {
            ready.run();
        }
        var lines = device.lines();
        var chunk = new byte[CHUNK_BYTES];
        long heardNanos = System.nanoTime();
        while (true) {
            int count = port.read(chunk, IDLE);
            device.progressed();
            for (var line : lines.feed(chunk, count)) {
                var said = PlateLine.of(line);
                if (said instanceof PlateLine.Unreadable) {
                    device.unreadable().incrementAndGet();
                    continue;
                }
                heardNanos = System.nanoTime();
                if (silent) {
                    silent = false;
                    ready.run();
                }
                if (said instanceof PlateLine.Plate(var plate, var confidence)) {
                    events.accept(
                            new PlateEvent.Read(device.name(), plate, confidence, device.now()));
                    device.progressed(); // looking for its like in the lists takes a while
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
        return device.unreadable().get();
    }

    @Override
    public long progressNanos() {
        return device.progressNanos();
    }

    @Override
    public void close() {
        device.close();
    }
}

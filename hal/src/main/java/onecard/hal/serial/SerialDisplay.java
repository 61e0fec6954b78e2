package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayEvent.Back;
import onecard.hal.DisplayEvent.Lost;
import onecard.hal.DisplayText;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.Latest;
import onecard.hal.linux.PortPresence;

/// A customer display on a tty.
public final class SerialDisplay implements CustomerDisplay {

    /// Between two looks whether the device is still there.
    private static final Duration IDLE = Duration.ofSeconds(1);

    /// Displays say nothing; what one says all the same is passed over.
    private static final int CHUNK_BYTES = 64;

    private final String name;
    private final DisplayModel model;
    private final Latest<DisplayText> next = new Latest<>();
    private final DeviceThread<SerialPort> thread;
    private DisplayText wanted = DisplayText.BLANK; // of the thread, over re-plugging

    /// @param device a path that survives re-plugging
    /// @param baud of a UART; a USB device takes any
    public SerialDisplay(
            String name, Path device, int baud, DisplayModel model, LongSupplier nanos) {
        this.name = name;
        this.model = model;
        this.thread =
                new DeviceThread<>("display-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DisplayEvent> events) {
        thread.start(
                new PortPresence<>(
                        events, (why, now) -> new Lost(name, why, now), now -> new Back(name, now)),
                this::serve);
    }

    @Override
    public void show(DisplayText text) {
        next.put(text);
    }

    private void serve(SerialPort port, Runnable ready)
            throws DeviceException, InterruptedException {
        port.write(DisplayModel.BLANK);
        wanted = next.take(Duration.ZERO).orElse(wanted);
        port.write(model.shows(wanted));
        ready.run();
        var chunk = new byte[CHUNK_BYTES];
        while (true) {
            var newest = next.take(IDLE);
            thread.progressed();
            if (newest.isPresent()) {
                wanted = newest.get();
                port.write(model.shows(wanted));
            }
            int _ = port.read(chunk, Duration.ZERO); // is it still there?
        }
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

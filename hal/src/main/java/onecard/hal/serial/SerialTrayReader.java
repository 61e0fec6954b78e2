package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.TrayEvent;
import onecard.hal.TrayReader;
import onecard.hal.linux.DeviceException;

/// A UHF module on a tty, its antenna under a tray; what is said over the line is in [TagFrame]
/// and [TrayModule]. A round that the module did not tell of is no empty tray: nothing is told.
public final class SerialTrayReader implements TrayReader {

    /// From one round to the next, which takes most of it: four make a tray stable in 300 ms.
    static final Duration ROUND = Duration.ofMillis(100);

    /// So many rounds in a row without an answer, and the module is lost: one is a damaged frame.
    private static final int SILENT_ROUNDS = 3;

    private final SerialDevice<TrayEvent> device;
    private final TrayModule.Times times;

    /// @param path of the tty, one that survives re-plugging
    /// @param baud of a UART, as set at the module: 115200 mostly
    public SerialTrayReader(String name, Path path, int baud, LongSupplier nanos) {
        this(name, path, baud, TrayModule.Times.USUAL, nanos);
    }

    SerialTrayReader(String name, Path path, int baud, TrayModule.Times times, LongSupplier nanos) {
        this.times = times;
        device =
                new SerialDevice<>(
                        "tray",
                        name,
                        path,
                        baud,
                        (why, now) -> new TrayEvent.Lost(name, why, now),
                        now -> new TrayEvent.Back(name, now),
                        nanos);
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public void open(Consumer<TrayEvent> events) {
        device.start(events, (port, ready) -> serve(port, ready, events));
    }

    private void serve(SerialPort port, Runnable ready, Consumer<TrayEvent> events)
            throws DeviceException, InterruptedException {
        var module = new TrayModule(port, times, device.unreadable());
        module.prepare();
        boolean looks = false;
        int silent = 0;
        while (true) {
            long began = System.nanoTime();
            var tags = module.look();
            long now = device.now();
            device.progressed();
            if (tags.isPresent()) {
                if (!looks) {
                    looks = true;
                    ready.run(); // one that takes orders and tells no round is of no use yet
                }
                silent = 0;
                events.accept(new TrayEvent.Inventory(device.name(), tags.get(), now));
            } else if (++silent == SILENT_ROUNDS) {
                throw new DeviceException(port.device(), "the module " + module.trouble());
            }
            long left = ROUND.toNanos() - (System.nanoTime() - began);
            Thread.sleep(Duration.ofNanos(Math.max(0, left)));
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

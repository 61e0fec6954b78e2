package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CodeSeen;
import onecard.hal.Scanner;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.ReaderPresence;

/// A QR scanner on a tty. A scanner at rest is silent, so a UART cable that was pulled shows only
/// at the next set-up; a USB device that goes is noticed at once.
public final class SerialScanner implements Scanner {

    /// Between two signs of life to the watchdog.
    private static final Duration IDLE = Duration.ofSeconds(1);

    /// Scanners answer a setting within some tens of milliseconds.
    private static final Duration ANSWER = Duration.ofMillis(500);

    private static final int CHUNK_BYTES = 512;

    private final String name;
    private final CodeRules rules;
    private final ScannerSetup setup;
    private final LongSupplier nanos;
    private final SameCode same; // over re-plugging: it is the same phone
    private final DeviceThread<SerialPort> thread;

    /// @param device a path that survives re-plugging
    /// @param baud of a UART; a USB device takes any
    public SerialScanner(
            String name,
            Path device,
            int baud,
            CodeRules rules,
            ScannerSetup setup,
            LongSupplier nanos) {
        this.name = name;
        this.rules = rules;
        this.setup = setup;
        this.nanos = nanos;
        this.same = new SameCode(rules.sameCode());
        this.thread =
                new DeviceThread<>("reader-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        thread.start(new ReaderPresence(name, events), (port, ready) -> serve(port, ready, events));
    }

    private void serve(SerialPort port, Runnable ready, Consumer<DeviceEvent> events)
            throws DeviceException {
        for (var setting : setup.settings()) {
            set(port, setting);
        }
        ready.run();
        var framing = new CodeFraming(rules);
        var chunk = new byte[CHUNK_BYTES];
        while (true) {
            int count = port.read(chunk, framing.pending() ? CodeFraming.GAP : IDLE);
            long now = nanos.getAsLong();
            thread.progressed();
            if (count == 0) {
                framing.silent(now).ifPresent(code -> seen(code, now, events));
            } else {
                framing.feed(chunk, count, now).forEach(code -> seen(code, now, events));
            }
        }
    }

    private void seen(byte[] code, long now, Consumer<DeviceEvent> events) {
        if (same.fresh(code, now)) {
            events.accept(new CodeSeen(name, code, now));
            thread.progressed(); // one code may cost a question to a service, and many came at once
        }
    }

    private void set(SerialPort port, String setting) throws DeviceException {
        port.discard();
        port.write(setup.command(setting));
        long deadline = System.nanoTime() + ANSWER.toNanos();
        var heard = new byte[CHUNK_BYTES];
        var chunk = new byte[CHUNK_BYTES];
        int size = 0;
        while (size < heard.length) {
            int count =
                    port.read(chunk, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (count == 0) {
                break;
            }
            int kept = Math.min(count, heard.length - size);
            System.arraycopy(chunk, 0, heard, size, kept);
            size += kept;
            switch (ScannerSetup.answer(heard, size, setting)) {
                case DONE -> {
                    thread.progressed();
                    return;
                }
                case REFUSED ->
                        throw new DeviceException(port.device(), "refuses the setting " + setting);
                case NONE -> {}
            }
        }
        throw new DeviceException(port.device(), "does not answer to the setting " + setting);
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

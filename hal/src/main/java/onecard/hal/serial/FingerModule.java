package onecard.hal.serial;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;
import onecard.hal.linux.BioThread;

/// A fingerprint module on a tty; what is said over the line is in [FingerFrame], [FingerLine] and
/// [FingerDialogue]. Its slots are the module's own; it looks for no attacks.
///
/// Enrolment takes two looks at the same finger, lifted in between. The line between module and
/// board is not protected, and its password goes over it in the clear: keep it inside the housing.
public final class FingerModule implements BioSensor {

    /// As modules leave their factories.
    public static final int ADDRESS = 0xFFFFFFFF;

    /// The same.
    public static final int PASSWORD = 0;

    private final AtomicLong unreadable = new AtomicLong(); // counted there, read by anybody
    private final BioThread<SerialPort> thread;

    /// @param path of the tty, one that survives re-plugging
    /// @param baud as set at the module: 57600 mostly
    /// @param address of the module, [#ADDRESS] mostly
    /// @param password of the module, [#PASSWORD] mostly
    public FingerModule(
            String name,
            Path path,
            int baud,
            int address,
            int password,
            FingerProfile profile,
            LongSupplier nanos) {
        this(name, path, baud, address, password, profile, FingerLine.Times.USUAL, nanos);
    }

    FingerModule(
            String name,
            Path path,
            int baud,
            int address,
            int password,
            FingerProfile profile,
            FingerLine.Times times,
            LongSupplier nanos) {
        thread =
                new BioThread<>(
                        "finger",
                        name,
                        () -> SerialPort.open(path, baud),
                        port ->
                                FingerGreeting.begin(
                                        new FingerLine(port, address, times, unreadable),
                                        password,
                                        profile),
                        nanos);
    }

    @Override
    public String name() {
        return thread.name();
    }

    @Override
    public Modality modality() {
        return Modality.FINGER;
    }

    @Override
    public void open(Consumer<BioEvent> events) {
        thread.open(events);
    }

    @Override
    public void ask(long request, Task task, long deadlineNanos) {
        thread.ask(request, task, deadlineNanos);
    }

    @Override
    public void cancel(long request) {
        thread.cancel(request);
    }

    /// How much came that was damaged, or made no sense.
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

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

/// A palm or finger vein module on a tty, which keeps its users and compares them itself; what is
/// said over the line is in [VeinFrame], [VeinLine], [VeinUsers] and [VeinDialogue]. Some of the
/// family hand features over; how they say it is not the same everywhere, and it is not asked for.
///
/// One that does not list its users is lost, with that reason: which slot stands for whom, nobody
/// could tell after a power cut.
///
/// Who was in a slot is gone as soon as another is to be enrolled there, also where nobody comes.
/// The line between module and board is not protected: keep it inside the housing.
public final class VeinModule implements BioSensor {

    /// As modules leave their factories.
    public static final int BAUD = 115_200;

    private final AtomicLong unreadable = new AtomicLong(); // counted there, read by anybody
    private final BioThread<SerialPort> thread;

    /// @param path of the tty, one that survives re-plugging
    /// @param baud as set at the module: [#BAUD] mostly
    public VeinModule(String name, Path path, int baud, VeinProfile profile, LongSupplier nanos) {
        this(name, path, baud, profile, VeinLine.Times.USUAL, nanos);
    }

    VeinModule(
            String name,
            Path path,
            int baud,
            VeinProfile profile,
            VeinLine.Times times,
            LongSupplier nanos) {
        thread =
                new BioThread<>(
                        "vein",
                        name,
                        () -> SerialPort.open(path, baud),
                        port -> VeinDialogue.begin(new VeinLine(port, times, unreadable), profile),
                        nanos);
    }

    @Override
    public String name() {
        return thread.name();
    }

    @Override
    public Modality modality() {
        return Modality.VEIN;
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

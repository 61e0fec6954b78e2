package onecard.hal.serial;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.driver.BioThread;

/// A palm or finger vein module on a tty, which keeps its users and compares them itself; what is
/// said over the line is in [VeinFrame], [VeinLine], [VeinUsers] and [VeinDialogue]. Some of the
/// family hand features over; how they say it is not the same everywhere, and it is not asked for.
///
/// One that does not list its users is lost, with that reason: which slot stands for whom, nobody
/// could tell after a power cut.
///
/// Who was in a slot is gone as soon as another is to be enrolled there, also where nobody comes.
/// The line between module and board is not protected: keep it inside the housing.
public final class VeinModule {

    /// As modules leave their factories.
    public static final int BAUD = 115_200;

    private VeinModule() {}

    /// @param path of the tty, one that survives re-plugging
    /// @param baud as set at the module: [#BAUD] mostly
    public static BioSensor of(
            String name, Path path, int baud, VeinProfile profile, LongSupplier nanos) {
        return of(name, path, baud, profile, VeinLine.Times.USUAL, nanos);
    }

    static BioSensor of(
            String name,
            Path path,
            int baud,
            VeinProfile profile,
            VeinLine.Times times,
            LongSupplier nanos) {
        return new BioThread<>(
                "vein",
                name,
                Modality.VEIN,
                () -> SerialPort.open(path, baud),
                port -> VeinDialogue.begin(new VeinLine(port, times, new AtomicLong()), profile),
                nanos);
    }
}

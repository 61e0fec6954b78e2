package onecard.hal.serial;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.driver.BioThread;

/// A fingerprint module on a tty; what is said over the line is in [FingerFrame], [FingerLine] and
/// [FingerDialogue]. Its slots are the module's own; it looks for no attacks.
///
/// Enrolment takes two looks at the same finger, lifted in between. The line between module and
/// board is not protected, and its password goes over it in the clear: keep it inside the housing.
public final class FingerModule {

    /// As modules leave their factories.
    public static final int ADDRESS = 0xFFFFFFFF;

    /// The same.
    public static final int PASSWORD = 0;

    private FingerModule() {}

    /// @param path of the tty, one that survives re-plugging
    /// @param baud as set at the module: 57600 mostly
    /// @param address of the module, [#ADDRESS] mostly
    /// @param password of the module, [#PASSWORD] mostly
    public static BioSensor of(
            String name,
            Path path,
            int baud,
            int address,
            int password,
            FingerProfile profile,
            LongSupplier nanos) {
        return of(name, path, baud, address, password, profile, FingerLine.Times.USUAL, nanos);
    }

    static BioSensor of(
            String name,
            Path path,
            int baud,
            int address,
            int password,
            FingerProfile profile,
            FingerLine.Times times,
            LongSupplier nanos) {
        return new BioThread<>(
                "finger",
                name,
                Modality.FINGER,
                () -> SerialPort.open(path, baud),
                port ->
                        FingerGreeting.begin(
                                new FingerLine(port, address, times, new AtomicLong()),
                                password,
                                profile),
                nanos);
    }
}

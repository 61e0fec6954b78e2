package onecard.hal.serial;

import java.io.IOException;
import java.nio.file.Path;
import onecard.hal.linux.Libc;

/// A serial device that cannot be opened, was unplugged, or does not do what it was told. Says
/// which device and what; never what was read from it.
public final class SerialException extends IOException {
    private static final long serialVersionUID = 1L;

    SerialException(Path device, String what) {
        super(device + ": " + what);
    }

    /// @param answer minus the error number, as [Libc] answers
    static SerialException of(Path device, String call, int answer) {
        return new SerialException(device, call + ": " + Libc.strerror(-answer));
    }
}

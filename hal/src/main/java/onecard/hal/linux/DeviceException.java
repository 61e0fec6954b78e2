package onecard.hal.linux;

import java.io.IOException;
import java.nio.file.Path;

/// A device that cannot be opened, was unplugged, or does not do what it was told. Says which
/// device and what; never what was read from it.
public final class DeviceException extends IOException {
    private static final long serialVersionUID = 1L;

    public DeviceException(Path device, String what) {
        super(device + ": " + what);
    }

    /// @param answer minus the error number, as [Libc] answers
    public static DeviceException of(Path device, String call, int answer) {
        return new DeviceException(device, call + ": " + Libc.strerror(-answer));
    }
}

package onecard.hal.input;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceFile;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.Libc;

/// An open input device of the kernel, `/dev/input/event..`, and ours alone: what is pressed there
/// reaches neither console nor display.
///
/// Source: Linux, include/uapi/linux/input.h.
final class InputDevice implements DeviceThread.Device {

    /// `_IOW('E', 0x90, int)`; it takes the number itself, and not its address.
    private static final long EVIOCGRAB = 0x40044590L;

    private final DeviceFile file;

    private InputDevice(DeviceFile file) {
        this.file = file;
    }

    /// @throws DeviceException when it is absent, not ours to open, no input device, or somebody
    /// else's
    static InputDevice open(Path device) throws DeviceException {
        return open(device, fd -> grab(device, fd));
    }

    /// What only says the same as one: a pipe.
    static InputDevice like(Path device) throws DeviceException {
        return open(device, _ -> {});
    }

    private static InputDevice open(Path device, DeviceFile.Call first) throws DeviceException {
        return new InputDevice(DeviceFile.open(device, Libc.O_RDONLY, first, _ -> {}));
    }

    private static void grab(Path device, int fd) throws DeviceException {
        int grabbed = Libc.ioctl(fd, EVIOCGRAB, MemorySegment.ofAddress(1));
        if (grabbed < 0) {
            throw DeviceException.of(device, "cannot have it alone", grabbed);
        }
    }

    /// Waits for events; 0 when none came within `wait`.
    int read(byte[] into, Duration wait) throws DeviceException {
        return file.read(into, wait);
    }

    @Override
    public void close() {
        file.close();
    }
}

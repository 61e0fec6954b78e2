package onecard.hal.pcsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A USB port as the kernel shows it, whose device can be taken off the bus and put back without
/// anybody touching it: `authorized` of usb(7)'s sysfs. Only root may write there, or whom a udev
/// rule lets.
public final class UsbPort {

    /// Off for so long that the device's own controller has lost power or been reset.
    static final Duration OFF = Duration.ofSeconds(1);

    private static final Path DEVICES = Path.of("/sys/bus/usb/devices");

    private final String port;
    private final Path authorized;
    private final Pause pause;

    /// Lets time pass.
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /// @param port as the kernel names it, `1-1.2`: bus, and the ports on the way
    public UsbPort(String port) {
        this(DEVICES, port, Thread::sleep);
    }

    /// @param devices in place of the kernel's
    public UsbPort(Path devices, String port) {
        this(devices, port, Thread::sleep);
    }

    UsbPort(Path devices, String port, Pause pause) {
        this.port = port;
        this.authorized = devices.resolve(port).resolve("authorized");
        this.pause = pause;
    }

    String name() {
        return port;
    }

    /// Whether a device is plugged in there.
    boolean present() {
        return Files.exists(authorized);
    }

    /// Off and on. However it ends, it is on again, unless the process dies meanwhile.
    ///
    /// @throws IOException where that is not allowed, or nothing is plugged in
    void replug() throws IOException, InterruptedException {
        write("0");
        try {
            pause.take(OFF);
        } finally {
            write("1");
        }
    }

    /// On again, if a process died before it had switched it back on.
    ///
    /// @return whether it was off
    boolean heal() throws IOException {
        if (!present() || !Files.readString(authorized).strip().equals("0")) {
            return false;
        }
        write("1");
        return true;
    }

    private void write(String value) throws IOException {
        Files.writeString(authorized, value, StandardOpenOption.WRITE);
    }
}

package onecard.hal.pcsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// A USB port as the kernel shows it, whose device can be taken off the bus and put back without
/// anybody touching it: `authorized` of usb(7)'s sysfs. Only root may write there, or whom a udev
/// rule lets.
public final class UsbPort {

    /// Off for so long that the device's own controller has lost power or been reset.
    static final Duration OFF = Duration.ofSeconds(1);

    private static final Path DEVICES = Path.of("/sys/bus/usb/devices");

    private static final String HUB = "09"; // bDeviceClass of usb.org

    private final String port;
    private final Path device;
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
        this.device = devices.resolve(port);
        this.authorized = device.resolve("authorized");
        this.pause = pause;
    }

    String name() {
        return port;
    }

    /// Whether a device is plugged in there.
    boolean present() {
        return Files.exists(authorized);
    }

    /// What is plugged in there: its vendor, product and, if it has one, its serial number.
    /// Empty: nothing is, or it does not say.
    Optional<String> device() {
        return attribute("idVendor")
                .flatMap(vendor -> attribute("idProduct").map(product -> vendor + ":" + product))
                .map(id -> attribute("serial").map(serial -> id + " " + serial).orElse(id));
    }

    /// Where on its bus a device is. The kernel numbers it anew each time it is plugged in.
    record Address(int bus, int device) {
        @Override
        public String toString() {
            return "device %d of bus %d".formatted(device, bus);
        }
    }

    /// Where what is plugged in there is; empty: nothing is.
    Optional<Address> address() {
        return number("busnum")
                .flatMap(bus -> number("devnum").map(device -> new Address(bus, device)));
    }

    private Optional<Integer> number(String name) {
        return attribute(name).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
    }

    private Optional<String> attribute(String name) {
        try {
            return Optional.of(Files.readString(device.resolve(name)).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Off and on. However it ends, it is on again, unless the process dies meanwhile.
    ///
    /// @throws IOException where that is not allowed, nothing is plugged in, or a hub is: whatever
    /// hangs on that would go with it
    void replug() throws IOException, InterruptedException {
        if (attribute("bDeviceClass").filter(HUB::equals).isPresent()) {
            throw new IOException(port + " is a hub; name the port that the reader itself is in");
        }
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

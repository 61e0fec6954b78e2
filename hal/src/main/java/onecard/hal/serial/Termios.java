package onecard.hal.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.Libc;

/// How a tty treats bytes: raw, 8-N-1, no flow control, no modem lines. `struct termios` begins
/// with four 32-bit words of flags on every Linux but MIPS, SPARC and POWER.
final class Termios {

    /// 60 bytes in glibc; more is never touched.
    private static final int BYTES = 128;

    private static final long C_IFLAG = 0;
    private static final long C_CFLAG = 8;

    private static final int CSTOPB = 0100;
    private static final int CREAD = 0200;
    private static final int CLOCAL = 04000;
    private static final int CRTSCTS = 020000000000;

    private Termios() {}

    /// Sets the tty up, and makes sure that it took: `tcsetattr` is content when any one of the
    /// changes could be made.
    static void raw(Path device, int fd, int baud) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            var wanted = arena.allocate(BYTES);
            check(device, "not a tty", Libc.tcgetattr(fd, wanted));
            Libc.cfmakeraw(wanted);
            // What cfmakeraw leaves: XOFF sent and parity checked on input, a second stop bit,
            // hardware flow control, and an end when the carrier drops.
            wanted.set(ValueLayout.JAVA_INT, C_IFLAG, 0);
            int control = flags(wanted) & ~(CSTOPB | CRTSCTS) | CREAD | CLOCAL;
            wanted.set(ValueLayout.JAVA_INT, C_CFLAG, control);
            // The number itself, not B115200: old C libraries translate it, new ones take it.
            check(device, baud + " baud", Libc.cfsetspeed(wanted, baud));
            check(device, "set raw mode", Libc.tcsetattr(fd, wanted));
            var taken = arena.allocate(BYTES);
            check(device, "read the mode back", Libc.tcgetattr(fd, taken));
            if (flags(taken) != flags(wanted)) {
                throw new DeviceException(device, "does not take " + baud + " baud 8-N-1");
            }
        }
    }

    private static int flags(MemorySegment termios) {
        return termios.get(ValueLayout.JAVA_INT, C_CFLAG);
    }

    private static void check(Path device, String what, int answer) throws DeviceException {
        if (answer < 0) {
            throw DeviceException.of(device, what, answer);
        }
    }
}

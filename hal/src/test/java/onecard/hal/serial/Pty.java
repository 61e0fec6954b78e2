package onecard.hal.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;

/// A pseudo-terminal: the device's end of a cable, whose other end is a tty like any other. Its
/// own descriptor of that tty keeps the line up while no driver has it open.
final class Pty implements AutoCloseable {

    private static final int NAME_MAX = 64;

    private final int master;
    private final int slave;
    private final Path tty;
    private boolean closed;

    Pty() throws SerialException {
        master = call(POSIX_OPENPT, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC);
        call(GRANTPT, master);
        call(UNLOCKPT, master);
        tty = name(master);
        slave = Libc.open(tty.toString(), Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC);
        // Raw from the start, or it would echo what the device says.
        Termios.raw(tty, slave, 115_200);
    }

    /// The tty to open.
    Path tty() {
        return tty;
    }

    /// The speed the other end has set.
    int baud() {
        try (var arena = Arena.ofConfined()) {
            var termios = arena.allocate(128);
            Libc.tcgetattr(master, termios);
            return switch ((int) CFGETOSPEED.invokeExact(termios)) {
                case 13, 9_600 -> 9_600;
                case 14, 19_200 -> 19_200;
                case 15, 38_400 -> 38_400;
                case 0x1001, 57_600 -> 57_600;
                case 0x1002, 115_200 -> 115_200;
                default -> throw new IllegalStateException("another speed");
            };
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int to) {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            int put = Libc.write(master, text.asSlice(from), to - from);
            if (put != to - from) {
                throw new IllegalStateException("the pty took " + put);
            }
        }
    }

    /// What came, at most `max` bytes; none when nothing did in time.
    byte[] read(int max, Duration wait) {
        try (var arena = Arena.ofConfined()) {
            var poll = arena.allocate(8, 4);
            poll.set(ValueLayout.JAVA_INT, 0, master);
            poll.set(ValueLayout.JAVA_SHORT, 4, Libc.POLLIN);
            if (Libc.poll(poll, 1, (int) wait.toMillis()) <= 0) {
                return new byte[0];
            }
            var into = arena.allocate(max);
            int got = Libc.read(master, into, max);
            return into.asSlice(0, Math.max(got, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// Pulls the cable.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(slave);
            Libc.close(master);
        }
    }

    private static Path name(int master) {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(NAME_MAX);
            int failed = (int) PTSNAME_R.invokeExact(master, text, (long) NAME_MAX);
            if (failed != 0) {
                throw new IllegalStateException("ptsname_r " + failed);
            }
            return Path.of(text.getString(0));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int call(MethodHandle function, int argument) {
        try {
            int answer = (int) function.invokeExact(argument);
            if (answer < 0) {
                throw new IllegalStateException("no pseudo-terminal");
            }
            return answer;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final MethodHandle POSIX_OPENPT = link("posix_openpt");
    private static final MethodHandle GRANTPT = link("grantpt");
    private static final MethodHandle UNLOCKPT = link("unlockpt");
    private static final MethodHandle PTSNAME_R =
            link(
                    "ptsname_r",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG));
    private static final MethodHandle CFGETOSPEED =
            link("cfgetospeed", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private static MethodHandle link(String name) {
        return link(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted") // calling C is what a pseudo-terminal takes
    private static MethodHandle link(String name, FunctionDescriptor shape) {
        var linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(address, shape);
    }
}

package onecard.hal.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The C functions that drivers need. Each answers as the kernel itself does: what C returns, or
/// minus the error number. The widths of `size_t` and `long` come from the linker, so that the same
/// calls fit 64-bit and 32-bit boards; the flags are those of asm-generic, which x86, ARM and
/// RISC-V share. Any thread; a call that waits belongs on a platform thread.
public final class Libc {

    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 02;
    public static final int O_NOCTTY = 0400;
    public static final int O_NONBLOCK = 04000;
    public static final int O_CLOEXEC = 02000000;
    public static final int LOCK_EX_NB = 2 | 4;
    public static final int TCSANOW = 0;
    public static final int TCIOFLUSH = 2;
    public static final short POLLIN = 0x01;
    public static final short POLLOUT = 0x04;
    public static final short POLLERR = 0x08;
    public static final short POLLHUP = 0x10;
    public static final int F_SETFL = 4;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout INT = canonical("int");
    private static final MemoryLayout LONG = canonical("long");
    private static final MemoryLayout SIZE = canonical("size_t");
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /// Where a thread's calls leave their error numbers; allocating one a call costs more than most
    /// calls do.
    private static final ThreadLocal<MemorySegment> LEFT =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle OPEN =
            link("open", Linker.Option.firstVariadicArg(2), INT, POINTER, INT);
    private static final MethodHandle CLOSE = link("close", INT, INT);
    private static final MethodHandle READ = link("read", SIZE, INT, POINTER, SIZE);
    private static final MethodHandle WRITE = link("write", SIZE, INT, POINTER, SIZE);
    private static final MethodHandle POLL = link("poll", INT, POINTER, LONG, INT);
    private static final MethodHandle PPOLL = link("ppoll", INT, POINTER, LONG, POINTER, POINTER);
    private static final MethodHandle IOCTL =
            link("ioctl", Linker.Option.firstVariadicArg(2), INT, INT, LONG, POINTER);
    private static final MethodHandle FCNTL =
            link("fcntl", Linker.Option.firstVariadicArg(2), INT, INT, INT, INT);
    private static final MethodHandle EVENTFD = link("eventfd", INT, INT, INT);
    private static final MethodHandle FLOCK = link("flock", INT, INT, INT);
    private static final MethodHandle TCGETATTR = link("tcgetattr", INT, INT, POINTER);
    private static final MethodHandle TCSETATTR = link("tcsetattr", INT, INT, INT, POINTER);
    private static final MethodHandle TCFLUSH = link("tcflush", INT, INT, INT);
    private static final MethodHandle CFSETSPEED = link("cfsetspeed", INT, POINTER, INT);
    private static final MethodHandle STRERROR =
            downcall("strerror", FunctionDescriptor.of(POINTER, INT));
    private static final MethodHandle CFMAKERAW =
            downcall("cfmakeraw", FunctionDescriptor.ofVoid(POINTER));

    private Libc() {}

    public static int open(String path, int flags) {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom(path);
            return (int) call(state -> (long) OPEN.invokeExact(state, name, (long) flags));
        }
    }

    public static int close(int fd) {
        return (int) call(state -> (long) CLOSE.invokeExact(state, (long) fd));
    }

    public static int read(int fd, MemorySegment into, int bytes) {
        return (int) call(state -> (long) READ.invokeExact(state, (long) fd, into, (long) bytes));
    }

    public static int write(int fd, MemorySegment from, int bytes) {
        return (int) call(state -> (long) WRITE.invokeExact(state, (long) fd, from, (long) bytes));
    }

    /// @param fds `pollfd` after `pollfd`: descriptor (4), events (2), found events (2)
    public static int poll(MemorySegment fds, int count, int millis) {
        return (int)
                call(state -> (long) POLL.invokeExact(state, fds, (long) count, (long) millis));
    }

    /// The same, to the nanosecond.
    ///
    /// @param timespec seconds and nanoseconds, each a C `long`; `NULL` waits for ever
    public static int ppoll(MemorySegment fds, int count, MemorySegment timespec) {
        return (int)
                call(
                        state ->
                                (long)
                                        PPOLL.invokeExact(
                                                state,
                                                fds,
                                                (long) count,
                                                timespec,
                                                MemorySegment.NULL));
    }

    /// @param request its number, unsigned
    public static int ioctl(int fd, long request, MemorySegment argument) {
        return (int) call(state -> (long) IOCTL.invokeExact(state, (long) fd, request, argument));
    }

    /// A command that takes a number.
    public static int fcntl(int fd, int command, int argument) {
        return (int)
                call(
                        state ->
                                (long)
                                        FCNTL.invokeExact(
                                                state, (long) fd, (long) command, (long) argument));
    }

    public static int eventfd(int flags) {
        return (int) call(state -> (long) EVENTFD.invokeExact(state, 0L, (long) flags));
    }

    public static int flock(int fd, int operation) {
        return (int) call(state -> (long) FLOCK.invokeExact(state, (long) fd, (long) operation));
    }

    public static int tcgetattr(int fd, MemorySegment termios) {
        return (int) call(state -> (long) TCGETATTR.invokeExact(state, (long) fd, termios));
    }

    public static int tcsetattr(int fd, MemorySegment termios) {
        return (int)
                call(
                        state ->
                                (long)
                                        TCSETATTR.invokeExact(
                                                state, (long) fd, (long) TCSANOW, termios));
    }

    public static int tcflush(int fd) {
        return (int) call(state -> (long) TCFLUSH.invokeExact(state, (long) fd, (long) TCIOFLUSH));
    }

    public static int cfsetspeed(MemorySegment termios, int baud) {
        return (int) call(state -> (long) CFSETSPEED.invokeExact(state, termios, (long) baud));
    }

    public static void cfmakeraw(MemorySegment termios) {
        call(
                _ -> {
                    CFMAKERAW.invokeExact(termios);
                    return 0;
                });
    }

    /// The C library's own words for an error number.
    @SuppressWarnings("restricted") // the string ends where C says it ends
    public static String strerror(int errno) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C call could not be made", impossible);
        }
    }

    private interface Call {
        long make(MemorySegment state) throws Throwable;
    }

    private static long call(Call call) {
        try {
            var state = LEFT.get();
            long result = call.make(state);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C call could not be made", impossible);
        }
    }

    private static MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
        return wide(
                downcall(
                        name,
                        FunctionDescriptor.of(result, arguments),
                        Linker.Option.captureCallState("errno")));
    }

    private static MethodHandle link(
            String name, Linker.Option option, MemoryLayout result, MemoryLayout... arguments) {
        return wide(
                downcall(
                        name,
                        FunctionDescriptor.of(result, arguments),
                        Linker.Option.captureCallState("errno"),
                        option));
    }

    @SuppressWarnings("restricted") // calling C is this class's whole purpose
    private static MethodHandle downcall(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }

    /// Every number as a `long`, whatever its width in C: a call is then written once for all
    /// boards.
    private static MethodHandle wide(MethodHandle narrow) {
        var type = narrow.type();
        for (int i = 0; i < type.parameterCount(); i++) {
            if (type.parameterType(i) == int.class) {
                type = type.changeParameterType(i, long.class);
            }
        }
        return MethodHandles.explicitCastArguments(narrow, type.changeReturnType(long.class));
    }

    private static MemoryLayout canonical(String name) {
        var layout = LINKER.canonicalLayouts().get(name);
        if (layout == null) {
            throw new IllegalStateException("the linker knows no C type " + name);
        }
        return layout;
    }
}

package onecard.hal.input;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.hal.linux.Libc;

/// A keypad that the kernel makes for whoever asks at `/dev/uinput`: an input device like any
/// other, pressed by a program.
///
/// Source: Linux, include/uapi/linux/uinput.h.
final class VirtualKeys implements AutoCloseable {

    static final Path UINPUT = Path.of("/dev/uinput");

    private static final int O_WRONLY = 1;
    private static final long UI_DEV_CREATE = 0x5501L;
    private static final long UI_DEV_DESTROY = 0x5502L;
    private static final long UI_DEV_SETUP = 0x405c5503L;
    private static final long UI_SET_EVBIT = 0x40045564L;
    private static final long UI_SET_KEYBIT = 0x40045565L;
    private static final long UI_GET_SYSNAME = 0x8040552cL; // of 64 bytes
    private static final int SETUP_BYTES = 92;
    private static final int NAME_AT = 8;

    private final int fd;
    private final Path node;

    VirtualKeys() throws IOException {
        fd = done(Libc.open(UINPUT.toString(), O_WRONLY | Libc.O_CLOEXEC));
        number(UI_SET_EVBIT, KeyEvents.EV_KEY);
        for (char key : "0123456789#*".toCharArray()) {
            number(UI_SET_KEYBIT, Keystrokes.code(key));
        }
        try (var arena = Arena.ofConfined()) {
            var setup = arena.allocate(SETUP_BYTES, 4);
            setup.set(ValueLayout.JAVA_SHORT, 0, (short) 3); // USB
            setup.setString(NAME_AT, "onecard test keypad");
            done(Libc.ioctl(fd, UI_DEV_SETUP, setup));
            done(Libc.ioctl(fd, UI_DEV_CREATE, MemorySegment.NULL));
            var name = arena.allocate(64);
            done(Libc.ioctl(fd, UI_GET_SYSNAME, name));
            node = node(Path.of("/sys/devices/virtual/input", name.getString(0)));
        }
    }

    /// The input device.
    Path node() {
        return node;
    }

    void type(String keys) {
        try (var arena = Arena.ofConfined()) {
            var bytes = Keystrokes.brief(keys);
            var from = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            if (done(Libc.write(fd, from, bytes.length)) != bytes.length) {
                throw new IllegalStateException("the kernel took a part");
            }
        }
    }

    /// Pulls its cable.
    @Override
    public void close() {
        Libc.ioctl(fd, UI_DEV_DESTROY, MemorySegment.NULL);
        Libc.close(fd);
    }

    private void number(long request, int value) {
        done(Libc.ioctl(fd, request, MemorySegment.ofAddress(value)));
    }

    private static Path node(Path device) throws IOException {
        try (var parts = Files.newDirectoryStream(device, "event*")) {
            return Path.of("/dev/input").resolve(parts.iterator().next().getFileName());
        }
    }

    private static int done(int answer) {
        if (answer < 0) {
            throw new IllegalStateException(Libc.strerror(-answer));
        }
        return answer;
    }
}

package onecard.hal.gpio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import onecard.hal.linux.Libc;

/// The kernel this process runs on.
final class LinuxKernel implements Kernel {

    private static final Path DEV = Path.of("/dev");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final MemorySegment ONE = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, 1L);

    /// Two C `long` on the 64-bit machines we run on; of the one thread that polls.
    private final MemorySegment timespec = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

    @Override
    public List<Path> chips() {
        var chips = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(DEV, "gpiochip*")) {
            for (var device : found) {
                // A link is a second name of a chip that is there already.
                if (!Files.isSymbolicLink(device)) {
                    chips.add(device);
                }
            }
        } catch (IOException _) {
            return List.of(); // no /dev that can be read, so no chips
        }
        Collections.sort(chips);
        return chips;
    }

    @Override
    public int open(Path device) {
        return Libc.open(device.toString(), Libc.O_RDWR | Libc.O_CLOEXEC);
    }

    @Override
    public int close(int fd) {
        return Libc.close(fd);
    }

    @Override
    public int ioctl(int fd, int request, MemorySegment argument) {
        return Libc.ioctl(fd, Integer.toUnsignedLong(request), argument);
    }

    @Override
    public int nonblocking(int fd) {
        return Libc.fcntl(fd, Libc.F_SETFL, Libc.O_NONBLOCK);
    }

    @Override
    public int read(int fd, MemorySegment into) {
        return Libc.read(fd, into, (int) into.byteSize());
    }

    @Override
    public int poll(MemorySegment fds, int count, long waitNanos) {
        if (waitNanos == FOREVER) {
            return Libc.ppoll(fds, count, MemorySegment.NULL);
        }
        timespec.setAtIndex(ValueLayout.JAVA_LONG, 0, waitNanos / NANOS_PER_SECOND);
        timespec.setAtIndex(ValueLayout.JAVA_LONG, 1, waitNanos % NANOS_PER_SECOND);
        return Libc.ppoll(fds, count, timespec);
    }

    @Override
    public int eventfd() {
        return Libc.eventfd(Libc.O_CLOEXEC | Libc.O_NONBLOCK);
    }

    @Override
    public void wake(int eventfd) {
        Libc.write(eventfd, ONE, Long.BYTES);
    }

    @Override
    public String error(int errno) {
        return Libc.strerror(errno);
    }
}

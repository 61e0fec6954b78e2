package onecard.hal.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/// An open character device. Read and written by one thread; [#close] may come from any and ends a
/// blocked call at once.
///
/// Source: poll(2), eventfd(2).
public final class DeviceFile implements AutoCloseable {

    /// What one read brings at most: 40 ms of a line at 115200 baud.
    private static final int CHUNK_BYTES = 512;

    /// A command is some tens of bytes, 30 ms at 9600 baud: after so long the device takes none.
    private static final Duration WRITE_WAIT = Duration.ofSeconds(1);

    private static final int POLLFD_BYTES = 8;

    private final Path device;
    private final int fd;
    private final int wake;
    private final IntConsumer last;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment chunk = arena.allocate(CHUNK_BYTES);
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, 4);
    private final ReentrantLock inside = new ReentrantLock(); // while the descriptor is in use
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Something done with the descriptor that may fail.
    public interface Call {
        void on(int fd) throws DeviceException;
    }

    private DeviceFile(Path device, int fd, int wake, IntConsumer last) {
        this.device = device;
        this.fd = fd;
        this.wake = wake;
        this.last = last;
    }

    /// Opens the device.
    ///
    /// @param flags [Libc#O_RDWR] and the like
    /// @param first done with the descriptor before anything else
    /// @param last done with it before it is closed
    /// @throws DeviceException when it is absent or not ours to open, or `first` refuses it
    public static DeviceFile open(Path device, int flags, Call first, IntConsumer last)
            throws DeviceException {
        int fd = Libc.open(device.toString(), flags | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw DeviceException.of(device, "cannot open", fd);
        }
        try {
            first.on(fd);
            int wake = Libc.eventfd(Libc.O_CLOEXEC | Libc.O_NONBLOCK);
            if (wake < 0) {
                throw DeviceException.of(device, "no eventfd", wake);
            }
            return new DeviceFile(device, fd, wake, last);
        } catch (DeviceException refused) {
            Libc.close(fd);
            throw refused;
        }
    }

    /// The path it was opened by.
    public Path device() {
        return device;
    }

    /// Waits for bytes.
    ///
    /// @return how many came, 0 when none did within `wait`
    /// @throws DeviceException when the device was unplugged or closed
    public int read(byte[] into, Duration wait) throws DeviceException {
        long deadline = System.nanoTime() + wait.toNanos();
        inside.lock();
        try {
            while (ready(Libc.POLLIN, deadline)) {
                int got = Libc.read(fd, chunk, Math.min(into.length, CHUNK_BYTES));
                if (got > 0) {
                    MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, 0, into, 0, got);
                    chunk.fill((byte) 0); // it may have been somebody's name, or PIN
                    return got;
                }
                if (got == 0) {
                    throw unplugged();
                }
                if (!tryAgain(got)) {
                    throw DeviceException.of(device, "read", got);
                }
            }
            return 0;
        } finally {
            inside.unlock();
        }
    }

    /// Hands all bytes to the device.
    ///
    /// @throws DeviceException also when it does not take them within 1 s
    public void write(byte[] bytes) throws DeviceException {
        long deadline = System.nanoTime() + WRITE_WAIT.toNanos();
        inside.lock();
        try (var confined = Arena.ofConfined()) {
            var from = confined.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            int at = 0;
            while (at < bytes.length) {
                if (!ready(Libc.POLLOUT, deadline)) {
                    throw new DeviceException(device, "takes no bytes");
                }
                int put = Libc.write(fd, from.asSlice(at), bytes.length - at);
                if (put < 0 && !tryAgain(put)) {
                    throw DeviceException.of(device, "write", put);
                }
                at += Math.max(put, 0);
            }
        } finally {
            inside.unlock();
        }
    }

    /// Does something else with the descriptor.
    public void use(Call call) throws DeviceException {
        inside.lock();
        try {
            refuseClosed();
            call.on(fd);
        } finally {
            inside.unlock();
        }
    }

    /// Waits until the device is ready; false at the deadline.
    private boolean ready(short events, long deadline) throws DeviceException {
        while (true) {
            refuseClosed();
            watch(0, fd, events);
            watch(POLLFD_BYTES, wake, Libc.POLLIN);
            long left = Math.max(0, deadline - System.nanoTime());
            // Rounded up, so that a wait never ends before its time.
            int found = Libc.poll(polled, 2, (int) Math.min(60_000, (left + 999_999) / 1_000_000));
            if (found < 0 && !tryAgain(found)) {
                throw DeviceException.of(device, "poll", found);
            }
            refuseClosed();
            short seen = found > 0 ? polled.get(ValueLayout.JAVA_SHORT, 6) : 0;
            if ((seen & events) != 0) {
                return true;
            }
            if (seen != 0) {
                throw unplugged(); // hung up, in error, or no descriptor any more
            }
            if (left == 0) {
                return false;
            }
        }
    }

    private void watch(long at, int descriptor, short events) {
        polled.set(ValueLayout.JAVA_INT, at, descriptor);
        polled.set(ValueLayout.JAVA_SHORT, at + 4, events);
        polled.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
    }

    private static boolean tryAgain(int answer) {
        return answer == -Libc.EAGAIN || answer == -Libc.EINTR;
    }

    private DeviceException unplugged() {
        return new DeviceException(device, "unplugged");
    }

    private void refuseClosed() throws DeviceException {
        if (closed.get()) {
            throw new DeviceException(device, "closed");
        }
    }

    /// Idempotent. A call blocked in another thread ends with a [DeviceException].
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (var confined = Arena.ofConfined()) {
            Libc.write(wake, confined.allocateFrom(ValueLayout.JAVA_LONG, 1L), Long.BYTES);
        }
        inside.lock();
        try {
            last.accept(fd);
            Libc.close(fd);
            Libc.close(wake);
            arena.close();
        } finally {
            inside.unlock();
        }
    }
}

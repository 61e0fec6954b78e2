package onecard.hal.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import onecard.hal.linux.Libc;

/// One tty, raw, 8-N-1: a UART, or a USB device of class CDC, which ignores the baud rate. Named
/// by a path that survives re-plugging, such as `/dev/serial/by-id/..`.
///
/// Read and written by one thread; [#close] may come from any and ends a blocked call at once.
/// Nobody else gets the device meanwhile: it is locked, as other serial programs do it.
///
/// Source: termios(3), poll(2), eventfd(2).
public final class SerialPort implements AutoCloseable {

    /// What one read brings at most: 40 ms of a line at 115200 baud.
    private static final int CHUNK_BYTES = 512;

    /// A command is some tens of bytes, 30 ms at 9600 baud: after so long the device takes none.
    private static final Duration WRITE_WAIT = Duration.ofSeconds(1);

    private static final int POLLFD_BYTES = 8;

    private final Path device;
    private final int fd;
    private final int wake;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment chunk = arena.allocate(CHUNK_BYTES);
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, 4);
    private final ReentrantLock inside = new ReentrantLock(); // while the descriptor is in use
    private final AtomicBoolean closed = new AtomicBoolean();

    private SerialPort(Path device, int fd, int wake) {
        this.device = device;
        this.fd = fd;
        this.wake = wake;
    }

    /// Opens the device and forgets what it said before.
    ///
    /// @param baud 9600 to 921600, one the C library knows
    /// @throws SerialException when it is absent, in use, not ours to open, or no tty
    public static SerialPort open(Path device, int baud) throws SerialException {
        int fd =
                Libc.open(
                        device.toString(),
                        Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            throw SerialException.of(device, "cannot open", fd);
        }
        try {
            int locked = Libc.flock(fd, Libc.LOCK_EX_NB);
            if (locked < 0) {
                throw SerialException.of(device, "in use by another", locked);
            }
            Termios.raw(device, fd, baud);
            int wake = Libc.eventfd(Libc.O_CLOEXEC | Libc.O_NONBLOCK);
            if (wake < 0) {
                throw SerialException.of(device, "no eventfd", wake);
            }
            var port = new SerialPort(device, fd, wake);
            port.discard();
            return port;
        } catch (SerialException refused) {
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
    /// @throws SerialException when the device was unplugged or the port closed
    public int read(byte[] into, Duration wait) throws SerialException {
        long deadline = System.nanoTime() + wait.toNanos();
        inside.lock();
        try {
            while (ready(Libc.POLLIN, deadline)) {
                int got = Libc.read(fd, chunk, Math.min(into.length, CHUNK_BYTES));
                if (got > 0) {
                    MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, 0, into, 0, got);
                    chunk.fill((byte) 0); // it may have been somebody's name
                    return got;
                }
                if (got == 0) {
                    throw unplugged();
                }
                if (!tryAgain(got)) {
                    throw SerialException.of(device, "read", got);
                }
            }
            return 0;
        } finally {
            inside.unlock();
        }
    }

    /// Hands all bytes to the line.
    ///
    /// @throws SerialException also when the device does not take them within 1 s
    public void write(byte[] bytes) throws SerialException {
        long deadline = System.nanoTime() + WRITE_WAIT.toNanos();
        inside.lock();
        try (var confined = Arena.ofConfined()) {
            var from = confined.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            int at = 0;
            while (at < bytes.length) {
                if (!ready(Libc.POLLOUT, deadline)) {
                    throw new SerialException(device, "takes no bytes");
                }
                int put = Libc.write(fd, from.asSlice(at), bytes.length - at);
                if (put < 0 && !tryAgain(put)) {
                    throw SerialException.of(device, "write", put);
                }
                at += Math.max(put, 0);
            }
        } finally {
            inside.unlock();
        }
    }

    /// Another speed; what is under way in either direction is lost.
    public void baud(int baud) throws SerialException {
        inside.lock();
        try {
            refuseClosed();
            Termios.raw(device, fd, baud);
            Libc.tcflush(fd);
        } finally {
            inside.unlock();
        }
    }

    /// Forgets what came and was not read, and what was written and not sent.
    public void discard() throws SerialException {
        inside.lock();
        try {
            refuseClosed();
            Libc.tcflush(fd);
        } finally {
            inside.unlock();
        }
    }

    /// Waits until the device is ready; false at the deadline.
    private boolean ready(short events, long deadline) throws SerialException {
        while (true) {
            refuseClosed();
            watch(0, fd, events);
            watch(POLLFD_BYTES, wake, Libc.POLLIN);
            long left = Math.max(0, deadline - System.nanoTime());
            // Rounded up, so that a wait never ends before its time.
            int found = Libc.poll(polled, 2, (int) Math.min(60_000, (left + 999_999) / 1_000_000));
            if (found < 0 && !tryAgain(found)) {
                throw SerialException.of(device, "poll", found);
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

    private SerialException unplugged() {
        return new SerialException(device, "unplugged");
    }

    private void refuseClosed() throws SerialException {
        if (closed.get()) {
            throw new SerialException(device, "closed");
        }
    }

    /// Idempotent. A call blocked in another thread ends with a [SerialException].
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
            // Else close waits up to 30 s for bytes that a stuck device does not take.
            Libc.tcflush(fd);
            Libc.close(fd);
            Libc.close(wake);
            arena.close();
        } finally {
            inside.unlock();
        }
    }
}

package onecard.hal.gpio;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// The system calls a GPIO line needs, and nothing more; [LinuxKernel] makes them. Each answers as
/// the kernel does, what it found or minus the error number. Any thread, except for [#poll].
interface Kernel {

    int EPERM = 1;
    int ENOENT = 2;
    int EINTR = 4;
    int ENXIO = 6;
    int EAGAIN = 11;
    int EACCES = 13;
    int EBUSY = 16;
    int ENODEV = 19;
    int EINVAL = 22;
    int ENOTTY = 25;

    short POLLIN = 0x01;

    /// Bytes of a `struct pollfd`: descriptor (4), events (2), found events (2).
    int POLLFD_BYTES = 8;

    /// [#poll] waits until something comes.
    long FOREVER = -1;

    /// Devices of GPIO chips, each once, in order of their paths.
    List<Path> chips();

    /// Opens a chip's device for reading and writing.
    int open(Path device);

    int close(int fd);

    int ioctl(int fd, int request, MemorySegment argument);

    /// Reads of this descriptor do not wait from now on: with nothing there they are `EAGAIN`.
    int nonblocking(int fd);

    int read(int fd, MemorySegment into);

    /// Waits for one of these, by one thread only.
    ///
    /// @param fds `struct pollfd` after `struct pollfd`
    /// @param waitNanos at most so long, never less; or [#FOREVER]
    int poll(MemorySegment fds, int count, long waitNanos);

    /// A descriptor that [#wake] makes readable.
    int eventfd();

    void wake(int eventfd);

    /// The C library's words for an error number.
    String error(int errno);
}

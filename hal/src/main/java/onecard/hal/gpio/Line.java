package onecard.hal.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// One line of the board while this process holds it. Guarded by the relay or contact it belongs
/// to.
final class Line implements AutoCloseable {

    /// What the kernel calls whoever holds a line of ours, before its name.
    static final String OURS = "onecard:";

    private static final int NONE = -1;

    private final Kernel kernel;
    private final String consumer;
    private final Wire wire;
    private final MemorySegment values = Arena.ofAuto().allocate(Uapi.VALUES);
    private volatile int fd = NONE; // the thread that polls looks at it without a lock

    /// @param name of the relay or contact
    Line(Kernel kernel, String name, Wire wire) {
        this.kernel = kernel;
        this.consumer = OURS + name;
        this.wire = wire;
        values.set(Uapi.U64, Uapi.VALUES_MASK, Uapi.FIRST);
    }

    /// Asks for the line, wherever its chip is now.
    void request(LineRequest.Use use) throws GpioException {
        close();
        try (var chip = Chip.find(kernel, wire.chip())) {
            int offset = chip.line(wire.line()).offset();
            fd =
                    chip.request(
                            new LineRequest(offset, consumer, wire.activeHigh(), wire.bias(), use));
            check("does not take O_NONBLOCK", kernel.nonblocking(fd));
        }
    }

    boolean held() {
        return fd != NONE;
    }

    /// What [Kernel#poll] waits on; negative while the line is not held, which poll passes over.
    int fd() {
        return fd;
    }

    /// @throws GpioException also while the line is not held
    void set(boolean active) throws GpioException {
        values.set(Uapi.U64, Uapi.VALUES_BITS, active ? Uapi.FIRST : 0);
        check("cannot be set", kernel.ioctl(fd, Uapi.SET_VALUES, values));
    }

    boolean get() throws GpioException {
        check("cannot be read", kernel.ioctl(fd, Uapi.GET_VALUES, values));
        return (values.get(Uapi.U64, Uapi.VALUES_BITS) & Uapi.FIRST) != 0;
    }

    /// Edges that have come, oldest first; none if none has.
    ///
    /// @param room for the events to be read into
    List<LineEvent> read(MemorySegment room) throws GpioException {
        int bytes = kernel.read(fd, room);
        if (bytes == -Kernel.EAGAIN) {
            return List.of();
        }
        check("tells no edges", bytes);
        int count = (int) (bytes / Uapi.EVENT.byteSize());
        var read = new ArrayList<LineEvent>(count);
        for (int n = 0; n < count; n++) {
            read.add(LineEvent.decode(room, n));
        }
        return read;
    }

    /// The chip is not there any more.
    GpioException gone() {
        return new GpioException(new LineFault.Lost(wire.chip(), wire.line()));
    }

    private void check(String what, int answer) throws GpioException {
        if (answer >= 0) {
            return;
        }
        if (answer == -Kernel.ENODEV || !held()) {
            throw gone();
        }
        throw new GpioException(
                new LineFault.Failed(
                        "line " + wire.line() + " of " + wire.chip() + " " + what,
                        kernel.error(-answer)));
    }

    @Override
    public void close() {
        if (fd != NONE) {
            kernel.close(fd);
            fd = NONE;
        }
    }
}

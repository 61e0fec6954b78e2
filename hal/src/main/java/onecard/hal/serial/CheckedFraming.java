package onecard.hal.serial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Cuts what comes over a line into frames that carry their length and a check. Pure: bytes in,
/// frames out; owned by one thread, never holds more than the longest frame, and nothing of one
/// that is cut.
///
/// What may begin a frame is one until its head, length or check says otherwise, or until the line
/// falls silent before its end; then the next byte that may begin one is looked at. So noise, or a
/// frame cut short, costs no frame behind it.
final class CheckedFraming<F> {

    /// Of [Shape#judge]: more is needed to tell.
    static final int OPEN = 0;

    /// Of [Shape#judge]: no frame begins here.
    static final int BAD = -1;

    /// What frames look like.
    interface Shape<F> {

        /// Bytes of the longest.
        int longest();

        /// Whether a frame may begin with this byte.
        boolean begins(byte first);

        /// What begins with the first byte held: [#OPEN], [#BAD], or the length of a whole frame.
        int judge(byte[] held, int size);

        /// The frame that these bytes are; copies them.
        F frame(byte[] held, int length);
    }

    private final Shape<F> shape;
    private final AtomicLong unreadable;
    private final byte[] held;
    private int size;

    /// @param unreadable counts what began like a frame and was none
    CheckedFraming(Shape<F> shape, AtomicLong unreadable) {
        this.shape = shape;
        this.unreadable = unreadable;
        this.held = new byte[shape.longest()];
    }

    /// The frames that end with these bytes.
    List<F> feed(byte[] bytes, int count) {
        var frames = new ArrayList<F>();
        for (int i = 0; i < count; i++) {
            held[size++] = bytes[i];
            cut(frames);
        }
        return frames;
    }

    /// To be called when the line fell silent: the frames in what began like one and will not go
    /// on. Nothing is held afterwards.
    List<F> silent() {
        var frames = new ArrayList<F>();
        while (size > 0) {
            giveUp();
            cut(frames);
        }
        return frames;
    }

    /// Whether something has begun that silence would end.
    boolean pending() {
        return size > 0;
    }

    private void cut(List<F> frames) {
        while (size > 0) {
            int length = shape.judge(held, size);
            if (length == OPEN) {
                return;
            }
            if (length == BAD) {
                giveUp();
            } else {
                frames.add(shape.frame(held, length));
                forget(length);
            }
        }
    }

    /// No frame begins with the first byte: on to the next that may be one.
    private void giveUp() {
        if (shape.begins(held[0])) {
            unreadable.incrementAndGet();
        }
        int next = 1;
        while (next < size && !shape.begins(held[next])) {
            next++;
        }
        forget(next);
    }

    private void forget(int count) {
        System.arraycopy(held, count, held, 0, size - count);
        Arrays.fill(held, size - count, size, (byte) 0); // it may be of somebody's body
        size -= count;
    }
}

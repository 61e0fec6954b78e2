package onecard.hal.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Cuts what a UHF module sends into frames ([TagFrame]). Pure: bytes in, frames out; owned by one
/// thread, and never holds more than the longest frame.
///
/// The first `BB` begins a frame until its type, length, sum or end says otherwise, or until the
/// line falls silent before its end; then the next `BB` behind it does. So noise, or a frame cut
/// short, costs no frame behind it, and what a tag has in its memory never counts as a frame of
/// its own.
final class TagFraming {

    private final AtomicLong unreadable;
    private final byte[] held = new byte[TagFrame.HEAD + TagFrame.PARAMETERS_MAX + TagFrame.TAIL];
    private int size;

    /// @param unreadable counts what began like a frame and was none
    TagFraming(AtomicLong unreadable) {
        this.unreadable = unreadable;
    }

    /// The frames that end with these bytes.
    List<TagFrame> feed(byte[] bytes, int count) {
        var frames = new ArrayList<TagFrame>();
        for (int i = 0; i < count; i++) {
            held[size++] = bytes[i];
            cut(frames);
        }
        return frames;
    }

    /// To be called when the line fell silent: the frames in what began like one and will not go
    /// on. Nothing is held afterwards.
    List<TagFrame> silent() {
        var frames = new ArrayList<TagFrame>();
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

    private void cut(List<TagFrame> frames) {
        while (size > 0) {
            switch (judge()) {
                case OPEN -> {
                    return;
                }
                case BAD -> giveUp();
                case WHOLE -> {
                    int length = frameLength();
                    frames.add(TagFrame.of(held, length));
                    forget(length);
                }
            }
        }
    }

    private enum Judgement {
        OPEN,
        BAD,
        WHOLE
    }

    /// What begins with the first byte held.
    private Judgement judge() {
        if ((held[0] & 0xff) != TagFrame.BEGIN
                || size > 1 && held[1] != TagFrame.ANSWER && held[1] != TagFrame.TAG) {
            return Judgement.BAD;
        }
        if (size < TagFrame.HEAD) {
            return Judgement.OPEN;
        }
        if (TagFrame.length(held) > TagFrame.PARAMETERS_MAX) {
            return Judgement.BAD;
        }
        int length = frameLength();
        if (size < length) {
            return Judgement.OPEN;
        }
        return held[length - 1] == TagFrame.END
                        && held[length - 2] == TagFrame.sum(held, length - TagFrame.TAIL)
                ? Judgement.WHOLE
                : Judgement.BAD;
    }

    private int frameLength() {
        return TagFrame.HEAD + TagFrame.length(held) + TagFrame.TAIL;
    }

    /// No frame begins with the first byte: on to the next that may be one.
    private void giveUp() {
        if ((held[0] & 0xff) == TagFrame.BEGIN) {
            unreadable.incrementAndGet();
        }
        int next = 1;
        while (next < size && (held[next] & 0xff) != TagFrame.BEGIN) {
            next++;
        }
        forget(next);
    }

    private void forget(int count) {
        System.arraycopy(held, count, held, 0, size - count);
        size -= count;
    }
}

package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Cuts what a scale or a camera sends into lines, at CR, LF or both. Pure: bytes in, lines out;
/// owned by one thread.
///
/// What is longer than any line they say is discarded up to its end. The half of a line that
/// is heard first is given out like any other: no end of a good line is a good line.
final class LineFraming {

    /// The longest line of a scale has some 25 characters, of a camera some 40, with its end.
    static final int LINE_MAX = 64;

    private final AtomicLong unreadable;
    private final byte[] held = new byte[LINE_MAX];
    private int size;
    private boolean discarding;

    /// @param unreadable counts the lines that were too long
    LineFraming(AtomicLong unreadable) {
        this.unreadable = unreadable;
    }

    /// The lines that end with these bytes, without their ends; an empty one is none.
    List<String> feed(byte[] bytes, int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                if (size > 0 && !discarding) {
                    lines.add(new String(held, 0, size, StandardCharsets.ISO_8859_1));
                }
                size = 0;
                discarding = false;
            } else if (discarding) {
                continue;
            } else if (size == LINE_MAX) {
                discarding = true;
                unreadable.incrementAndGet();
            } else {
                held[size++] = bytes[i];
            }
        }
        return lines;
    }
}

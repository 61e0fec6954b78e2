package onecard.hal.serial;

import java.util.Arrays;
import java.util.Optional;

/// The frames of a resident ID card module: `AA AA AA 96 69`, length (2, most significant first,
/// of all that follows), body, and the XOR of length and body. Pure: bytes in, bodies out; owned
/// by one thread.
///
/// Every preamble is a frame until its length or checksum says otherwise, and the frame that is
/// whole first is the one. So noise, a longer run of `AA` or a frame cut short, even one that
/// claims to go on, never hides a good frame behind it. Nothing is held beyond the longest
/// frame, and what is done with is overwritten: it holds a person's data.
final class SamFraming {

    /// Status and checksum.
    private static final int LENGTH_MIN = 4;

    /// The longest answer to anything we ask: base information, 1295 bytes in all.
    static final int LENGTH_MAX = 3 + 2 + 2 + 256 + 1024 + 1;

    private static final byte[] PREAMBLE = {
        (byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69
    };

    private static final int HEAD = PREAMBLE.length + 2;

    private final byte[] held = new byte[HEAD + LENGTH_MAX];
    private final int[] starts = new int[held.length / PREAMBLE.length + 1];
    private int size;
    private int candidates;

    /// A whole frame around `body`.
    static byte[] frame(byte[] body) {
        var frame = new byte[HEAD + body.length + 1];
        System.arraycopy(PREAMBLE, 0, frame, 0, PREAMBLE.length);
        int length = body.length + 1;
        frame[PREAMBLE.length] = (byte) (length >> 8);
        frame[PREAMBLE.length + 1] = (byte) length;
        System.arraycopy(body, 0, frame, HEAD, body.length);
        frame[frame.length - 1] = xor(frame, PREAMBLE.length, frame.length - 1);
        return frame;
    }

    /// The body of the frame that this byte completes. Everything before it is forgotten.
    Optional<byte[]> feed(byte next) {
        if (size == held.length) {
            makeRoom();
        }
        held[size++] = next;
        if (endsWithPreamble()) {
            starts[candidates++] = size - PREAMBLE.length;
        }
        int kept = 0;
        for (int i = 0; i < candidates; i++) {
            int from = starts[i];
            switch (judge(from)) {
                case OPEN -> starts[kept++] = from;
                case BAD -> {}
                case WHOLE -> {
                    var body = Arrays.copyOfRange(held, from + HEAD, size - 1);
                    forget();
                    return Optional.of(body);
                }
            }
        }
        candidates = kept;
        return Optional.empty();
    }

    private enum Judgement {
        OPEN,
        BAD,
        WHOLE
    }

    private Judgement judge(int from) {
        if (size < from + HEAD) {
            return Judgement.OPEN;
        }
        int at = from + PREAMBLE.length;
        int length = (held[at] & 0xff) << 8 | held[at + 1] & 0xff;
        if (length < LENGTH_MIN || length > LENGTH_MAX) {
            return Judgement.BAD;
        }
        if (size < from + HEAD + length) {
            return Judgement.OPEN;
        }
        return xor(held, at, size - 1) == held[size - 1] ? Judgement.WHOLE : Judgement.BAD;
    }

    private boolean endsWithPreamble() {
        return size >= PREAMBLE.length
                && Arrays.equals(held, size - PREAMBLE.length, size, PREAMBLE, 0, PREAMBLE.length);
    }

    /// Forgets all before the oldest frame that is still open, or before a preamble that may be
    /// under way. A frame that began first in a full buffer has had room to end.
    private void makeRoom() {
        int from = candidates > 0 ? starts[0] : size - (PREAMBLE.length - 1);
        System.arraycopy(held, from, held, 0, size - from);
        Arrays.fill(held, size - from, size, (byte) 0);
        size -= from;
        for (int i = 0; i < candidates; i++) {
            starts[i] -= from;
        }
    }

    /// Overwrites whatever is held.
    void forget() {
        Arrays.fill(held, 0, size, (byte) 0);
        size = 0;
        candidates = 0;
    }

    private static byte xor(byte[] bytes, int from, int to) {
        byte sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= bytes[i];
        }
        return sum;
    }
}

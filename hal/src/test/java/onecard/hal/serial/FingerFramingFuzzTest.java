package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Brisk;

/// Whatever comes over the line of a fingerprint module. What is found is compared with the
/// plainest way to say it. The input: a byte for the length of the chunks it comes in, then what
/// comes.
class FingerFramingFuzzTest {

    private static final int ADDRESS = 0xFFFF_FFFF;
    private static final byte[] DONE =
            new FingerFrame(FingerFrame.ANSWER, new byte[1]).bytes(ADDRESS);

    @FuzzTest
    void whatIsFoundIsWhatIsThere(byte[] input) {
        Brisk.run(() -> finds(input));
    }

    private static void finds(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var framing = new CheckedFraming<>(new FingerFrame.Shape(ADDRESS), new AtomicLong());
        var wire = Arrays.copyOfRange(input, 1, input.length);
        int step = 1 + (input[0] & 0xff);
        var found = new ArrayList<FingerFrame>();
        for (int at = 0; at < wire.length; at += step) {
            var chunk = Arrays.copyOfRange(wire, at, Math.min(wire.length, at + step));
            found.addAll(framing.feed(chunk, chunk.length));
        }
        found.addAll(framing.silent());
        assertFalse(framing.pending(), "silence leaves nothing behind");
        assertSame(plainly(wire), found);
        // After silence nothing of all this touches the next frame.
        assertSame(List.of(DONE), framing.feed(DONE, DONE.length));
    }

    private static void assertSame(List<byte[]> there, List<FingerFrame> found) {
        assertEquals(there.size(), found.size());
        for (int i = 0; i < there.size(); i++) {
            assertArrayEquals(there.get(i), found.get(i).bytes(ADDRESS));
        }
    }

    private static List<byte[]> plainly(byte[] wire) {
        var frames = new ArrayList<byte[]>();
        int at = 0;
        while (at + 12 <= wire.length) {
            int length = lengthAt(wire, at);
            if (length > 0) {
                frames.add(Arrays.copyOfRange(wire, at, at + length));
            }
            at += Math.max(1, length);
        }
        return frames;
    }

    /// 0 where none begins.
    private static int lengthAt(byte[] wire, int at) {
        var head = new byte[] {(byte) 0xEF, 1, -1, -1, -1, -1};
        if (!Arrays.equals(head, Arrays.copyOfRange(wire, at, at + 6))
                || wire[at + 6] != 2 && wire[at + 6] != 7 && wire[at + 6] != 8) {
            return 0;
        }
        int length = 9 + (wire[at + 7] & 0xff) * 256 + (wire[at + 8] & 0xff);
        if (length < 12 || length > 9 + 256 + 2 || at + length > wire.length) {
            return 0;
        }
        int sum = 0;
        for (int i = at + 6; i < at + length - 2; i++) {
            sum += wire[i] & 0xff;
        }
        return (byte) (sum >> 8) == wire[at + length - 2] && (byte) sum == wire[at + length - 1]
                ? length
                : 0;
    }
}

package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Brisk;

/// Whatever comes over the line of a vein module. What is found is compared with the plainest way
/// to say it. The input: a byte for the length of the chunks it comes in, then what comes.
class VeinFramingFuzzTest {

    private static final byte[] DONE = new VeinFrame(VeinFrame.REPLY, new byte[] {0x12, 0}).bytes();

    @FuzzTest
    void whatIsFoundIsWhatIsThere(byte[] input) {
        Brisk.run(() -> finds(input));
    }

    private static void finds(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var framing = new CheckedFraming<>(new VeinFrame.Shape(), new AtomicLong());
        var wire = Arrays.copyOfRange(input, 1, input.length);
        int step = 1 + (input[0] & 0xff);
        var found = new ArrayList<VeinFrame>();
        for (int at = 0; at < wire.length; at += step) {
            var chunk = Arrays.copyOfRange(wire, at, Math.min(wire.length, at + step));
            found.addAll(framing.feed(chunk, chunk.length));
        }
        found.addAll(framing.silent());
        assertFalse(framing.pending(), "silence leaves nothing behind");
        assertSame(plainly(wire), found);
        found.forEach(VeinFramingFuzzTest::says);
        // After silence nothing of all this touches the next frame.
        assertSame(List.of(DONE), framing.feed(DONE, DONE.length));
    }

    private static void assertSame(List<byte[]> there, List<VeinFrame> found) {
        assertEquals(there.size(), found.size());
        for (int i = 0; i < there.size(); i++) {
            assertArrayEquals(there.get(i), found.get(i).bytes());
        }
    }

    /// What is asked of each, whatever its content.
    private static void says(VeinFrame frame) {
        assertTrue(frame.command() <= 0xff && frame.result() <= 0xff);
    }

    private static List<byte[]> plainly(byte[] wire) {
        var frames = new ArrayList<byte[]>();
        int at = 0;
        while (at + 7 <= wire.length) {
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
        if (wire[at] != (byte) 0xEF
                || wire[at + 1] != (byte) 0xAA
                || wire[at + 2] != 0 && wire[at + 2] != 1) {
            return 0;
        }
        int content = (wire[at + 3] & 0xff) * 256 + (wire[at + 4] & 0xff);
        int least = wire[at + 2] == 0 ? 2 : 1;
        if (content < least || content > 513 || at + 5 + content + 1 > wire.length) {
            return 0;
        }
        byte all = 0;
        for (int i = at + 2; i <= at + 5 + content; i++) {
            all ^= wire[i];
        }
        return all == 0 ? 5 + content + 1 : 0;
    }
}

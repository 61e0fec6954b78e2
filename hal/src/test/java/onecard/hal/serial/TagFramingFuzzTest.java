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

/// Whatever comes over the line of a UHF module. The input: a byte for the length of the chunks it
/// comes in, then what comes.
class TagFramingFuzzTest {

    private static final byte[] GOOD = ScriptedTags.frame("30751FEB705C5904E3D50D70").bytes();

    @FuzzTest
    void whatIsFoundIsWhatIsThere(byte[] input) {
        Brisk.run(() -> finds(input));
    }

    private static void finds(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var framing = new CheckedFraming<>(TagFrame.Shape.OF_MODULE, new AtomicLong());
        var wire = Arrays.copyOfRange(input, 1, input.length);
        int step = 1 + (input[0] & 0xff);
        var found = new ArrayList<TagFrame>();
        for (int at = 0; at < wire.length; at += step) {
            var chunk = Arrays.copyOfRange(wire, at, Math.min(wire.length, at + step));
            found.addAll(framing.feed(chunk, chunk.length));
        }
        found.addAll(framing.silent());
        assertFalse(framing.pending(), "silence leaves nothing behind");
        assertSame(TagFramingTest.plainly(wire), found);
        found.forEach(TagFramingFuzzTest::says);
        // After silence nothing of all this touches the next frame.
        assertSame(List.of(GOOD), framing.feed(GOOD, GOOD.length));
    }

    private static void assertSame(List<byte[]> there, List<TagFrame> found) {
        assertEquals(there.size(), found.size());
        for (int i = 0; i < there.size(); i++) {
            assertArrayEquals(there.get(i), found.get(i).bytes());
        }
    }

    private static void says(TagFrame frame) {
        if (TagAnswer.of(frame) instanceof TagAnswer.Seen(var tag)) {
            assertTrue(tag.matches("[0-9A-F]{8,24}"));
        }
    }
}

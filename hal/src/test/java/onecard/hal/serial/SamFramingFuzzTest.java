package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onecard.hal.Brisk;

/// Whatever comes over the module's line. What is found is compared with the plainest way to say
/// it: of all frames there are, each that begins behind the one before, by their ends.
class SamFramingFuzzTest {

    private static final byte[] NO_CARD = {0, 0, (byte) 0x80};

    @FuzzTest
    void whatIsFoundIsWhatIsThere(byte[] wire) {
        Brisk.run(() -> finds(wire));
    }

    private static void finds(byte[] wire) {
        assertSame(wire);
        assertSame(followed(wire, SamFraming.frame(NO_CARD)));
        assertSame(
                followed(
                        wire,
                        SamFraming.frame(
                                IdText.baseInformation(IdText.citizen(IdText.NUMBER).bytes()))));
    }

    private static void assertSame(byte[] wire) {
        var found = SamFramingTest.feed(wire);
        var there = plainly(wire);
        assertEquals(there.size(), found.size());
        for (int i = 0; i < there.size(); i++) {
            assertArrayEquals(there.get(i), found.get(i));
        }
    }

    private record Frame(int start, int end) {}

    private static List<byte[]> plainly(byte[] wire) {
        var frames = new ArrayList<Frame>();
        for (int start = 0; start + 11 <= wire.length; start++) {
            frameAt(wire, start).ifPresent(frames::add);
        }
        frames.sort(Comparator.comparingInt(Frame::end).thenComparingInt(Frame::start));
        var bodies = new ArrayList<byte[]>();
        int behind = 0;
        for (var frame : frames) {
            if (frame.start >= behind) {
                bodies.add(Arrays.copyOfRange(wire, frame.start + 7, frame.end - 1));
                behind = frame.end;
            }
        }
        return bodies;
    }

    private static Optional<Frame> frameAt(byte[] wire, int start) {
        if (wire[start] != (byte) 0xAA
                || wire[start + 1] != (byte) 0xAA
                || wire[start + 2] != (byte) 0xAA
                || wire[start + 3] != (byte) 0x96
                || wire[start + 4] != 0x69) {
            return Optional.empty();
        }
        int length = (wire[start + 5] & 0xff) * 256 + (wire[start + 6] & 0xff);
        int end = start + 7 + length;
        if (length < 4 || length > 1_288 || end > wire.length) {
            return Optional.empty();
        }
        byte sum = 0;
        for (int i = start + 5; i < end; i++) {
            sum ^= wire[i];
        }
        return sum == 0 ? Optional.of(new Frame(start, end)) : Optional.empty();
    }

    private static byte[] followed(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

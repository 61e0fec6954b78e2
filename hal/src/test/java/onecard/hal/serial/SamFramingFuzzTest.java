package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whatever comes over the module's line. What is found is compared with the plainest way to say
/// it: behind the last frame, the first end at which any start gives a whole frame.
class SamFramingFuzzTest {

    private static final byte[] NO_CARD = {0, 0, (byte) 0x80};

    @FuzzTest
    void whatIsFoundIsWhatIsThere(byte[] wire) {
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

    private static List<byte[]> plainly(byte[] wire) {
        var bodies = new ArrayList<byte[]>();
        int from = 0;
        for (int end = 1; end <= wire.length; end++) {
            var body = endingAt(wire, from, end);
            if (body.isPresent()) {
                bodies.add(body.get());
                from = end;
            }
        }
        return bodies;
    }

    private static Optional<byte[]> endingAt(byte[] wire, int from, int end) {
        for (int start = Math.max(from, end - 1_295); start + 11 <= end; start++) {
            if (wire[start] != (byte) 0xAA
                    || wire[start + 1] != (byte) 0xAA
                    || wire[start + 2] != (byte) 0xAA
                    || wire[start + 3] != (byte) 0x96
                    || wire[start + 4] != 0x69) {
                continue;
            }
            int length = (wire[start + 5] & 0xff) * 256 + (wire[start + 6] & 0xff);
            if (length < 4 || start + 7 + length != end) {
                continue;
            }
            byte sum = 0;
            for (int i = start + 5; i < end; i++) {
                sum ^= wire[i];
            }
            if (sum == 0) {
                return Optional.of(Arrays.copyOfRange(wire, start + 7, end - 1));
            }
        }
        return Optional.empty();
    }

    private static byte[] followed(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

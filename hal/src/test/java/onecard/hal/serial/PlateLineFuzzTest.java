package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Brisk;
import onecard.hal.PlateText;

/// Whatever a camera sends. The input: a byte for the length of the chunks it comes in, then what
/// comes.
class PlateLineFuzzTest {

    @FuzzTest
    void anyBytesGiveLinesAndEachLineAPlateOrNothing(byte[] input) {
        Brisk.run(() -> hears(input));
    }

    private static void hears(byte[] input) {
        if (input.length < 1) {
            return;
        }
        int step = 1 + (input[0] & 0xff);
        var framing = new LineFraming(new AtomicLong());
        for (int at = 1; at < input.length; at += step) {
            var chunk = Arrays.copyOfRange(input, at, Math.min(input.length, at + step));
            framing.feed(chunk, chunk.length).forEach(PlateLineFuzzTest::hears);
        }
        // Behind its end nothing of all this touches the next line.
        framing.feed(new byte[] {'\n'}, 1);
        assertEquals(
                List.of("A*41"), framing.feed("A*41\r\n".getBytes(StandardCharsets.US_ASCII), 6));
    }

    private static void hears(String line) {
        if (PlateLine.of(line) instanceof PlateLine.Plate(var plate, var confidence)) {
            assertTrue(PlateText.isNormal(plate));
            assertTrue(confidence >= 0 && confidence <= 100);
        }
    }
}

package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Brisk;
import onecard.hal.Load;
import onecard.hal.serial.ScaleProtocol.Said;

/// Whatever a scale sends. The input: a byte for the protocol, one for the length of the chunks it
/// comes in, then what comes.
class ScaleLineFuzzTest {

    @FuzzTest
    void anyBytesGiveLinesAndEachLineSaysSomething(byte[] input) {
        Brisk.run(() -> hears(input));
    }

    private static void hears(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var protocol = ScaleProtocol.values()[(input[0] & 0xff) % ScaleProtocol.values().length];
        int step = 1 + (input[1] & 0xff);
        var framing = new LineFraming(new AtomicLong());
        for (int at = 2; at < input.length; at += step) {
            var chunk = Arrays.copyOfRange(input, at, Math.min(input.length, at + step));
            framing.feed(chunk, chunk.length).forEach(line -> hears(protocol, line));
        }
        // Behind its end nothing of all this touches the next line.
        framing.feed(new byte[] {'\n'}, 1);
        assertEquals(
                List.of("S +"), framing.feed("S +\r\n".getBytes(StandardCharsets.US_ASCII), 5));
    }

    private static void hears(ScaleProtocol protocol, String line) {
        assertTrue(!line.isEmpty() && line.length() <= LineFraming.LINE_MAX);
        if (protocol.hear(line) instanceof Said.Lies(Load.Weight(var grams, _))) {
            var digits = line.replaceAll("[^0-9]", "");
            assertTrue(
                    digits.replaceFirst("^0+", "").startsWith(plain(grams)),
                    () -> grams + " g in " + line);
        }
    }

    /// Without the zeros that stand for decimals it left out.
    private static String plain(long grams) {
        return String.valueOf(Math.abs(grams)).replaceFirst("0+$", "");
    }
}

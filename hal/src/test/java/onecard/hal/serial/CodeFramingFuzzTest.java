package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import onecard.hal.Brisk;
import onecard.hal.serial.CodeRules.Suffix;

/// Whatever a scanner sends. The input: a byte for the suffix, one for the longest code, then
/// chunks, each a byte with its length and, in the highest bit, whether silence follows it.
class CodeFramingFuzzTest {

    private static final String PREFIX = "]Q1";

    @FuzzTest
    void anyBytesGiveCodesWithinTheirLimits(byte[] input) {
        Brisk.run(() -> frames(input));
    }

    private static void frames(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var suffix = Suffix.values()[(input[0] & 0xff) % Suffix.values().length];
        int lengthMax = 1 + (input[1] & 0xff);
        var rules = new CodeRules(suffix, PREFIX, lengthMax, Duration.ZERO);
        var framing = new CodeFraming(rules);
        long nanos = 1;
        int at = 2;
        while (at < input.length) {
            int head = input[at++] & 0xff;
            int end = Math.min(input.length, at + (head & 0x7f));
            var chunk = Arrays.copyOfRange(input, at, end);
            at = end;
            for (var code : framing.feed(chunk, chunk.length, nanos)) {
                check(code, rules);
            }
            nanos += 1_000_000;
            if (head >= 0x80) {
                nanos += CodeFraming.GAP.toNanos();
                framing.silent(nanos).ifPresent(code -> check(code, rules));
                assertTrue(!framing.pending(), "silence leaves nothing behind");
            }
        }
        // After silence nothing of all this touches the next code.
        nanos += CodeFraming.GAP.toNanos();
        framing.silent(nanos).ifPresent(code -> check(code, rules));
        var good = "x".repeat(lengthMax) + new String(suffix.bytes(), StandardCharsets.US_ASCII);
        var codes = framing.feed(good.getBytes(StandardCharsets.US_ASCII), good.length(), nanos);
        var last =
                suffix == Suffix.NONE
                        ? framing.silent(nanos + CodeFraming.GAP.toNanos()).orElseThrow()
                        : codes.getFirst();
        assertEquals("x".repeat(lengthMax), new String(last, StandardCharsets.US_ASCII));
    }

    private static void check(byte[] code, CodeRules rules) {
        assertTrue(code.length > 0 && code.length <= rules.lengthMax());
        if (rules.suffix() != Suffix.NONE) {
            assertTrue(!isLineEnd(code[code.length - 1]), "a line end at the end");
        }
    }

    private static boolean isLineEnd(byte next) {
        return next == '\r' || next == '\n';
    }
}

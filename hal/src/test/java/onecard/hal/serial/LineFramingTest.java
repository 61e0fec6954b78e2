package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Bytes into lines.
class LineFramingTest {

    private final AtomicLong tooLong = new AtomicLong();
    private final LineFraming framing = new LineFraming(tooLong);

    @Test
    void linesAreTheSameHoweverTheirBytesComeApart() {
        var sent = "ST,GS,+  1.234kg\r\nOL\n\rS S      1.234 kg\r";
        for (int split = 0; split <= sent.length(); split++) {
            var lines = new ArrayList<String>();
            lines.addAll(feed(sent.substring(0, split)));
            lines.addAll(feed(sent.substring(split)));
            assertEquals(
                    List.of("ST,GS,+  1.234kg", "OL", "S S      1.234 kg"),
                    lines,
                    "split at " + split);
        }
    }

    @Test
    void whatIsTooLongIsDiscardedToItsEndAndCounted() {
        var longest = "x".repeat(LineFraming.LINE_MAX);
        assertEquals(List.of(longest), feed(longest + "\r\n"));
        assertEquals(0, tooLong.get());
        assertEquals(List.of(), feed(longest + "x"));
        assertEquals(List.of(), feed("y".repeat(100_000)));
        assertEquals(List.of("next"), feed("tail\r\nnext\r\n"));
        assertEquals(1, tooLong.get());
    }

    @Test
    void randomBytesGiveLinesWithinTheirLimitAndTouchNoneBehindThem() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            for (int i = 0; i < 20; i++) {
                var bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                for (var line : framing.feed(bytes, bytes.length)) {
                    assertTrue(!line.isEmpty() && line.length() <= LineFraming.LINE_MAX);
                }
            }
            feed("\r\n");
            assertEquals(List.of("OL"), feed("OL\r\n"), "seed " + seed);
        }
    }

    private List<String> feed(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return framing.feed(bytes, bytes.length);
    }
}

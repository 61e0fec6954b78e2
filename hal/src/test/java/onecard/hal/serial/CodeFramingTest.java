package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.serial.CodeRules.Suffix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes and made-up time into codes.
class CodeFramingTest {

    private long nanos = 1;

    @ParameterizedTest
    @EnumSource(Suffix.class)
    void aCodeIsTheSameHoweverItsBytesComeApart(Suffix suffix) {
        var sent = "OC1:ABC $%*+-./:" + new String(suffix.bytes(), StandardCharsets.US_ASCII);
        for (int split = 0; split <= sent.length(); split++) {
            var framing = new CodeFraming(CodeRules.endingWith(suffix));
            var codes = new ArrayList<String>();
            codes.addAll(feed(framing, sent.substring(0, split)));
            pass(20); // held up, but not silent for long enough
            codes.addAll(silence(framing));
            codes.addAll(feed(framing, sent.substring(split)));
            pass(40);
            codes.addAll(silence(framing));
            assertEquals(List.of("OC1:ABC $%*+-./:"), codes, "split at " + split);
            assertFalse(framing.pending());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Suffix.class,
            names = {"CR", "LF", "CRLF"})
    void codesInOneGoAreCutAtTheSuffix(Suffix suffix) {
        var end = new String(suffix.bytes(), StandardCharsets.US_ASCII);
        var framing = new CodeFraming(CodeRules.endingWith(suffix));
        assertEquals(List.of("one", "two"), feed(framing, "one" + end + end + "two" + end + "thr"));
        assertTrue(framing.pending());
    }

    @Test
    void whatWasFedIsWiped() {
        var bytes = "OC1:ABC\rOC1".getBytes(StandardCharsets.US_ASCII);
        var framing = new CodeFraming(CodeRules.endingWith(Suffix.CR));

        assertEquals(1, framing.feed(bytes, bytes.length, 0).size());
        assertArrayEquals(new byte[bytes.length], bytes);
    }

    /// A scanner left at CRLF where the site says CR, or the other way round.
    @Test
    void aWronglySetSuffixLeavesNoLineEndInTheCode() {
        var cr = new CodeFraming(CodeRules.endingWith(Suffix.CR));
        assertEquals(List.of("one", "two"), feed(cr, "one\r\ntwo\r\n"));
        var crlf = new CodeFraming(CodeRules.endingWith(Suffix.CRLF));
        assertEquals(List.of(), feed(crlf, "one\r"));
        pass(40);
        assertEquals(List.of("one"), silence(crlf));
    }

    @Test
    void silenceEndsACodeOnlyAfterTheGap() {
        var framing = new CodeFraming(CodeRules.endingWith(Suffix.NONE));
        assertEquals(List.of(), feed(framing, "a\rb\n"));
        pass(39);
        assertEquals(List.of(), silence(framing));
        pass(1);
        assertEquals(List.of("a\rb\n"), silence(framing));
        pass(100);
        assertEquals(List.of(), silence(framing));
    }

    /// The thread was held up: time went by, but nobody saw the line silent.
    @Test
    void timeAloneCutsNoCode() {
        var framing = new CodeFraming(CodeRules.endingWith(Suffix.CR));
        assertEquals(List.of(), feed(framing, "half"));
        pass(500);
        assertEquals(List.of("half and half"), feed(framing, " and half\r"));
    }

    @Test
    void whatIsTooLongIsDroppedUntilSilence() {
        var rules = new CodeRules(Suffix.CR, "", 8, Duration.ZERO);
        var framing = new CodeFraming(rules);
        assertEquals(List.of("12345678"), feed(framing, "12345678\r"));
        assertEquals(List.of(), feed(framing, "123456789\rtail\r"));
        pass(40);
        assertEquals(List.of(), silence(framing));
        assertEquals(List.of("next"), feed(framing, "next\r"));
        assertEquals(List.of(), feed(framing, "x".repeat(100_000) + "\rtail\r"));
        assertTrue(framing.pending());
        pass(40);
        assertEquals(List.of(), silence(framing));
        assertEquals(List.of("again"), feed(framing, "again\r"));
    }

    @Test
    void thePrefixIsTakenOffWhereItStands() {
        var rules = new CodeRules(Suffix.CR, "]Q1", 8, Duration.ZERO);
        var framing = new CodeFraming(rules);
        assertEquals(
                List.of("12345678", "other", "]Q1"),
                feed(framing, "]Q112345678\rother\r]Q1\r]Q1]Q1\r"));
    }

    @Test
    void aCodeCountsAgainOnceItWasOutOfSight() {
        var same = new SameCode(Duration.ofMillis(1_500));
        assertTrue(same.fresh(bytes("a"), 0));
        for (int ms = 500; ms < 60_000; ms += 500) {
            assertFalse(same.fresh(bytes("a"), ms * 1_000_000L), "held to the window");
        }
        assertFalse(same.fresh(bytes("a"), 60_999_000_000L));
        assertTrue(same.fresh(bytes("a"), 62_499_000_000L), "away for 1.5 s");
        assertTrue(same.fresh(bytes("b"), 62_500_000_000L), "another code counts at once");
        assertTrue(same.fresh(bytes("a"), 62_600_000_000L));
        assertTrue(new SameCode(Duration.ZERO).fresh(bytes(""), 0));
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        refused(Suffix.CR, "", 0, Duration.ZERO);
        refused(Suffix.CR, "", 2_954, Duration.ZERO);
        refused(Suffix.CR, "前", 10, Duration.ZERO);
        refused(Suffix.CR, "x".repeat(17), 10, Duration.ZERO);
        refused(Suffix.CR, "", 10, Duration.ofMillis(-1));
    }

    private static void refused(Suffix suffix, String prefix, int length, Duration same) {
        assertThrows(
                IllegalArgumentException.class, () -> new CodeRules(suffix, prefix, length, same));
    }

    private List<String> feed(CodeFraming framing, String text) {
        var bytes = bytes(text);
        return framing.feed(bytes, bytes.length, nanos).stream()
                .map(CodeFramingTest::text)
                .toList();
    }

    private List<String> silence(CodeFraming framing) {
        return framing.silent(nanos).stream().map(CodeFramingTest::text).toList();
    }

    private void pass(long millis) {
        nanos += millis * 1_000_000;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] code) {
        return new String(code, StandardCharsets.ISO_8859_1);
    }
}

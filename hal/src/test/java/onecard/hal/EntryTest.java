package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import onecard.hal.Entry.Key;
import org.junit.jupiter.api.Test;

class EntryTest {

    private final Entry entry = new Entry();
    private long nanos = Entry.IDLE.toNanos();

    @Test
    void digitsAreToldWhenTheEntryEnds() {
        assertEquals(Optional.empty(), type("1234"));
        assertEquals(Optional.of("1234"), type("#"));
    }

    @Test
    void anEndWithoutDigitsIsNothing() {
        assertEquals(Optional.empty(), type("#"));
        assertEquals(Optional.of("7"), type("7#"));
        assertEquals(Optional.empty(), type("#"));
    }

    @Test
    void clearingBeginsAnew() {
        assertEquals(Optional.of("56"), type("1234*56#"));
    }

    @Test
    void whatSomebodyLeftIsForgotten() {
        type("12");
        nanos += Entry.IDLE.toNanos() - 1;
        assertEquals(Optional.of("123"), type("3#"));
        type("12");
        nanos += Entry.IDLE.toNanos();
        assertEquals(Optional.of("3"), type("3#"));
    }

    @Test
    void noMoreThanSixteenDigitsAreKept() {
        var entered = type("12345678901234567890#").orElseThrow();
        assertEquals("1234567890123456", entered);
    }

    @Test
    void anEntryOfWhichKeysWereLostComesToNothing() {
        type("12");
        entry.spoil(nanos);
        assertEquals(Optional.empty(), type("34#"));
        assertEquals(Optional.of("1234"), type("1234#"));
    }

    @Test
    void eachDigitHasItsTime() {
        var _ = entry.press(new Key.Digit(1), nanos);
        var _ = entry.press(new Key.Digit(2), nanos + 5);
        var whole = entry.press(new Key.End(), nanos + 9).orElseThrow();
        assertArrayEquals(new long[] {nanos, nanos + 5}, whole.pressedNanos());
    }

    @Test
    void nothingIsKeptOfWhatWasTold() throws Exception {
        type("1234#");
        var digits = Entry.class.getDeclaredField("digits");
        digits.setAccessible(true);
        for (byte each : (byte[]) digits.get(entry)) {
            assertTrue(each == 0, "I37: a digit is left");
        }
    }

    private Optional<String> type(String keys) {
        Optional<Entry.Whole> entered = Optional.empty();
        for (char key : keys.toCharArray()) {
            entered =
                    entry.press(
                            switch (key) {
                                case '#' -> new Key.End();
                                case '*' -> new Key.Clear();
                                default -> new Key.Digit(key - '0');
                            },
                            nanos);
        }
        return entered.map(whole -> new String(whole.digits(), StandardCharsets.US_ASCII));
    }
}

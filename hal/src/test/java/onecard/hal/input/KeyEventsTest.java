package onecard.hal.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.Entry.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyEventsTest {

    private final KeyEvents events = new KeyEvents();

    /// The bytes of one press of 1 on a USB number pad, on a 64-bit kernel.
    @Test
    @EnabledIf("is64Bit")
    void aPressAsAKernelSaysIt() {
        var recorded =
                HexFormat.of()
                        .parseHex(
                                "7c0e616700000000b1930900000000000400040059000700"
                                        + "7c0e616700000000b1930900000000000100"
                                        + "4f0001000000"
                                        + "7c0e616700000000b193090000000000000000000000"
                                        + "0000"
                                        + "7c0e616700000000"
                                        + "a52a0b0000000000"
                                        + "0100"
                                        + "4f0000000000");
        assertEquals(List.of(new Key.Digit(1)), events.feed(recorded, recorded.length).keys());
    }

    static boolean is64Bit() {
        return KeyEvents.EVENT_BYTES == 24;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1",
        "3, 2",
        "10, 9",
        "11, 0", // above the letters
        "82, 0",
        "79, 1",
        "80, 2",
        "81, 3",
        "75, 4",
        "76, 5",
        "77, 6",
        "71, 7",
        "72, 8",
        "73, 9",
        "512, 0",
        "521, 9" // of a telephone's keys
    })
    void aDigitIsADigitWhereverItLies(int code, int digit) {
        assertEquals(List.of(new Key.Digit(digit)), press(code));
    }

    @ParameterizedTest
    @CsvSource({
        "28, End",
        "96, End",
        "523, End",
        "1, Clear",
        "14, Clear",
        "55, Clear",
        "522, Clear"
    })
    void someKeysEndAndSomeClear(int code, String kind) {
        assertEquals(kind, press(code).getFirst().getClass().getSimpleName());
    }

    @Test
    void everyOtherKeyIsNothing() {
        for (int code : new int[] {0, 12, 13, 16, 30, 69, 74, 78, 83, 98, 0x1ff, 0x20c, 0x2ff}) {
            assertEquals(List.of(), press(code), "key " + code);
        }
    }

    @Test
    void aKeyThatIsHeldIsPressedOnce() {
        var bytes = Keystrokes.of("42#");
        assertEquals(
                List.of(new Key.Digit(4), new Key.Digit(2), new Key.End()),
                events.feed(bytes, bytes.length).keys());
    }

    @Test
    void whereverTheBytesAreCutTheKeysAreTheSame() {
        var bytes = Keystrokes.of("159#");
        for (int cut = 1; cut < bytes.length; cut++) {
            var keys = new ArrayList<Key>();
            for (int from = 0; from < bytes.length; from += cut) {
                int count = Math.min(cut, bytes.length - from);
                var chunk = new byte[cut];
                System.arraycopy(bytes, from, chunk, 0, count);
                keys.addAll(events.feed(chunk, count).keys());
            }
            assertEquals(4, keys.size(), "cut every " + cut);
        }
    }

    @Test
    void whatTheKernelCouldNotKeepIsSaid() {
        var dropped = Keystrokes.event(KeyEvents.EV_SYN, KeyEvents.SYN_DROPPED, 0);
        assertTrue(events.feed(dropped, dropped.length).dropped());
        var bytes = Keystrokes.of("1");
        assertFalse(events.feed(bytes, bytes.length).dropped());
    }

    private List<Key> press(int code) {
        var event = Keystrokes.event(KeyEvents.EV_KEY, code, KeyEvents.PRESSED);
        return events.feed(event, event.length).keys();
    }
}

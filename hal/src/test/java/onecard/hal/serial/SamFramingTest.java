package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes into frames.
class SamFramingTest {

    private static final byte[] NO_CARD = {0, 0, (byte) 0x80};
    private static final byte[] READ =
            IdText.baseInformation(IdText.citizen(IdText.NUMBER).bytes());

    /// As the module's makers print them.
    @ParameterizedTest
    @CsvSource({
        "STATUS, AAAAAA9669000311FFED",
        "FIND, AAAAAA96690003200122",
        "SELECT, AAAAAA96690003200221",
        "READ, AAAAAA96690003300132",
        "SPEED_115200, AAAAAA96690003600063",
        "SPEED_57600, AAAAAA96690003600162",
        "SPEED_38400, AAAAAA96690003600261",
        "SPEED_19200, AAAAAA96690003600360",
        "SPEED_9600, AAAAAA96690003600467",
    })
    void aCommandIsWhatTheMakersPrint(SamCommand command, String frame) {
        assertEquals(frame, HexFormat.of().withUpperCase().formatHex(command.frame()));
    }

    @Test
    void answersAreWhatTheMakersPrint() {
        assertFound(
                "AAAAAA9669 0008 00009F 00000000 97",
                "AAAAAA9669 0004 000080 84",
                "AAAAAA9669 000C 000090 0000000000000000 9C");
        assertEquals(1_295, SamFraming.frame(READ).length);
        assertArrayEquals(READ, feed(SamFraming.frame(READ)).getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "AA",
                "AAAAAAAAAAAAAAAAAAAA",
                "AAAAAA96",
                "AAAAAA9669",
                "AAAAAA966900",
                "AAAAAA9669 0000",
                "AAAAAA9669 0003 0000",
                "AAAAAA9669 FFFF",
                "AAAAAA9669 0508",
                "AAAAAA9669 0508 AAAAAA9669 0507 AAAAAA9669 0506",
                "AAAAAA9669 0004 000090 00",
                "AAAAAA9669 0004 0000",
            })
    void aGoodFrameIsFoundBehindWhateverCameBefore(String before) {
        for (var body : List.of(NO_CARD, READ)) {
            var frames = feed(join(hex(before), SamFraming.frame(body)));
            assertArrayEquals(body, frames.getLast(), before);
            assertEquals(1, frames.size());
        }
    }

    @Test
    void framesOneAfterAnotherAreAllFound() {
        var wire = new byte[0];
        for (int i = 0; i < 100; i++) {
            wire = join(wire, SamFraming.frame(i % 3 == 0 ? READ : NO_CARD));
        }
        assertEquals(100, feed(wire).size());
    }

    @Test
    void noFrameCutShortOrChangedInOneBitIsTaken() {
        for (var body : List.of(NO_CARD, READ)) {
            var frame = SamFraming.frame(body);
            for (int length = 0; length < frame.length; length++) {
                assertTrue(feed(Arrays.copyOf(frame, length)).isEmpty());
            }
            for (int bit = 0; bit < 8 * frame.length; bit++) {
                var flipped = frame.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertTrue(feed(flipped).isEmpty(), "bit " + bit);
            }
        }
    }

    /// What passed through is a person's data.
    @Test
    void nothingIsHeldOfAFrameThatWasTaken() throws Exception {
        var framing = new SamFraming();
        var frame = SamFraming.frame(READ);
        int found = 0;
        for (byte next : join(Arrays.copyOf(frame, 700), frame)) {
            found += framing.feed(next).isPresent() ? 1 : 0;
        }
        assertEquals(1, found);
        var held = SamFraming.class.getDeclaredField("held");
        held.setAccessible(true);
        assertArrayEquals(new byte[1_295], (byte[]) held.get(framing));
    }

    private static void assertFound(String... frames) {
        for (var text : frames) {
            var frame = hex(text);
            var body = Arrays.copyOfRange(frame, 7, frame.length - 1);
            assertArrayEquals(frame, SamFraming.frame(body));
            assertArrayEquals(body, feed(frame).getFirst());
        }
    }

    static List<byte[]> feed(byte[] bytes) {
        var framing = new SamFraming();
        var found = new ArrayList<byte[]>();
        for (byte next : bytes) {
            framing.feed(next).ifPresent(found::add);
        }
        return found;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

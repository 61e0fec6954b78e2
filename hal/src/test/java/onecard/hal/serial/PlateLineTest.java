package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines into what a camera says.
class PlateLineTest {

    private static final PlateLine SAID = new PlateLine.Plate("皖P12345", 97);

    @Test
    void aPlateWithItsConfidence() {
        assertEquals(SAID, heard("P,皖P12345,97", StandardCharsets.UTF_8));
        assertEquals(SAID, heard("P,皖P12345,97", Charset.forName("GB18030")));
        assertEquals(SAID, heard("P,皖p·123 45,97", StandardCharsets.UTF_8));
        assertEquals(new PlateLine.Plate("AB123", 0), heard("P,ab123,0", StandardCharsets.UTF_8));
        assertFalse(SAID.toString().contains("12345"));
    }

    @Test
    void aSignOfLife() {
        assertEquals(new PlateLine.Alive(), PlateLine.of("A*41"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P,皖P12345,101",
                "P,皖P12345,",
                "P,皖P12345,-1",
                "P,皖P12345",
                "P,皖P12345,97,1",
                "P,皖P1,97",
                "P,,97",
                "p,皖P12345,97",
                "X,皖P12345,97",
                "B",
                "",
                "P,皖P12345678901234567890123456789,97"
            })
    void whatIsNoPlateSaysNothing(String said) {
        assertInstanceOf(PlateLine.Unreadable.class, heard(said, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P,AB123,97", "P,AB123,97*", "P,AB123,97*0", "*00", "A*", "A*4G", "A"})
    void withoutItsSumALineSaysNothing(String line) {
        assertInstanceOf(PlateLine.Unreadable.class, PlateLine.of(line));
    }

    /// Any one bit of a good line that comes damaged: another plate would be another vehicle.
    @Test
    void aDamagedLineIsNeverAnotherPlate() {
        var good = line("P,皖P12345,97", StandardCharsets.UTF_8);
        for (int at = 0; at < good.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                var damaged = new StringBuilder(good);
                damaged.setCharAt(at, (char) (good.charAt(at) ^ 1 << bit));
                var heard = PlateLine.of(damaged.toString());
                // A hexadecimal digit may come in small letters, and says the same.
                if (!heard.equals(SAID)) {
                    assertInstanceOf(
                            PlateLine.Unreadable.class, heard, at + ":" + bit + " of " + good);
                }
            }
        }
    }

    private static PlateLine heard(String said, Charset charset) {
        return PlateLine.of(line(said, charset));
    }

    private static String line(String said, Charset charset) {
        var bytes = PlateLines.summed(said.getBytes(charset));
        return new String(bytes, 0, bytes.length - 2, StandardCharsets.ISO_8859_1);
    }
}

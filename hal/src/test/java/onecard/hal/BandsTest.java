package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import onecard.hal.Bands.Band;
import onecard.hal.Bands.Reading;
import org.junit.jupiter.api.Test;

class BandsTest {

    private final Bands bands = new Bands(new Band(900, 1_500), new Band(1_900, 2_600));

    @Test
    void eachMillivoltHasOneMeaning() {
        for (int millivolts = 0; millivolts <= 3_300; millivolts++) {
            var expected =
                    millivolts < 900
                            ? Reading.SHORT
                            : millivolts <= 1_500
                                    ? Reading.CLOSED
                                    : millivolts < 1_900
                                            ? Reading.ODD
                                            : millivolts <= 2_600 ? Reading.OPEN : Reading.CUT;
            assertEquals(expected, bands.reading(millivolts), millivolts + " mV");
        }
        assertEquals(Reading.SHORT, bands.reading(-5));
    }

    @Test
    void theOtherWayRoundToo() {
        var reversed = new Bands(bands.open(), bands.closed());
        assertEquals(Reading.OPEN, reversed.reading(1_000));
        assertEquals(Reading.CLOSED, reversed.reading(2_000));
        assertEquals(Reading.SHORT, reversed.reading(100));
        assertEquals(Reading.CUT, reversed.reading(3_000));
    }

    @Test
    void bandsThatMeetAreNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Bands(new Band(900, 1_900), new Band(1_900, 2_600)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Bands(new Band(900, 3_000), new Band(1_900, 2_600)));
        assertThrows(IllegalArgumentException.class, () -> new Band(10, 9));
    }
}

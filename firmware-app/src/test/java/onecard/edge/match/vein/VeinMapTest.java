package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VeinMapTest {

    // --- links ---

    @Test
    void gapsCloseAndDotsVanish() {
        var middles = plane();
        // A line along row 10 with a gap of one pixel, and of four; a dot.
        for (int x = 20; x < 60; x++) {
            if (x != 30 && (x < 40 || x > 43)) {
                middles.values()[10 * 256 + x] = 5;
            }
        }
        middles.values()[50 * 256 + 100] = 9;

        var linked = Links.of(middles, new Planes());

        assertEquals(5, linked.at(30, 10));
        assertEquals(5, linked.at(25, 10));
        for (int x = 40; x <= 43; x++) {
            assertEquals(0, linked.at(x, 10), "column " + x);
        }
        assertEquals(0, linked.at(100, 50));
        assertEquals(0, linked.at(25, 12));
    }

    @Test
    void aLinkIsAsStrongAsItsWeakerSideInTheBestDirection() {
        var middles = plane();
        middles.values()[10 * 256 + 20] = 3;
        middles.values()[10 * 256 + 22] = 7;
        middles.values()[9 * 256 + 20] = 4;
        middles.values()[11 * 256 + 22] = 5;

        assertEquals(4, Links.of(middles, new Planes()).at(21, 10));
    }

    // --- binarise and pack ---

    @Test
    void thoseAboveTheMedianAreBits() {
        var linked = plane();
        for (int i = 1; i <= 9; i++) {
            linked.values()[i * 300] = i;
        }
        var map = VeinMap.of(linked, new Planes());

        assertEquals(4, map.bits());
        for (int i = 1; i <= 9; i++) {
            assertEquals(i > 5, map.at(i * 300 % 256, i * 300 / 256), "the value " + i);
        }
    }

    @Test
    void whereNothingIsThereAreNoBits() {
        assertEquals(0, VeinMap.of(plane(), new Planes()).bits());
    }

    @Test
    void bytesAreReadBackAsTheyWere() {
        var map = random(1, 0.09);
        var bytes = map.bytes();

        assertEquals(3_584, bytes.length);
        var read = VeinMap.read(bytes).orElseThrow();
        assertArrayEquals(map.words(), read.words());
        assertEquals(map.bits(), read.bits());
        for (int y = 0; y < 112; y++) {
            for (int x = 0; x < 256; x++) {
                // As the format says it: the pixel most to the left is the most significant bit.
                int bit = bytes[(y * 256 + x) / 8] >> (7 - x % 8) & 1;
                assertEquals(bit == 1, read.at(x, y));
            }
        }
    }

    @Test
    void whatNoExtractionMakesIsNotRead() {
        var good = random(2, 0.05).bytes();

        assertEquals(Optional.empty(), VeinMap.read(new byte[0]));
        assertEquals(Optional.empty(), VeinMap.read(Arrays.copyOf(good, 3_583)));
        assertEquals(Optional.empty(), VeinMap.read(Arrays.copyOf(good, 3_585)));
        var all = new byte[3_584];
        Arrays.fill(all, (byte) -1);
        assertEquals(Optional.empty(), VeinMap.read(all));
        // To the bit: 0.2 of 28,672, and half of that.
        assertEquals(2_867, VeinMap.BITS_MAX);
        assertTrue(VeinMap.read(first(2_867)).isPresent());
        assertFalse(VeinMap.read(first(2_868)).isPresent());
    }

    @Test
    void nothingIsLeftOfAWipedOne() {
        var map = random(3, 0.09);

        map.wipe();

        assertEquals(0, map.bits());
        assertArrayEquals(new byte[3_584], map.bytes());
    }

    private static byte[] first(int bits) {
        var bytes = new byte[3_584];
        for (int i = 0; i < bits; i++) {
            bytes[i / 8] |= (byte) (0x80 >> i % 8);
        }
        return bytes;
    }

    /// Of so many of its pixels, anywhere.
    static VeinMap random(long seed, double part) {
        var random = new SplittableRandom(seed);
        var bytes = new byte[VeinMap.BYTES];
        for (int i = 0; i < 8 * bytes.length; i++) {
            if (random.nextDouble() < part) {
                bytes[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return VeinMap.read(bytes).orElseThrow();
    }

    private static Plane plane() {
        return new Plane(256, 112, new float[256 * 112]);
    }
}

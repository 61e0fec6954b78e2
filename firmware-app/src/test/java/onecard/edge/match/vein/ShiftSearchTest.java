package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftSearchTest {

    @Test
    void aMapAndItselfAreHalf() {
        var map = VeinMapTest.random(1, 0.09);

        assertEquals(0.5, new ShiftSearch(map).score(map));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0",
        "-1, 0",
        "0, 1",
        "0, -1",
        "30, 20",
        "-30, -20",
        "30, -20",
        "-30, 20",
        "17, -9",
        "-4, 13",
        "29, 0"
    })
    void whatIsShiftedIsFoundThere(int right, int down) {
        var map = VeinMapTest.random(2, 0.09);

        assertEquals(0.5, new ShiftSearch(map).score(shifted(map, right, down)));
    }

    @ParameterizedTest
    @CsvSource({"31, 0", "-31, 0", "0, 21", "0, -21", "60, 40"})
    void whatIsShiftedFurtherIsNot(int right, int down) {
        var map = VeinMapTest.random(2, 0.09);

        assertTrue(new ShiftSearch(map).score(shifted(map, right, down)) < 0.1);
    }

    @Test
    void nothingIsLikeNothing() {
        var none = VeinMap.read(new byte[VeinMap.BYTES]).orElseThrow();
        var some = VeinMapTest.random(3, 0.09);

        assertEquals(0, new ShiftSearch(none).score(none));
        assertEquals(0, new ShiftSearch(none).score(some));
        assertEquals(0, new ShiftSearch(some).score(none));
    }

    /// The words against pixels, one by one: of maps of any density, and at no place otherwise.
    @Test
    void itIsWhatCountingPixelByPixelSays() {
        long seed = 20_261_130;
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 6; round++) {
            var one = VeinMapTest.random(random.nextLong(), random.nextDouble(0.01, 0.09));
            var other =
                    round % 2 == 0
                            ? VeinMapTest.random(random.nextLong(), random.nextDouble(0.01, 0.09))
                            : shifted(one, random.nextInt(-40, 41), random.nextInt(-25, 26));

            assertEquals(
                    slowly(one, other),
                    new ShiftSearch(one).score(other),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void whatIsComparedIsWithoutTheRim() {
        var bytes = new byte[VeinMap.BYTES];
        for (var pixel :
                new int[][] {{29, 50}, {30, 50}, {225, 50}, {226, 50}, {99, 19}, {99, 20}}) {
            bytes[pixel[1] * 32 + pixel[0] / 8] |= (byte) (0x80 >> pixel[0] % 8);
        }
        var search = new ShiftSearch(VeinMap.read(bytes).orElseThrow());
        assertEquals(3, search.bits());

        search.wipe();

        assertEquals(0, search.score(VeinMapTest.random(4, 0.09)));
    }

    private static double slowly(VeinMap probe, VeinMap reference) {
        double best = 0;
        for (int dx = -30; dx <= 30; dx++) {
            for (int dy = -20; dy <= 20; dy++) {
                int both = 0;
                int bits = 0;
                for (int y = 20; y < 92; y++) {
                    for (int x = 30; x < 226; x++) {
                        boolean here = probe.at(x, y);
                        boolean there = reference.at(x + dx, y + dy);
                        both += here && there ? 1 : 0;
                        bits += (here ? 1 : 0) + (there ? 1 : 0);
                    }
                }
                best = both == 0 ? best : Math.max(best, (double) both / bits);
            }
        }
        return best;
    }

    /// What comes in from beyond is empty.
    private static VeinMap shifted(VeinMap map, int right, int down) {
        var bytes = new byte[VeinMap.BYTES];
        for (int y = Math.max(0, down); y < 112 + Math.min(0, down); y++) {
            for (int x = Math.max(0, right); x < 256 + Math.min(0, right); x++) {
                if (map.at(x - right, y - down)) {
                    bytes[y * 32 + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return VeinMap.read(bytes).orElseThrow();
    }
}

package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class StraightenedTest {

    private static final int MARGIN = 12;

    @Test
    void aLineIsFoundInItsRows() {
        var rows = new float[101];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 0.25f * (i + FingerEdges.FIRST) + 3 + (i % 2 == 0 ? 0 : i < 50 ? 1 : -1);
        }
        var all = new BitSet();
        all.set(0, rows.length);
        var line = Line.through(rows, all);

        assertEquals(0.25, line.slope(), 0.02);
        assertEquals(0.25 * 56 + 3, line.at(56), 0.05);

        // What has no say may be anywhere.
        Arrays.fill(rows, 20, 40, 900);
        all.clear(20, 40);
        assertEquals(0.25, Line.through(rows, all).slope(), 0.02);
    }

    /// Its upper edge leaves the picture on the right: it lies as it lies on the left.
    @Test
    void aFingerThatLeavesThePictureLiesAsTheRestOfIt() {
        var edges =
                FingerEdges.of(
                        FingerEdgesTest.band(x -> 30 - 0.2 * x, x -> 190 - 0.2 * x), new Planes());

        assertEquals(-0.2, edges.middle().slope(), 0.02);
        assertEquals(110 - 0.2 * 160, edges.middle().at(160), 1.5);
    }

    /// One that is beyond it everywhere is taken to lie level.
    @Test
    void aFingerThatFillsThePictureLiesLevel() {
        var edges = FingerEdges.of(FingerEdgesTest.band(_ -> 2, _ -> 237), new Planes());

        assertEquals(0, edges.middle().slope(), 1e-6);
        assertEquals(119.5, edges.middle().at(160), 0.5);
    }

    /// A dark line along the middle of a finger that lies askew is in the middle row of the window.
    @Test
    void whatLiesAskewIsLevel() {
        var grey =
                FingerEdgesTest.plane(
                        (x, y) -> {
                            double off = y - (120 + 0.15 * (x - 160));
                            return Math.abs(off) > 70 ? 0.1 : Math.abs(off) < 2 ? 0.3 : 0.7;
                        });
        var level = of(grey);

        assertEquals(256 + 2 * MARGIN, level.window().width());
        assertEquals(112 + 2 * MARGIN, level.window().height());
        for (int x = 0; x < 256; x++) {
            int darkest = 20;
            for (int y = 20; y < 92; y++) {
                if (level.light(x, y) < level.light(x, darkest)) {
                    darkest = y;
                }
            }
            assertEquals(55.5, darkest, 2.5, "column " + x);
        }
    }

    @Test
    void theFingerIsInsideAndItsRimIsNot() {
        var level = of(FingerEdgesTest.band(_ -> 80.5, _ -> 159.5));
        // 79 rows about row 120, less 4 at each edge; the window has 112.
        for (int x = 0; x < 256; x++) {
            int inside = 0;
            for (int y = 0; y < 112; y++) {
                inside += level.inside()[y * 256 + x] ? 1 : 0;
            }
            assertEquals(71, inside, 1.5, "column " + x);
            assertTrue(level.inside()[56 * 256 + x]);
        }
    }

    /// A window that lies partly beyond the picture: nothing of it is finger.
    @Test
    void beyondThePictureIsNoFinger() {
        var level = of(FingerEdgesTest.band(_ -> 8.5, _ -> 130));

        assertTrue(level.light(128, 0) > 0);
        assertTrue(level.inside()[56 * 256 + 128]);
        var low = of(FingerEdgesTest.band(_ -> 100, _ -> 233.5));
        assertTrue(low.light(128, 111) > 0);
    }

    private static Straightened of(Plane grey) {
        var planes = new Planes();
        return Straightened.of(grey, FingerEdges.of(grey, planes), MARGIN, planes);
    }
}

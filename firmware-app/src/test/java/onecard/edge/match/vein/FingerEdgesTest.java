package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerEdgesTest {

    @Test
    void aBandIsFoundWhereItIs() {
        var edges = of(band(_ -> 50.5, _ -> 189.5));

        assertEquals(320 - 2 * FingerEdges.FIRST, edges.upper().length);
        for (int i = 0; i < edges.upper().length; i++) {
            // Between two rows: each of them is right.
            assertEquals(50.5, edges.upper()[i], 0.5);
            assertEquals(189.5, edges.lower()[i], 0.5);
        }
        assertEquals(0, edges.bent(), 1e-4);
        // A step of 0.6, smoothed by a Gaussian of 2 rows: over the root of 2 pi.
        assertEquals(0.6 / 2 / Math.sqrt(2 * Math.PI), edges.strength(), 0.004);
    }

    @Test
    void edgesAreFollowedWhereTheyGo() {
        IntToDoubleFunction upper = x -> 60 + 12 * Math.cos((x - 160) / 24.5);
        IntToDoubleFunction lower = x -> 170 + x / 10.0;
        var edges = of(band(upper, lower));

        for (int i = 0; i < edges.upper().length; i++) {
            int x = i + FingerEdges.FIRST;
            assertEquals(upper.applyAsDouble(x), edges.upper()[i], 1.5, "column " + x);
            assertEquals(lower.applyAsDouble(x), edges.lower()[i], 1.5, "column " + x);
        }
        // Two whole waves, by the root of 2; the other is straight.
        assertEquals(12 / Math.sqrt(2), edges.bent(), 0.4);
    }

    /// What the strongest step of each column alone would take, or one who follows what is
    /// strongest at an end of the picture.
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 260})
    void aLampBesideTheFingerIsNotItsEdge(int from) {
        var plain = band(_ -> 50, _ -> 190);
        var lamp =
                plane(
                        (x, y) ->
                                x >= from && x < from + 60 && y > 10 && y < 20
                                        ? 1
                                        : plain.at((int) x, (int) y));

        assertEquals(0, of(lamp).bent(), 1e-4);
        assertArrayEquals(of(plain).upper(), of(lamp).upper());
        assertArrayEquals(of(plain).lower(), of(lamp).lower());
    }

    @Test
    void nothingHasNoEdges() {
        assertEquals(0, of(plane((_, _) -> 0.4)).strength(), 1e-6);
    }

    /// Light between two rows.
    static Plane band(IntToDoubleFunction upper, IntToDoubleFunction lower) {
        return plane(
                (x, y) ->
                        y > upper.applyAsDouble((int) x) && y < lower.applyAsDouble((int) x)
                                ? 0.7
                                : 0.1);
    }

    static Plane plane(DoubleBinaryOperator light) {
        var values = new float[320 * 240];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) light.applyAsDouble(i % 320, i / 320);
        }
        return new Plane(320, 240, values);
    }

    private static FingerEdges of(Plane plane) {
        return FingerEdges.of(plane, new Planes());
    }
}

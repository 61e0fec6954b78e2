package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureTest {

    /// Which pixels are a vein's middle does not depend on how wide it is.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7, 9, 11, 13})
    void aDarkLineIsItsMiddleHoweverWideItIs(int width) {
        var middles = of((_, y) -> Math.abs(y - 40) <= width / 2 ? 0.4 : 0.6);

        for (int x = 2; x < 254; x++) {
            assertEquals(40, strongest(middles, x), "column " + x);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0.7071, 0.7071", "-0.7071, 0.7071"})
    void linesOfAllFourDirectionsAreSeen(double acrossX, double acrossY) {
        var middles =
                of(
                        (x, y) -> {
                            double off = (x - 128) * acrossX + (y - 56) * acrossY;
                            return 0.6 - 0.2 * Math.exp(-off * off / 18);
                        });
        // Along the line, up to 40 pixels from where it is at the window's middle.
        for (int i = -40; i <= 40; i++) {
            int x = (int) Math.round(128 - i * acrossY);
            int y = (int) Math.round(56 + i * acrossX);
            float near = 0;
            for (int far = -1; far <= 1; far++) {
                near = Math.max(near, middles.at(x + far, y));
                near = Math.max(near, middles.at(x, y + far));
            }
            assertTrue(near > 0, x + ", " + y);
        }
        // And beside it nothing is as strong.
        int x = (int) Math.round(128 + 14 * acrossX);
        int y = (int) Math.round(56 + 14 * acrossY);
        assertTrue(middles.at(x, y) < 0.1 * middles.at(128, 56));
    }

    @Test
    void aLightLineIsNoVein() {
        var middles = of((_, y) -> y == 40 ? 0.8 : 0.6);

        for (int x = 2; x < 254; x++) {
            assertEquals(0, middles.at(x, 40));
        }
    }

    @Test
    void twiceAsDarkIsTwiceAsMuch() {
        var weak = of((_, y) -> Math.abs(y - 40) <= 2 ? 0.55 : 0.6);
        var strong = of((_, y) -> Math.abs(y - 40) <= 2 ? 0.5 : 0.6);

        assertEquals(2, strong.at(128, 40) / weak.at(128, 40), 0.01);
    }

    /// The bend at the bottom times the width of the hollow. A line that is a Gaussian of `wide`,
    /// seen through one of 4, is one of the root of both squares; it is hollow between the points
    /// where it turns. Straight across it counts once, and along both diagonals by half.
    @ParameterizedTest
    @ValueSource(doubles = {2, 3.5, 5, 6.3})
    void aMiddleIsTheBendTimesTheWidth(double wide) {
        var middles = of((_, y) -> 0.6 - 0.2 * Math.exp(-(y - 40) * (y - 40) / (2 * wide * wide)));
        double seen = Math.hypot(wide, 4);
        double bend = 0.2 * wide / seen / seen / seen;
        int hollow = 2 * (int) seen + 1;

        assertEquals(2 * bend * hollow, middles.at(128, 40), 0.2 * bend * hollow);
    }

    @Test
    void outsideOfTheFingerIsNothing() {
        var inside = new boolean[256 * 112];
        Arrays.fill(inside, 60 * 256, inside.length, true);
        var middles = of((_, y) -> Math.abs(y - 40) <= 2 || y == 80 ? 0.4 : 0.6, inside);

        for (int i = 0; i < 60 * 256; i++) {
            assertEquals(0, middles.values()[i]);
        }
        assertEquals(80, strongest(middles, 128));
    }

    private static int strongest(Plane middles, int x) {
        int strongest = 0;
        for (int y = 0; y < middles.height(); y++) {
            if (middles.at(x, y) > middles.at(x, strongest)) {
                strongest = y;
            }
        }
        return strongest;
    }

    private static Plane of(DoubleBinaryOperator light) {
        var inside = new boolean[256 * 112];
        Arrays.fill(inside, true);
        return of(light, inside);
    }

    private static Plane of(DoubleBinaryOperator light, boolean[] inside) {
        int margin = Curvature.MARGIN;
        int width = 256 + 2 * margin;
        int height = 112 + 2 * margin;
        var window = new Plane(width, height, new float[width * height]);
        for (int i = 0; i < window.values().length; i++) {
            window.values()[i] =
                    (float) light.applyAsDouble(i % width - margin, i / width - margin);
        }
        return Curvature.of(new Straightened(window, inside, margin), new Planes());
    }
}

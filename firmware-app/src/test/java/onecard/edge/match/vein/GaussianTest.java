package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void derivativesAreThoseOfCurvesThatAreKnown(int sigma) {
        expect(Gaussian.smooth(sigma), _ -> 7, _ -> 7);
        expect(Gaussian.smooth(sigma), x -> 2 * x + 1, x -> 2 * x + 1);
        expect(Gaussian.slope(sigma), _ -> 7, _ -> 0);
        expect(Gaussian.slope(sigma), x -> 2 * x + 1, _ -> 2);
        expect(Gaussian.slope(sigma), x -> x * x / 10, x -> x / 5);
        expect(Gaussian.bend(sigma), _ -> 7, _ -> 0);
        expect(Gaussian.bend(sigma), x -> 2 * x + 1, _ -> 0);
        expect(Gaussian.bend(sigma), x -> x * x / 10, _ -> 0.2);
    }

    /// Both ways, at each pixel that has a result.
    private static void expect(
            Gaussian gaussian, DoubleUnaryOperator curve, DoubleUnaryOperator result) {
        var across = new Plane(41, 3, new float[41 * 3]);
        var down = new Plane(3, 41, new float[41 * 3]);
        for (int i = 0; i < 41; i++) {
            for (int j = 0; j < 3; j++) {
                across.values()[j * 41 + i] = (float) curve.applyAsDouble(i - 20);
                down.values()[i * 3 + j] = (float) curve.applyAsDouble(i - 20);
            }
        }
        var rows = gaussian.alongRows(across, new Planes());
        var columns = gaussian.alongColumns(down, new Planes());
        int reach = (41 - rows.width()) / 2;

        assertEquals(3, rows.height());
        assertEquals(3, columns.width());
        assertEquals(rows.width(), columns.height());
        for (int i = 0; i < rows.width(); i++) {
            double expected = result.applyAsDouble(i + reach - 20);
            for (int j = 0; j < 3; j++) {
                assertEquals(expected, rows.at(i, j), 1e-3);
                assertEquals(expected, columns.at(j, i), 1e-3);
            }
        }
    }
}

package onecard.edge.match.vein;

/// The weights of a Gaussian of one width, or of its first or second derivative, and what they make
/// of a plane. Only where all weights lie on the plane there is a result: it is smaller by the
/// reach on each side, and no border is invented.
final class Gaussian {

    private final float[] weights;

    private Gaussian(float[] weights) {
        this.weights = weights;
    }

    /// Pixels to each side.
    static int reach(int sigma) {
        return 3 * sigma;
    }

    /// Leaves what is constant as it is.
    static Gaussian smooth(int sigma) {
        var bell = bell(sigma);
        return scaled(bell, 1 / moment(bell, 0));
    }

    /// 1 where the value rises by 1 a pixel.
    static Gaussian slope(int sigma) {
        var bell = bell(sigma);
        var weights = new double[bell.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i - reach(sigma)) * bell[i];
        }
        return scaled(weights, 1 / moment(weights, 1));
    }

    /// 1 where the slope rises by 1 a pixel; 0 where it is constant.
    static Gaussian bend(int sigma) {
        var bell = bell(sigma);
        double variance = moment(bell, 2) / moment(bell, 0);
        var weights = new double[bell.length];
        for (int i = 0; i < weights.length; i++) {
            int place = i - reach(sigma);
            weights[i] = (place * place - variance) * bell[i];
        }
        return scaled(weights, 2 / moment(weights, 2));
    }

    Plane alongRows(Plane plane, Planes planes) {
        var result = planes.of(plane.width() - weights.length + 1, plane.height());
        for (int y = 0; y < result.height(); y++) {
            for (int i = 0; i < weights.length; i++) {
                add(plane, y * plane.width() + i, weights[i], result, y);
            }
        }
        return result;
    }

    Plane alongColumns(Plane plane, Planes planes) {
        var result = planes.of(plane.width(), plane.height() - weights.length + 1);
        for (int y = 0; y < result.height(); y++) {
            for (int i = 0; i < weights.length; i++) {
                add(plane, (y + i) * plane.width(), weights[i], result, y);
            }
        }
        return result;
    }

    private static void add(Plane plane, int from, float weight, Plane result, int row) {
        var in = plane.values();
        var out = result.values();
        int to = row * result.width();
        for (int x = 0; x < result.width(); x++) {
            out[to + x] += weight * in[from + x];
        }
    }

    private static double[] bell(int sigma) {
        var bell = new double[2 * reach(sigma) + 1];
        for (int i = 0; i < bell.length; i++) {
            double place = (double) (i - reach(sigma)) / sigma;
            bell[i] = StrictMath.exp(-place * place / 2);
        }
        return bell;
    }

    private static double moment(double[] weights, int order) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double place = i - weights.length / 2;
            sum += weights[i] * (order == 0 ? 1 : order == 1 ? place : place * place);
        }
        return sum;
    }

    private static Gaussian scaled(double[] weights, double by) {
        var scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (weights[i] * by);
        }
        return new Gaussian(scaled);
    }
}

package onecard.edge.match.vein;

import java.util.Arrays;

/// Steps 4 and 5: how much a pixel is the bottom of a vein. In each of four directions the
/// brightness is a profile; where it is hollow there may be a vein, and its middle is where the
/// hollow bends most. That pixel is given the width of the hollow times the bend, so wide and dark
/// veins count most, and a vein's width does not move its middle.
final class Curvature {

    private static final int SIGMA = 4;

    /// Pixels around the window that the derivatives reach.
    static final int MARGIN = Gaussian.reach(SIGMA);

    private Curvature() {}

    /// @return of 256 x 112: 0 where no vein's middle is
    static Plane of(Straightened finger, Planes planes) {
        var bends = Bends.of(finger.window(), planes);
        var middles = planes.of(Straightened.WIDTH, Straightened.HEIGHT);
        var curvature = planes.of(Straightened.WIDTH, Straightened.HEIGHT);
        for (var direction : Direction.values()) {
            Arrays.fill(curvature.values(), 0);
            bends.along(direction, finger.inside(), curvature);
            addMiddles(curvature, direction, middles);
        }
        return middles;
    }

    private static void addMiddles(Plane curvature, Direction direction, Plane middles) {
        for (int y = 0; y < curvature.height(); y++) {
            for (int x = 0; x < curvature.width(); x++) {
                int beforeX = x - direction.x();
                int beforeY = y - direction.y();
                if (beforeX < 0 || beforeY < 0 || beforeY >= curvature.height()) {
                    walk(curvature, x, y, direction, middles);
                }
            }
        }
    }

    /// One profile, from where it enters.
    private static void walk(
            Plane curvature, int fromX, int fromY, Direction direction, Plane middles) {
        int width = curvature.width();
        int step = direction.y() * width + direction.x();
        int hollow = 0;
        int peak = 0;
        int x = fromX;
        int y = fromY;
        int pixel = y * width + x;
        while (x < width && y >= 0 && y < curvature.height()) {
            if (curvature.values()[pixel] > 0) {
                if (hollow == 0 || curvature.values()[pixel] > curvature.values()[peak]) {
                    peak = pixel;
                }
                hollow++;
            } else if (hollow > 0) {
                middles.values()[peak] += hollow * curvature.values()[peak];
                hollow = 0;
            }
            x += direction.x();
            y += direction.y();
            pixel += step;
        }
        if (hollow > 0) {
            middles.values()[peak] += hollow * curvature.values()[peak];
        }
    }

    /// The derivatives by Gaussians: first and second.
    private record Bends(Plane x, Plane y, Plane xx, Plane yy, Plane xy) {

        static Bends of(Plane window, Planes planes) {
            var smooth = Gaussian.smooth(SIGMA);
            var slope = Gaussian.slope(SIGMA);
            var bend = Gaussian.bend(SIGMA);
            var smoothed = smooth.alongRows(window, planes);
            var sloped = slope.alongRows(window, planes);
            var bent = bend.alongRows(window, planes);
            return new Bends(
                    smooth.alongColumns(sloped, planes),
                    slope.alongColumns(smoothed, planes),
                    smooth.alongColumns(bent, planes),
                    bend.alongColumns(smoothed, planes),
                    slope.alongColumns(sloped, planes));
        }

        void along(Direction direction, boolean[] inside, Plane curvature) {
            float cos = direction.cos();
            float sin = direction.sin();
            for (int i = 0; i < inside.length; i++) {
                if (inside[i]) {
                    float rise = cos * x.values()[i] + sin * y.values()[i];
                    float turn =
                            cos * cos * xx.values()[i]
                                    + 2 * cos * sin * xy.values()[i]
                                    + sin * sin * yy.values()[i];
                    // Of light from 0 to 1: all but 1, so the brightness of a picture cancels out.
                    float bow = 1 + rise * rise;
                    curvature.values()[i] = (float) (turn / (bow * Math.sqrt(bow)));
                }
            }
        }
    }
}

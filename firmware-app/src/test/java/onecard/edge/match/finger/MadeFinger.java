package onecard.edge.match.finger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.hal.bio.Sample;

/// Fingers of nobody: rings about a middle, and minutiae where the phase of the ridges winds. The
/// same finger is never put down twice alike.
public final class MadeFinger {

    public static final int WIDTH = 300;
    public static final int HEIGHT = 360;

    private static final int MINUTIAE = 40;
    private static final double APART = 24;
    private static final double PERIOD = 9;

    private final double[][] minutiae;
    private final double middleX;
    private final double middleY;
    private final double tall;
    private final long seed;

    public MadeFinger(long seed) {
        this.seed = seed;
        var random = new SplittableRandom(seed);
        middleX = WIDTH / 2.0 + random.nextDouble(-20, 20);
        middleY = HEIGHT / 2.0 + random.nextDouble(-40, 40);
        tall = random.nextDouble(0.7, 1.1);
        var found = new ArrayList<double[]>();
        while (found.size() < MINUTIAE) {
            double x = random.nextDouble(-10, WIDTH + 10);
            double y = random.nextDouble(-10, HEIGHT + 10);
            if (found.stream().allMatch(one -> Math.hypot(one[0] - x, one[1] - y) > APART)) {
                found.add(new double[] {x, y, found.size() % 2 == 0 ? 1 : -1});
            }
        }
        minutiae = found.toArray(double[][]::new);
    }

    /// Shifted, turned and noisy, each impression in its own way; 500 dots an inch.
    public Sample.Picture impression(int number) {
        var random = new SplittableRandom(seed * 1_000 + number);
        double turned = random.nextDouble(-0.15, 0.15);
        double right = random.nextDouble(-12, 12);
        double down = random.nextDouble(-12, 12);
        var bytes = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double aside = x - WIDTH / 2.0 - right;
                double below = y - HEIGHT / 2.0 - down;
                double atX = WIDTH / 2.0 + aside * Math.cos(turned) - below * Math.sin(turned);
                double atY = HEIGHT / 2.0 + aside * Math.sin(turned) + below * Math.cos(turned);
                boolean touches = Math.hypot((x - WIDTH / 2.0) / 140, (y - HEIGHT / 2.0) / 170) < 1;
                double grey = touches ? 128 + 90 * Math.cos(phase(atX, atY)) : 250;
                grey += random.nextDouble(-20, 20);
                bytes[y * WIDTH + x] = (byte) Math.clamp(Math.round(grey), 0, 255);
            }
        }
        return new Sample.Picture(
                Sample.Picture.Colour.GREY, WIDTH, HEIGHT, bytes, OptionalInt.of(500));
    }

    private double phase(double x, double y) {
        double phase = 2 * Math.PI * Math.hypot(x - middleX, (y - middleY) * tall) / PERIOD;
        for (var one : minutiae) {
            phase += one[2] * Math.atan2(y - one[1], x - one[0]);
        }
        return phase;
    }

    /// So many of them.
    public static List<MadeFinger> several(int count) {
        var fingers = new ArrayList<MadeFinger>();
        for (int i = 0; i < count; i++) {
            fingers.add(new MadeFinger(100 + i));
        }
        return fingers;
    }
}

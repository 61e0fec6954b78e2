package onecard.edge.match.vein;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import onecard.hal.bio.Sample.Picture;

/// Fingers of nobody in near infrared: three veins that wander along a cylinder, and others that
/// branch off and join them. The same finger is never laid down twice alike.
public final class MadeVein {

    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private static final double RADIUS = 140;
    private static final int STEP = 24;
    private static final int FROM = -120;
    private static final int TO = WIDTH + 120;
    private static final int BRANCHES = 9;

    private final long seed;
    private final List<Vein> veins = new ArrayList<>();
    private final double joint;

    /// A straight piece: pixels along the finger, radians around it.
    private record Vein(double x, double angle, double toX, double toAngle, double width) {}

    /// How it is laid down and looked at.
    ///
    /// @param right pixels along the finger
    /// @param down pixels across it
    /// @param turned radians in the picture
    /// @param rolled radians around itself
    /// @param gain 1 is as bright as it should be
    /// @param blur pixels, the width of a Gaussian
    /// @param noise grey levels, the width of another
    record Look(
            double right,
            double down,
            double turned,
            double rolled,
            double gain,
            double blur,
            double noise) {

        static final Look STRAIGHT = new Look(0, 0, 0, 0, 1, 0, 1);

        Look gained(double other) {
            return new Look(right, down, turned, rolled, other, blur, noise);
        }

        Look noisy(double other) {
            return new Look(right, down, turned, rolled, gain, blur, other);
        }

        Look blurred(double other) {
            return new Look(right, down, turned, rolled, gain, other, noise);
        }

        /// Everything within what a guide of plastic lets happen.
        static Look any(RandomGenerator random) {
            return new Look(
                    random.nextDouble(-26, 26),
                    random.nextDouble(-30, 30),
                    random.nextDouble(-0.06, 0.06),
                    random.nextDouble(-0.07, 0.07),
                    random.nextDouble(0.6, 1.4),
                    random.nextDouble(0, 4),
                    random.nextDouble(1, 4));
        }
    }

    public MadeVein(long seed) {
        this.seed = seed;
        var random = new SplittableRandom(seed);
        joint = random.nextDouble(WIDTH);
        var trunks = new double[3][(TO - FROM) / STEP + 1];
        for (int i = 0; i < trunks.length; i++) {
            double angle = (i - 1) * 0.6 + random.nextDouble(-0.2, 0.2);
            double bend = 0;
            double width = random.nextDouble(5, 9);
            for (int j = 0; j < trunks[i].length; j++) {
                trunks[i][j] = angle;
                bend = 0.6 * bend + random.nextDouble(-0.08, 0.08);
                double next = angle + bend;
                int x = FROM + j * STEP;
                veins.add(new Vein(x, angle, x + STEP, next, width));
                angle = next;
            }
        }
        for (int i = 0; i < BRANCHES; i++) {
            int trunk = random.nextInt(2);
            int at = random.nextInt(trunks[0].length);
            int to = Math.clamp(at + random.nextInt(-6, 7), 0, trunks[0].length - 1);
            double part = random.nextDouble(0.5, 1);
            double from = trunks[trunk][at];
            double end = from + part * (trunks[trunk + 1][to] - from);
            int x = FROM + at * STEP;
            veins.add(new Vein(x, from, x + part * (to - at) * STEP, end, random.nextDouble(4, 7)));
        }
    }

    /// So many of them.
    public static List<MadeVein> several(int count) {
        var fingers = new ArrayList<MadeVein>();
        for (int i = 0; i < count; i++) {
            fingers.add(new MadeVein(100 + i));
        }
        return fingers;
    }

    /// Each in its own way.
    public Picture impression(int number) {
        var random = new SplittableRandom(seed * 1_000 + number);
        return impression(Look.any(random), random.nextLong());
    }

    Picture impression(Look look, long noise) {
        var random = new SplittableRandom(noise);
        var depth = depth(look);
        var bytes = new byte[WIDTH * HEIGHT];
        double cos = Math.cos(look.turned());
        double sin = Math.sin(look.turned());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double aside = x - WIDTH / 2.0;
                double below = y - HEIGHT / 2.0;
                double along = aside * cos + below * sin;
                double off = below * cos - aside * sin - look.down();
                double thick = RADIUS + 6 * Math.sin((along + joint) / 110);
                double inside = Math.clamp((thick - Math.abs(off)) / 6 + 0.5, 0, 1);
                double light = 150 + 25 * Math.cos(along / 160) + 15 * off / RADIUS;
                double tissue = light * (1 - 0.28 * depth[y * WIDTH + x]);
                // A lamp shines into the upper corner.
                double outside = y < 24 && x > 430 ? 230 : 18;
                double grey = look.gain() * (inside * tissue + (1 - inside) * outside);
                grey += look.noise() * random.nextGaussian();
                bytes[y * WIDTH + x] = (byte) Math.clamp(Math.round(grey), 0, 255);
            }
        }
        return new Picture(Picture.Colour.GREY, WIDTH, HEIGHT, bytes, OptionalInt.empty());
    }

    /// Of veins at each pixel: 0 none, 1 the middle of a sharp one.
    private double[] depth(Look look) {
        var depth = new double[WIDTH * HEIGHT];
        for (var vein : veins) {
            double wide = Math.hypot(vein.width(), look.blur());
            double dark = vein.width() / wide;
            double length =
                    Math.hypot(vein.toX() - vein.x(), 100 * (vein.toAngle() - vein.angle()));
            int dots = (int) (length / 2) + 1;
            for (int i = 0; i <= dots; i++) {
                double part = (double) i / dots;
                double angle =
                        vein.angle() + part * (vein.toAngle() - vein.angle()) + look.rolled();
                if (Math.abs(angle) < 1.4) {
                    double along =
                            vein.x() + part * (vein.toX() - vein.x()) + look.right() - WIDTH / 2.0;
                    double off = RADIUS * Math.sin(angle) + look.down();
                    double x = along * Math.cos(look.turned()) - off * Math.sin(look.turned());
                    double y = along * Math.sin(look.turned()) + off * Math.cos(look.turned());
                    dot(depth, x + WIDTH / 2.0, y + HEIGHT / 2.0, wide, dark);
                }
            }
        }
        return depth;
    }

    private static void dot(double[] depth, double x, double y, double wide, double dark) {
        int reach = (int) (3 * wide);
        for (int v = (int) y - reach; v <= y + reach; v++) {
            for (int u = (int) x - reach; u <= x + reach; u++) {
                if (u >= 0 && u < WIDTH && v >= 0 && v < HEIGHT) {
                    double far = (u - x) * (u - x) + (v - y) * (v - y);
                    double here = dark * Math.exp(-far / (2 * wide * wide));
                    depth[v * WIDTH + u] = Math.max(depth[v * WIDTH + u], here);
                }
            }
        }
    }

    /// All of one grey, as the generated ones are large.
    static Picture flat(int width, int height, int grey) {
        var bytes = new byte[width * height];
        Arrays.fill(bytes, (byte) grey);
        return new Picture(Picture.Colour.GREY, width, height, bytes, OptionalInt.empty());
    }
}

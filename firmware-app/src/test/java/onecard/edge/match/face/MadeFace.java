package onecard.edge.match.face;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;

/// A face of nobody: an oval with eyes and a mouth, and light and shade of its own. Cut out and
/// upright.
public final class MadeFace {

    static final int SIDE = MadeNets.SIDE;
    private static final int PARTS = 7;

    private final double[] shade = new double[(PARTS + 1) * (PARTS + 1)];

    public MadeFace(long person) {
        var random = new SplittableRandom(9_001 + person);
        for (int i = 0; i < shade.length; i++) {
            shade[i] = random.nextDouble(-60, 60);
        }
    }

    /// Another one each time: a little noise, another light.
    public Picture impression(int number) {
        return impression(number, 150);
    }

    Picture impression(int number, double light) {
        var random = new SplittableRandom(77 + number);
        double more = light + random.nextDouble(-6, 6);
        var bytes = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double grey = more + shade(x, y) + feature(x, y) + 4 * random.nextGaussian();
                bytes[y * SIDE + x] = (byte) Math.clamp(Math.round(grey), 0, 255);
            }
        }
        return grey(SIDE, SIDE, bytes);
    }

    private double shade(int x, int y) {
        double atX = (double) x * PARTS / SIDE;
        double atY = (double) y * PARTS / SIDE;
        int column = (int) atX;
        int row = (int) atY;
        double right = atX - column;
        double down = atY - row;
        int at = row * (PARTS + 1) + column;
        return (1 - down) * ((1 - right) * shade[at] + right * shade[at + 1])
                + down * ((1 - right) * shade[at + PARTS + 1] + right * shade[at + PARTS + 2]);
    }

    private static double feature(int x, int y) {
        boolean eye = Math.hypot(x - 38, y - 52) < 5 || Math.hypot(x - 73, y - 52) < 5;
        boolean mouth = Math.abs(y - 92) < 3 && Math.abs(x - 56) < 15;
        boolean hair = Math.hypot((x - 56) / 50.0, (y - 60) / 62.0) > 1;
        return eye || mouth ? -40 : hair ? -25 : 0;
    }

    static Picture grey(int width, int height, byte[] bytes) {
        return new Picture(Colour.GREY, width, height, bytes, OptionalInt.empty());
    }

    /// A picture in three columns and two rows of squares.
    ///
    /// @param side of a square
    /// @param behind how light all is where there is no face
    /// @param cells column and row of each face, in turn
    static Picture scene(int side, int behind, Picture face, int... cells) {
        int width = 3 * side;
        var bytes = new byte[width * 2 * side];
        Arrays.fill(bytes, (byte) behind);
        for (int i = 0; i < cells.length; i += 2) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int from = y * SIDE / side * SIDE + x * SIDE / side;
                    bytes[(cells[i + 1] * side + y) * width + cells[i] * side + x] =
                            face.bytes()[from];
                }
            }
        }
        return grey(width, 2 * side, bytes);
    }
}

package onecard.edge.match.vein;

import java.util.OptionalInt;
import onecard.hal.bio.Sample.Picture;

/// The finger of nobody: light, with dark waves across and along it. The engine warms up on it.
final class Lines {

    static final Picture PICTURE = picture();

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private Lines() {}

    private static Picture picture() {
        var bytes = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean finger = y > 50 && y < 190;
                double along = StrictMath.sin((y + 12 * StrictMath.sin(x / 31.0)) / 5.0);
                double across = StrictMath.sin((x + 9 * StrictMath.sin(y / 17.0)) / 9.0);
                bytes[y * WIDTH + x] = (byte) (finger ? 150 - 20 * (along + across) : 20);
            }
        }
        return new Picture(Picture.Colour.GREY, WIDTH, HEIGHT, bytes, OptionalInt.empty());
    }
}

package onecard.edge.match.finger;

import java.util.OptionalInt;
import onecard.hal.bio.Sample;

/// A picture that an extractor takes for a finger, of nobody: rings that a few others cut.
final class Rings {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 320;

    /// Pixels from ridge to ridge, as of a grown-up's finger at 500 dots an inch.
    private static final double PERIOD = 9;

    /// Where a ridge ends or forks, about its middle: there the phase winds once, one way or the
    /// other.
    private static final int[][] ENDS = {
        {60, 70, 1}, {190, 60, -1}, {120, 60, 1}, {60, 150, -1}, {200, 160, 1}, {90, 210, 1},
        {170, 240, -1}, {128, 270, 1}, {70, 260, -1}, {190, 200, 1}, {100, 110, -1}, {160, 110, 1}
    };

    static final Sample.Picture PICTURE = picture();

    private Rings() {}

    private static Sample.Picture picture() {
        var bytes = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double phase = 2 * Math.PI * Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) / PERIOD;
                for (var end : ENDS) {
                    phase += end[2] * Math.atan2(y - end[1], x - end[0]);
                }
                bytes[y * WIDTH + x] = (byte) Math.round(128 + 100 * Math.cos(phase));
            }
        }
        return new Sample.Picture(
                Sample.Picture.Colour.GREY, WIDTH, HEIGHT, bytes, OptionalInt.of(500));
    }
}

package onecard.edge.match.vein;

import onecard.hal.bio.Sample.Picture;

/// Step 1: a picture in grey, 320 pixels wide, whatever the sensor's resolution. Each pixel is the
/// mean of the area it stands for, parts of pixels by their part: noise goes down with the size.
final class AreaAverage {

    static final int WIDTH = 320;

    private static final int WHITE = 255;

    private AreaAverage() {}

    /// How high a picture becomes; 0 is none.
    static int height(Picture picture) {
        return (int) ((long) picture.height() * WIDTH / picture.width());
    }

    /// @param picture at least as wide as [#WIDTH], and so high that something is left
    /// @return 0 (black) to 1
    static Plane of(Picture picture, Planes planes) {
        var shrunk = planes.of(WIDTH, height(picture));
        double step = (double) picture.width() / WIDTH; // the same downwards: pixels stay square
        var columns = planes.of(WIDTH, 1).values();
        for (int y = 0; y < shrunk.height(); y++) {
            double top = y * step;
            double bottom = Math.min(top + step, picture.height());
            for (int row = (int) top; row < bottom; row++) {
                float part = (float) (Math.min(bottom, row + 1) - Math.max(top, row));
                acrossRow(picture, row, step, columns);
                for (int x = 0; x < WIDTH; x++) {
                    shrunk.values()[y * WIDTH + x] += part * columns[x];
                }
            }
            float area = (float) (step * (bottom - top)) * WHITE;
            for (int x = 0; x < WIDTH; x++) {
                shrunk.values()[y * WIDTH + x] /= area;
            }
        }
        return shrunk;
    }

    /// The sums of one row over each column of the result.
    private static void acrossRow(Picture picture, int row, double step, float[] sums) {
        for (int x = 0; x < WIDTH; x++) {
            double left = x * step;
            double right = Math.min(left + step, picture.width());
            float sum = 0;
            for (int column = (int) left; column < right; column++) {
                float part = (float) (Math.min(right, column + 1) - Math.max(left, column));
                sum += part * grey(picture, row * picture.width() + column);
            }
            sums[x] = sum;
        }
    }

    private static float grey(Picture picture, int pixel) {
        return switch (picture.colour()) {
            case GREY -> picture.bytes()[pixel] & 0xFF;
            case RGB -> {
                // In infrared the three say the same, but for their noise.
                int first = 3 * pixel;
                int sum = 0;
                for (int i = first; i < first + 3; i++) {
                    sum += picture.bytes()[i] & 0xFF;
                }
                yield sum / 3f;
            }
        };
    }
}

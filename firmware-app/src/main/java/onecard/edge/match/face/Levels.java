package onecard.edge.match.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecard.hal.bio.Sample.Picture;
import onecard.site.FaceModels.Channels;

/// A picture at its own size, at half of it, at a quarter, as far as is asked for: what is looked
/// at in steps of two pixels and more shows noise. Outside of it all is grey.
final class Levels implements AutoCloseable {

    /// What lies around a picture: neither light nor dark.
    static final int OUTSIDE = 127;

    /// @param bytes of the picture, or our own
    private record Level(int width, int height, byte[] bytes) {

        boolean has(double x, double y) {
            return x > -1 && y > -1 && x < width && y < height;
        }
    }

    private final int channels;
    private final List<Level> levels = new ArrayList<>();

    Levels(Picture picture) {
        channels = picture.colour().bytes();
        levels.add(new Level(picture.width(), picture.height(), picture.bytes()));
    }

    /// Shows it to whoever takes pixels, line by line.
    ///
    /// @param of from a pixel that is wanted to where it lies in the picture
    void show(int width, int height, Similarity of, Channels wanted, Taker taker) {
        int halved = halved(of.scale());
        var level = level(halved);
        double part = 1.0 / (1 << halved);
        var pixel = new double[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // Of middles: the first pixel's is half a pixel in.
                double atX = of.x(x + 0.5, y + 0.5) * part - 0.5;
                double atY = of.y(x + 0.5, y + 0.5) * part - 0.5;
                look(level, atX, atY, wanted, pixel);
                taker.take(x, y, pixel, level.has(atX, atY));
            }
        }
    }

    interface Taker {
        /// @param pixel as many values of 0 to 255 as are wanted; not kept
        /// @param within the picture, and not what lies around it
        void take(int x, int y, double[] pixel, boolean within);
    }

    /// How often it is halved, so that a step is less than two pixels.
    private static int halved(double step) {
        int halved = 0;
        while (step >= 2 && halved < 12) {
            step /= 2;
            halved++;
        }
        return halved;
    }

    private Level level(int halved) {
        while (levels.size() <= halved) {
            levels.add(half(levels.getLast()));
        }
        return levels.get(halved);
    }

    /// What has one row or column keeps it; a last odd one is left out.
    private Level half(Level of) {
        int width = Math.max(1, of.width / 2);
        int height = Math.max(1, of.height / 2);
        int right = of.width > 1 ? channels : 0;
        int down = of.height > 1 ? of.width * channels : 0;
        var bytes = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    int at = (2 * y * of.width + 2 * x) * channels + c;
                    int sum =
                            (of.bytes[at] & 0xff)
                                    + (of.bytes[at + right] & 0xff)
                                    + (of.bytes[at + down] & 0xff)
                                    + (of.bytes[at + right + down] & 0xff);
                    bytes[(y * width + x) * channels + c] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return new Level(width, height, bytes);
    }

    private void look(Level level, double x, double y, Channels wanted, double[] pixel) {
        switch (wanted) {
            case GREY ->
                    pixel[0] =
                            channels == 1
                                    ? at(level, x, y, 0)
                                    : 0.299 * at(level, x, y, 0)
                                            + 0.587 * at(level, x, y, 1)
                                            + 0.114 * at(level, x, y, 2);
            case RGB -> colours(level, x, y, pixel, 0);
            case BGR -> colours(level, x, y, pixel, 2);
        }
    }

    private void colours(Level level, double x, double y, double[] pixel, int red) {
        if (channels == 1) {
            Arrays.fill(pixel, at(level, x, y, 0));
        } else {
            pixel[red] = at(level, x, y, 0);
            pixel[1] = at(level, x, y, 1);
            pixel[2 - red] = at(level, x, y, 2);
        }
    }

    /// Between four pixels.
    private double at(Level level, double x, double y, int channel) {
        if (!level.has(x, y)) {
            return OUTSIDE;
        }
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        double above =
                (1 - right) * byteAt(level, left, top, channel)
                        + right * byteAt(level, left + 1, top, channel);
        double below =
                (1 - right) * byteAt(level, left, top + 1, channel)
                        + right * byteAt(level, left + 1, top + 1, channel);
        return (1 - down) * above + down * below;
    }

    private int byteAt(Level level, int x, int y, int channel) {
        return x < 0 || y < 0 || x >= level.width || y >= level.height
                ? OUTSIDE
                : level.bytes[(y * level.width + x) * channels + channel] & 0xff;
    }

    /// The picture itself is its owner's to wipe.
    @Override
    public void close() {
        levels.stream().skip(1).forEach(level -> Arrays.fill(level.bytes, (byte) 0));
    }
}

package onecard.edge.match.eval;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import javax.imageio.ImageIO;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;

/// Pictures from files, each as the numbers that stand in it: no gamma is laid over grey ones.
public final class PictureFile {

    public static final Set<String> EXTENSIONS = Set.of("tif", "tiff", "png", "bmp", "pgm");

    /// Of the file; a picture of [Picture#PIXELS_MAX] in three colours of two bytes is below.
    static final int BYTES_MAX = 64 << 20;

    /// Three, and how much is seen through.
    private static final int COLOURS_MAX = 4;

    /// Beyond them nothing says what is white.
    private static final int BITS_MAX = 16;

    private PictureFile() {}

    /// What is no picture, or one too large; its message says why, for people.
    public static final class NoPicture extends IOException {
        private static final long serialVersionUID = 1L;

        NoPicture(String why) {
            super(why);
        }
    }

    /// @throws NoPicture if the file holds none that is read here
    public static Picture read(Path file, OptionalInt dpi) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new NoPicture("no file"); // a pipe is waited for, and a device never ends
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1); // it may grow meanwhile
        }
        if (bytes.length > BYTES_MAX) {
            throw new NoPicture("above " + BYTES_MAX + " bytes");
        }
        return read(bytes, EvalSet.extension(file), dpi);
    }

    /// @param extension says which format it is
    static Picture read(byte[] file, String extension, OptionalInt dpi) throws IOException {
        return extension.equals("pgm")
                ? Pgm.read(file, dpi)
                : picture(decoded(file, extension), dpi);
    }

    private static BufferedImage decoded(byte[] file, String extension) throws IOException {
        var readers = ImageIO.getImageReadersBySuffix(extension.toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new NoPicture("no reader of ." + extension);
        }
        var reader = readers.next();
        ImageIO.setUseCache(false);
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels < 1 || pixels > Picture.PIXELS_MAX) {
                throw new NoPicture(pixels + " pixels, not 1 to " + Picture.PIXELS_MAX);
            }
            var samples = reader.getImageTypes(0).next().getSampleModel();
            if (samples.getNumBands() > COLOURS_MAX) {
                throw new NoPicture("more than " + COLOURS_MAX + " colours a pixel");
            }
            if (samples.getSampleSize(0) > BITS_MAX) {
                throw new NoPicture("more than " + BITS_MAX + " bits a colour");
            }
            return reader.read(0);
        } catch (NoPicture no) {
            throw no;
        } catch (IOException | RuntimeException damaged) {
            // The readers fall over damaged files in many ways.
            throw new NoPicture("no whole " + extension);
        } finally {
            reader.dispose();
        }
    }

    private static Picture picture(BufferedImage image, OptionalInt dpi) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        var bytes = new byte[width * height * (grey ? 1 : 3)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (grey) {
                    bytes[at] = (byte) grey(image, x, y);
                } else {
                    int rgb = image.getRGB(x, y);
                    bytes[3 * at] = (byte) (rgb >> 16);
                    bytes[3 * at + 1] = (byte) (rgb >> 8);
                    bytes[3 * at + 2] = (byte) rgb;
                }
            }
        }
        return new Picture(grey ? Colour.GREY : Colour.RGB, width, height, bytes, dpi);
    }

    private static int grey(BufferedImage image, int x, int y) {
        int bits = image.getSampleModel().getSampleSize(0);
        int sample = image.getRaster().getSample(x, y, 0);
        return bits == 8 ? sample : sample * 255 / ((1 << bits) - 1);
    }
}

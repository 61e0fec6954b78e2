package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import onecard.edge.match.eval.PictureFile.NoPicture;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sets in folders, and pictures in files.
class FilesTest {

    private static final byte[] GREYS = {0, 1, 60, 127, (byte) 128, (byte) 200, (byte) 255, 9};

    @TempDir Path dir;

    // --- names ---

    @Test
    void aNameSaysWhoseItIsAndWhichOne() throws IOException {
        for (var name :
                List.of(
                        "101_10.tif",
                        "101_2.tif",
                        "101_1.iso",
                        "a_b_1.PNG",
                        "a_b_2.pgm",
                        "finger1-02.png",
                        "finger1-01.png",
                        "noise.png",
                        "_1.png",
                        "x_.png",
                        "readme.txt",
                        "s2/2.pgm",
                        "s2/10.pgm",
                        "s2/note.txt",
                        "s2/more/1.pgm")) {
            var file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[1]);
        }

        var set = EvalSet.read(dir, PictureFile.EXTENSIONS);

        assertEquals(
                Map.of(
                        "101", List.of("101_2.tif", "101_10.tif"),
                        "a_b", List.of("a_b_1.PNG", "a_b_2.pgm"),
                        "finger1", List.of("finger1-01.png", "finger1-02.png"),
                        "s2", List.of("s2/2.pgm", "s2/10.pgm")),
                set.identities().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> names(entry.getValue()))));
        assertEquals(List.of("_1.png", "noise.png", "x_.png"), names(set.strange()));
        assertEquals(8, set.impressions());
        assertEquals(1, EvalSet.read(dir, Set.of("iso")).impressions());
    }

    private List<String> names(List<Path> files) {
        return files.stream().map(file -> dir.relativize(file).toString()).toList();
    }

    // --- pictures ---

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif", "tiff"})
    void greyIsReadAsItStands(String extension) throws IOException {
        var read = PictureFile.read(encoded(extension), extension, OptionalInt.of(569));

        assertEquals(Colour.GREY, read.colour());
        assertEquals(4, read.width());
        assertEquals(2, read.height());
        assertArrayEquals(GREYS, read.bytes());
        assertEquals(OptionalInt.of(569), read.dpi());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif"})
    void coloursAreRedGreenBlue(String extension) throws IOException {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x0a141e);
        image.setRGB(1, 0, 0xff8000);

        var read = PictureFile.read(encoded(image, extension), extension, OptionalInt.empty());

        assertEquals(Colour.RGB, read.colour());
        assertArrayEquals(new byte[] {10, 20, 30, -1, -128, 0}, read.bytes());
        assertEquals(OptionalInt.empty(), read.dpi());
    }

    @Test
    void sixteenBitsOfGreyBecomeEight() throws IOException {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 32_896, 65_535});

        var read = PictureFile.read(encoded(image, "png"), "png", OptionalInt.empty());

        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255}, read.bytes());
    }

    @Test
    void aPgmIsReadInBothItsForms() throws IOException {
        var raw = pgm("P5\n# a camera\n4 2\n255\n", GREYS);
        var plain = pgm("P2 4 2 # wide\n 255\n0 1 60 127\n128 200 255 9", new byte[0]);

        assertArrayEquals(GREYS, raw.bytes());
        assertArrayEquals(GREYS, plain.bytes());
        assertEquals(4, raw.width());
        assertEquals(2, raw.height());
        assertEquals(Colour.GREY, raw.colour());
        // What looks like a blank is the first value.
        assertArrayEquals(new byte[] {10, 32}, pgm("P5 2 1 255\n", new byte[] {10, 32}).bytes());
        assertArrayEquals(
                new byte[] {0, (byte) 255},
                pgm("P5 2 1 65535\n", new byte[] {0, 0, -1, -1}).bytes());
        assertArrayEquals(
                new byte[] {0, 85, (byte) 255}, pgm("P2 3 1 15\n0 5 15\n", new byte[0]).bytes());
    }

    @Test
    void whatIsNoPgmIsRefused() {
        for (var header :
                List.of(
                        "",
                        "P",
                        "P6 1 1 255\n1",
                        "P5",
                        "P5 1",
                        "P5 1 1",
                        "P5 1 1 255",
                        "P5 a 1 255\n1",
                        "P5 0 1 255\n",
                        "P5 1 1 0\n1",
                        "P5 1 1 65536\n11",
                        "P5 2 1 255\n1",
                        "P2 2 1 255\n1",
                        "P2 1 1 15\n16",
                        "P5 1 1 9999999999\n1",
                        "P5 # no end",
                        "P5 99999 99999 255\n1",
                        "P5 -1 1 255\n1")) {
            assertThrows(NoPicture.class, () -> pgm(header, new byte[0]), header);
        }
        assertEquals(
                "8000001 pixels, not 1 to 8000000",
                assertThrows(NoPicture.class, () -> pgm("P5 8000001 1 255\n", new byte[0]))
                        .getMessage());
    }

    @Test
    void aPictureThatLiesAboutItsSizeCostsNothing() throws IOException {
        // The width of the header of a PNG, and the checksum over it.
        var png = encoded("png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());

        assertEquals(
                "3600000000 pixels, not 1 to 8000000",
                assertThrows(
                                NoPicture.class,
                                () -> PictureFile.read(png, "png", OptionalInt.empty()))
                        .getMessage());
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        var png = encoded("png");
        assertEquals(
                "no whole tif",
                assertThrows(
                                NoPicture.class,
                                () -> PictureFile.read(png, "tif", OptionalInt.empty()))
                        .getMessage());
        var large = dir.resolve("a_1.png");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(PictureFile.BYTES_MAX + 1);
        }
        assertEquals(
                "above 67108864 bytes",
                assertThrows(NoPicture.class, () -> PictureFile.read(large, OptionalInt.empty()))
                        .getMessage());
    }

    @Test
    void whatIsNoFileIsNotWaitedFor() throws IOException {
        var folder = Files.createDirectory(dir.resolve("a_1.png"));
        var device = Files.createSymbolicLink(dir.resolve("b_1.png"), Path.of("/dev/null"));
        for (var none : List.of(folder, device)) {
            assertEquals(
                    "no file",
                    assertThrows(NoPicture.class, () -> PictureFile.read(none, OptionalInt.empty()))
                            .getMessage());
        }
        var gone = dir.resolve("c_1.png");
        assertThrows(NoSuchFileException.class, () -> PictureFile.read(gone, OptionalInt.empty()));
    }

    /// As programs for measurements write them.
    @ParameterizedTest
    @ValueSource(ints = {DataBuffer.TYPE_INT, DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE})
    void greyOfMoreThanSixteenBitsIsNone(int type) throws IOException {
        var grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
        var model = new ComponentColorModel(grey, false, false, Transparency.OPAQUE, type);
        var image =
                new BufferedImage(model, model.createCompatibleWritableRaster(4, 2), false, null);
        var tif = encoded(image, "tif");

        assertEquals(
                "more than 16 bits a colour",
                assertThrows(
                                NoPicture.class,
                                () -> PictureFile.read(tif, "tif", OptionalInt.empty()))
                        .getMessage());
    }

    /// A few bytes ask for a thousand colours a pixel, which are some gigabytes.
    @Test
    void aPictureOfManyColoursCostsNothing() throws IOException {
        var tif = tiff(2_800, 2_800, 1_000);
        assertTrue(tif.length < 20_000);

        assertEquals(
                "more than 4 colours a pixel",
                assertThrows(
                                NoPicture.class,
                                () -> PictureFile.read(tif, "tif", OptionalInt.empty()))
                        .getMessage());
    }

    /// Bytes changed and cut: each is a picture of a size that is allowed, or none.
    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif", "pgm"})
    void noDamagedFileEscapes(String extension) throws IOException {
        long seed = 20_261_126;
        var random = new SplittableRandom(seed);
        var good = extension.equals("pgm") ? bytes("P5 4 2 255\n", GREYS) : encoded(extension);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            var damaged = good.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            try {
                var picture = PictureFile.read(damaged, extension, OptionalInt.empty());
                read++;
                assertTrue(
                        picture.width() * picture.height() <= Picture.PIXELS_MAX,
                        "seed " + seed + " round " + round);
            } catch (NoPicture _) {
                refused++;
            }
        }
        assertTrue(read > 50 && refused > 50, extension + ": " + read + " and " + refused);
    }

    private static Picture pgm(String header, byte[] content) throws IOException {
        return PictureFile.read(bytes(header, content), "pgm", OptionalInt.empty());
    }

    private static byte[] bytes(String header, byte[] content) {
        var text = header.getBytes(StandardCharsets.US_ASCII);
        var file = Arrays.copyOf(text, text.length + content.length);
        System.arraycopy(content, 0, file, text.length, content.length);
        return file;
    }

    /// Grey of eight bits with that many samples a pixel, and no pixels.
    private static byte[] tiff(int width, int height, int samples) {
        var file = ByteBuffer.allocate(8 + 2 + 9 * 12 + 4 + 2 * samples);
        file.put(bytes("MM", new byte[0])).putShort((short) 42).putInt(8).putShort((short) 9);
        int bits = 8 + 2 + 9 * 12 + 4;
        long[][] fields = {
            {256, 4, 1, width},
            {257, 4, 1, height},
            {258, 3, samples, bits},
            {259, 3, 1, 1 << 16},
            {262, 3, 1, 1 << 16},
            {273, 4, 1, bits},
            {277, 3, 1, (long) samples << 16},
            {278, 4, 1, height},
            {279, 4, 1, 1}
        };
        for (var field : fields) {
            file.putShort((short) field[0]).putShort((short) field[1]);
            file.putInt((int) field[2]).putInt((int) field[3]);
        }
        file.putInt(0);
        for (int i = 0; i < samples; i++) {
            file.putShort((short) 8);
        }
        return file.array();
    }

    private static byte[] encoded(String extension) throws IOException {
        var image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 4, 2, GREYS);
        return encoded(image, extension);
    }

    private static byte[] encoded(BufferedImage image, String extension) throws IOException {
        var out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, extension.equals("tiff") ? "tif" : extension, out));
        return out.toByteArray();
    }
}

package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;

class AreaAverageTest {

    @Test
    void fourPixelsAreOneOfTheirMean() {
        var bytes = new byte[640 * 480];
        bytes[0] = (byte) 255;
        bytes[641] = (byte) 153;
        bytes[640 * 479 + 639] = (byte) 204;

        var half = of(new Picture(Colour.GREY, 640, 480, bytes, OptionalInt.empty()));

        assertEquals(320, half.width());
        assertEquals(240, half.height());
        assertEquals(408 / 4f / 255, half.at(0, 0), 1e-6);
        assertEquals(0.2f, half.at(319, 239), 1e-6);
        assertEquals(0, half.at(1, 0));
    }

    @Test
    void aPixelOnTheBorderOfTwoIsSharedByThem() {
        var bytes = new byte[480 * 300];
        // Of three pixels two come; the middle one is half of each.
        bytes[1] = (byte) 255;

        var shrunk = of(new Picture(Colour.GREY, 480, 300, bytes, OptionalInt.empty()));

        assertEquals(200, shrunk.height());
        assertEquals(0.5f / 2.25f, shrunk.at(0, 0), 1e-6);
        assertEquals(0.5f / 2.25f, shrunk.at(1, 0), 1e-6);
        assertEquals(0, shrunk.at(2, 0));
        assertEquals(0, shrunk.at(0, 1));
    }

    @Test
    void theLightStaysWhateverTheSizeIs() {
        var random = new SplittableRandom(20_261_130);
        for (int width : new int[] {320, 321, 500, 513, 672, 1_023, 1_920}) {
            int height = width * 3 / 5;
            var flat = of(MadeVein.flat(width, height, 51));
            for (float value : flat.values()) {
                assertEquals(0.2f, value, 1e-5, () -> width + " across");
            }
            var bytes = new byte[width * height];
            random.nextBytes(bytes);
            double sum = 0;
            for (byte one : bytes) {
                sum += (one & 0xff) / 255.0;
            }
            double shrunk = 0;
            var noise = of(new Picture(Colour.GREY, width, height, bytes, OptionalInt.empty()));
            for (float value : noise.values()) {
                shrunk += value;
            }
            assertEquals(sum / bytes.length, shrunk / noise.values().length, 0.002);
        }
    }

    @Test
    void colourIsTheMeanOfItsThree() {
        var bytes = new byte[3 * 320 * 200];
        bytes[0] = (byte) 255;
        bytes[1] = (byte) 102;
        bytes[2] = (byte) 102;

        var grey = of(new Picture(Colour.RGB, 320, 200, bytes, OptionalInt.empty()));

        assertEquals(0.6f, grey.at(0, 0), 1e-6);
        assertEquals(0, grey.at(1, 0));
    }

    @Test
    void whatIsLeftIsOverwritten() {
        var planes = new Planes();
        var grey = AreaAverage.of(MadeVein.flat(640, 480, 200), planes);
        assertTrue(grey.at(3, 3) > 0);

        planes.close();

        for (float value : grey.values()) {
            assertEquals(0, value);
        }
    }

    private static Plane of(Picture picture) {
        return AreaAverage.of(picture, new Planes());
    }
}

package onecard.hal.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of the head of a picture, and why it is none.
class PictureHeadTest {

    private static PictureHead of(String text) {
        var file = text.getBytes(StandardCharsets.ISO_8859_1);
        return PictureHead.of(file, Math.min(file.length, PictureHead.BYTES_MAX));
    }

    private static String text(String escaped) {
        return escaped.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    P5 3 2 255\\nxxxxxx               | GREY | 3 | 2 | 11
                    P6\\n3 2\\n255\\nxxxxxxxxx          | RGB  | 3 | 2 | 11
                    P5\\t3\\r\\n2  \\n 255 x            | GREY | 3 | 2 | 15
                    P5\\n# by hand\\n3 2\\n255\\nx      | GREY | 3 | 2 | 21
                    P5# at once\\r3 # 7\\n2\\n255\\nx   | GREY | 3 | 2 | 24
                    P5 0003 002 255 x               | GREY | 3 | 2 | 16
                    P5 4000 2000 255 x              | GREY | 4000 | 2000 | 17
                    P6 1 8000000 255 x              | RGB  | 1 | 8000000 | 17
                    """)
    void aHeadSaysWhatFollows(String file, Colour colour, int width, int height, int at) {
        assertEquals(new PictureHead.Whole(colour, width, height, at), of(text(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Q5 3 2 255 x            | FORMAT
                    P2 3 2 255 1            | FORMAT
                    P7 3 2 255 x            | FORMAT
                    P53 2 255 x             | FORMAT
                    PNG                     | FORMAT
                    P5 x 2 255 x            | NUMBER
                    P5 -3 2 255 x           | NUMBER
                    P5 3x2 255 x            | NUMBER
                    P5 3#2 255 x            | NUMBER
                    P5 3 2 255#\\nx          | NUMBER
                    P5 0 2 255 x            | SIZE
                    P5 3 0 255 x            | SIZE
                    P5 4000 2001 255 x      | SIZE
                    P5 8000001 1 255 x      | SIZE
                    P5 4294967297 1 255 x   | SIZE
                    P5 99999999999999999 1  | SIZE
                    P5 65536 65537 255 x    | SIZE
                    P5 3 2 0 x              | DEPTH
                    P5 3 2 1 x              | DEPTH
                    P5 3 2 254 x            | DEPTH
                    P5 3 2 256 x            | DEPTH
                    P5 3 2 65535 x          | DEPTH
                    P5 3 2 4294967551 x     | DEPTH
                    """)
    void whatIsNoneIsSaidWhy(String file, Damage damage) {
        assertEquals(new PictureHead.Broken(damage), of(text(file)));
    }

    @Test
    void everyBeginningOfOneIsUnfinished() {
        var whole = "P5 # made\n3 2\n255\n";
        for (int i = 0; i < whole.length(); i++) {
            assertEquals(new PictureHead.Unfinished(), of(whole.substring(0, i)), whole);
        }
        assertInstanceOf(PictureHead.Whole.class, of(whole));
    }

    /// A comment does not hold up whoever waits for the picture, or cost memory.
    @Test
    void aCommentHasAnEnd() {
        int rest = "P5\n#\n3 2 255\n".length();
        var longest = "c".repeat(PictureHead.BYTES_MAX - rest);
        assertInstanceOf(
                PictureHead.Whole.class, of("P5\n#" + longest + "\n3 2 255\n" + "x".repeat(6)));
        assertEquals(new PictureHead.Broken(Damage.HEAD), of("P5\n#c" + longest + "\n3 2 255\nx"));
        assertEquals(new PictureHead.Broken(Damage.HEAD), of("P5\n#" + "c".repeat(5_000)));
    }

    @Test
    void noBytesAreAnythingElse() {
        var random = new Random(20);
        var met = EnumSet.noneOf(Damage.class);
        var seed = "P6 # c\n12 9\n255\n".getBytes(StandardCharsets.US_ASCII);
        var bytes = "P56 0129\n\r#-\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 200_000; i++) {
            var file = Arrays.copyOf(seed, 1 + random.nextInt(2 * seed.length));
            for (int spoilt = random.nextInt(4); spoilt > 0; spoilt--) {
                file[random.nextInt(file.length)] = bytes[random.nextInt(bytes.length)];
            }
            var copy = file.clone();
            switch (PictureHead.of(file, file.length)) {
                case PictureHead.Whole whole -> {
                    long pixels = (long) whole.width() * whole.height();
                    assertTrue(pixels >= 1 && pixels <= Picture.PIXELS_MAX, whole::toString);
                    assertEquals(pixels * whole.colour().bytes(), whole.pixelBytes());
                    assertTrue(whole.at() <= file.length, whole::toString);
                }
                case PictureHead.Broken(var damage) -> met.add(damage);
                case PictureHead.Unfinished() -> {}
            }
            assertArrayEquals(copy, file);
        }
        assertEquals(EnumSet.of(Damage.FORMAT, Damage.NUMBER, Damage.SIZE, Damage.DEPTH), met);
    }
}

package onecard.edge.pass;

import static com.google.zxing.DecodeHintType.PURE_BARCODE;
import static onecard.edge.pass.PassSamples.DURING;
import static onecard.edge.pass.PassSamples.ED25519;
import static onecard.edge.pass.PassSamples.FROM;
import static onecard.edge.pass.PassSamples.LANE;
import static onecard.edge.pass.PassSamples.ROLLING;
import static onecard.edge.pass.PassSamples.SM2;
import static onecard.edge.pass.PassSamples.claims;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QrCodeTest {

    @TempDir Path dir;

    /// The longest that a form may be, and the widest.
    static Stream<Arguments> tokens() {
        return Stream.of(
                Arguments.of(CosePass.issue(claims(LANE), FROM, ED25519), 216, 49),
                Arguments.of(CosePass.issue(claims(LANE), FROM, SM2), 216, 49),
                Arguments.of(CosePass.issue(claims(9, LANE), FROM, ED25519), 216, 49),
                Arguments.of(CosePass.issue(claims(9, LANE), FROM, SM2), 216, 49),
                Arguments.of(CompactPass.issue(claims(9, LANE), ED25519), 148, 41),
                Arguments.of(CompactPass.issue(claims(9, LANE), SM2), 148, 41),
                Arguments.of(
                        RollingSeed.issue(claims(LANE), ROLLING).code(DURING).orElseThrow(),
                        64,
                        33));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aTokenIsNoLongerAndNoWiderThanItsFormAllows(String token, int characters, int side) {
        assertTrue(token.length() <= characters, () -> token.length() + " characters");
        int modules = QrCode.of(token).side();
        assertTrue(modules <= side, () -> modules + " modules");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void thePictureSaysTheToken(String token) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(QrCode.of(token).png()));
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        assertEquals(token, read(new RGBLuminanceSource(width, height, pixels)));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void theTerminalSaysTheToken(String token) throws Exception {
        assertEquals(token, read(pixels(QrCode.of(token).picture())));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void anotherProgramReadsThePicture(String token) throws Exception {
        var zbarimg = Path.of("/usr/bin/zbarimg");
        assumeTrue(Files.isExecutable(zbarimg), "zbar-tools is not installed");
        var file = Files.write(dir.resolve("pass.png"), QrCode.of(token).png());

        var process =
                new ProcessBuilder(zbarimg.toString(), "--raw", "-q", file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(token + "\n", said);
    }

    @Test
    void aSeedFitsASmallCodeToo() {
        var seed = RollingSeed.issue(claims(LANE), ROLLING).text();
        assertEquals(84, seed.length());
        assertEquals(33, QrCode.of(seed).side());
    }

    /// Module by module: what looks for a code in a photograph misses one in a hundred of these.
    private static String read(LuminanceSource source) throws Exception {
        var bits = new BinaryBitmap(new GlobalHistogramBinarizer(source));
        return new QRCodeReader().decode(bits, Map.of(PURE_BARCODE, true)).getText();
    }

    /// Half blocks back to pixels, eight a module.
    private static RGBLuminanceSource pixels(String picture) {
        var lines = picture.split("\n");
        int scale = 8;
        int width = lines[0].length() * scale;
        int height = width; // of the last line the upper half
        var pixels = new int[width * height];
        Arrays.setAll(
                pixels,
                i -> {
                    int x = i % width / scale;
                    int y = i / width / scale;
                    char block = lines[y / 2].charAt(x);
                    boolean light = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
                    return light ? 0xffffff : 0;
                });
        return new RGBLuminanceSource(width, height, pixels);
    }
}

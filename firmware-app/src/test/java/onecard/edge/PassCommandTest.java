package onecard.edge;

import static com.google.zxing.DecodeHintType.PURE_BARCODE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import onecard.edge.cli.Console;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.WholeFile;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Passes from the command line: issued, shown, verified.
class PassCommandTest {

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path site = Path.of("");
    private Path key = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void aSiteThatTrustsAKey() throws IOException {
        key = dir.resolve("passes.pem");
        secret = dir.resolve("rolling.key");
        WholeFile.write(secret, ("ab".repeat(32) + "\n").getBytes(StandardCharsets.US_ASCII));
        var trusted = SigningKey.madeAtFirstUse(key).publicText();
        var door = Files.readString(Path.of("..", "profiles", "examples", "door.yaml"));
        site = dir.resolve("site.yaml");
        Files.writeString(
                site,
                door + "  passes: [\"" + trusted + "\"]\n  rolling: { file: " + secret + " }\n");
    }

    @ParameterizedTest
    @CsvSource({"cose,PC1:", "compact,PF1:"})
    void aPassIsIssuedShownAndGood(String form, String prefix) throws Exception {
        var png = dir.resolve("pass.png");

        assertEquals(0, issue("--point", "door-1", "--form", form, "--png", png.toString()), err());

        var lines = out().lines().toList();
        assertTrue(lines.get(0).matches("pass [0-9a-f]{16}: my-site/door-1, .+ times"), this::out);
        var token = lines.get(1);
        assertTrue(token.startsWith(prefix), token);
        assertTrue(lines.get(2).matches("█+"), "the picture follows");
        assertEquals("written to " + png, lines.getLast());
        assertEquals(token, read(png));
        assertEquals(0, verify(token), this::out);
        assertTrue(out().startsWith("good: pass "), this::out);
        assertEquals(1, verify(token.substring(0, 40)));
        assertEquals(
                "refused: CARD_UNREADABLE  The card left before it was read, or the card or code makes"
                        + " no sense\n",
                out());
    }

    @Test
    void aRollingPassCannotBeCounted() throws Exception {
        assertEquals(1, run(args(secret, "--group", "staff", "--form", "rolling", "--uses", "1")));
        assertEquals("", out());
    }

    @Test
    void aRollingPassIsASeedWhoseCodesAreGood() throws Exception {
        assertEquals(0, run(args(secret, "--group", "staff", "--form", "rolling")), err());
        var seed = out().lines().toList().get(1);
        assertTrue(seed.startsWith("PS1:"), seed);

        out.reset();
        assertEquals(0, run("pass", "code", seed), err());
        var code = out().lines().toList().getFirst();

        assertEquals(64, code.length());
        assertEquals(0, verify(code), this::out);
        assertEquals(1, verify(seed));
    }

    @Test
    void theCodeOfAPassThatIsOverIsNone() throws Exception {
        var past = OffsetDateTime.now(ZoneOffset.UTC).minusDays(2).toString();
        var over = OffsetDateTime.now(ZoneOffset.UTC).minusDays(1).toString();
        var args =
                List.of(
                        "pass",
                        "issue",
                        "--site",
                        site.toString(),
                        "--key",
                        secret.toString(),
                        "--from",
                        past,
                        "--until",
                        over,
                        "--point",
                        "door-1",
                        "--form",
                        "rolling");
        assertEquals(0, run(args.toArray(String[]::new)), err());
        assertEquals(1, run("pass", "code", out().lines().toList().get(1)));
        assertEquals(1, run("pass", "code", "PS1:NONSENSE"));
        assertTrue(err().contains("this pass does not hold now"), this::err);
        assertTrue(err().contains("a seed must begin with PS1:"), this::err);
    }

    @Test
    void theWordsAreInTheLanguageAskedFor() {
        assertEquals(0, issue("--point", "door-1", "--lang", "zh-CN"), err());
        assertTrue(out().matches("(?s)通行证 [0-9a-f]{16}: my-site/door-1,.+可用 1 次\n.+"), this::out);
    }

    /// What is asked for, and what the complaint must name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--point door-2|known: door-1",
                "--group guests|known: staff",
                "--uses 0 --point door-1|must be 1 to 255",
                "--uses 256 --point door-1|must be 1 to 255",
                "|must be 1 to 8 in all, but were 0",
                "--point door-1 --group staff --form compact|one for compact",
                "--id zz --point door-1|16 lower-case hex digits",
                "--from soon --point door-1|--from: must be YYYY-MM-DD",
                "--from 2999-01-01 --point door-1|must be after --from"
            })
    void whatMakesNoPassIsSaid(String asked) {
        var parts = asked.split("\\|");
        var args = parts[0].isEmpty() ? new String[0] : parts[0].split(" ");

        assertEquals(1, issue(args));

        assertEquals("", out());
        assertEquals(1, err().lines().count(), this::err);
        assertTrue(err().contains(parts[1]), this::err);
    }

    @Test
    void aKeyTheSiteDoesNotTrustSignsNothing() throws IOException {
        key = dir.resolve("other.pem");
        var other = SigningKey.madeAtFirstUse(key).publicText();

        assertEquals(1, issue("--point", "door-1"));

        assertTrue(err().contains("keys.passes lacks " + other), this::err);
        assertEquals(3, run(args(dir.resolve("none"), "--point", "door-1")));
        assertEquals(2, run(args(key, "--form", "paper")));
    }

    private int issue(String... more) {
        return run(args(key, more));
    }

    private int verify(String token) {
        out.reset();
        return run("pass", "verify", token, "--site", site.toString(), "--point", "door-1");
    }

    private String[] args(Path with, String... more) {
        var args =
                new ArrayList<>(
                        List.of(
                                "pass",
                                "issue",
                                "--site",
                                site.toString(),
                                "--key",
                                with.toString(),
                                "--until",
                                "2049-12-31"));
        args.addAll(Arrays.asList(more));
        return args.toArray(String[]::new);
    }

    private static String read(Path png) throws Exception {
        var image = ImageIO.read(png.toFile());
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var source = new RGBLuminanceSource(width, height, pixels);
        var bitmap = new BinaryBitmap(new HybridBinarizer(source));
        // It is drawn and not photographed: a finder that looks for one in a scene misses some.
        return new QRCodeReader().decode(bitmap, Map.of(PURE_BARCODE, true)).getText();
    }

    private int run(String... args) {
        var lang = Arrays.asList(args).contains("zh-CN") ? Lang.ZH : Lang.EN;
        var console =
                new Console(
                        lang,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(console, args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

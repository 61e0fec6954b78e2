package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import onecard.edge.cli.Console;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.face.MadeFace;
import onecard.edge.match.face.MadeNets;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.match.vein.MadeVein;
import onecard.hal.bio.Sample;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bio eval` on generated fingers and veins: what it prints and writes. Its figures are those of
/// the evaluation's own tests.
class BioEvalTest {

    private static final int VEINS = 4;
    private static final int FINGERS = 4;
    private static final int IMPRESSIONS = 3;

    @TempDir static Path shared;
    @TempDir static Path veins;
    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void putDown() throws IOException {
        var fingers = MadeFinger.several(FINGERS);
        for (int finger = 0; finger < FINGERS; finger++) {
            for (int i = 1; i <= IMPRESSIONS; i++) {
                write(fingers.get(finger).impression(i), shared.resolve(finger + "_" + i + ".png"));
            }
        }
        for (int finger = 0; finger < VEINS; finger++) {
            for (int i = 1; i <= IMPRESSIONS; i++) {
                var folder = Files.createDirectories(veins.resolve("finger" + finger));
                write(new MadeVein(finger).impression(i), folder.resolve(i + ".png"));
            }
        }
        // Of a fifth nothing can be extracted, and whose the last is nobody knows.
        Files.writeString(shared.resolve("9_1.png"), "no picture");
        Files.writeString(shared.resolve("stray.png"), "no picture");
    }

    private static void write(Sample.Picture picture, Path file) throws IOException {
        int width = picture.width();
        int height = picture.height();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, picture.bytes());
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    @Test
    void theJsonIsOfTheContract() throws IOException {
        assertEquals(0, eval("--json"), this::err);

        var json = new ObjectMapper().readTree(out());
        assertEquals("fingerprint", json.path("engine").asText());
        assertEquals(5, json.path("identities").asInt());
        assertEquals(13, json.path("impressions").asInt());
        assertEquals(FINGERS * 3, json.path("genuine").asInt());
        assertEquals(13 * 12 / 2 - FINGERS * 3, json.path("impostor").asInt());
        assertEquals(0, json.path("eer").asDouble(-1));
        for (var fmr : List.of("0.01", "0.001", "0.0001")) {
            assertEquals(0, json.path("fnmr_at_fmr").path(fmr).asDouble(-1), fmr);
        }
        assertTrue(json.path("extract_ms_p50").asDouble() > 0);
        assertTrue(json.path("match_us_p50").asDouble() > 0);
        assertEquals(1, json.path("failed_to_extract").asInt());
        assertEquals(1, json.path("failures").path("no whole png").asInt());
        // Of the fifth there is nothing to compare: six pairs, and not ten.
        assertEquals(6, json.path("distinct_pairs").asInt());
        assertEquals(0.5, json.path("fmr_supported").asDouble());
        assertEquals(1, out().lines().count());
        assertTrue(err().contains("stray.png: left out"), this::err);
        assertTrue(err().contains("read at 500 dots an inch"), this::err);
    }

    @Test
    void veinsAreMeasuredInTheSameWay() throws IOException {
        assertEquals(
                0, run("bio", "eval", "--set", veins.toString(), "--engine", "vein", "--json"));

        var json = new ObjectMapper().readTree(out());
        assertEquals("vein", json.path("engine").asText());
        assertEquals(VEINS, json.path("identities").asInt());
        assertEquals(12, json.path("genuine").asInt());
        assertEquals(54, json.path("impostor").asInt());
        assertEquals(0, json.path("eer").asDouble(-1));
        assertEquals(0, json.path("failed_to_extract").asInt());
        assertFalse(err().contains("dots an inch"), this::err);

        out.reset();
        assertEquals(
                0,
                run(
                        "bio",
                        "eval",
                        "--set",
                        veins.toString(),
                        "--engine",
                        "vein",
                        "--lang",
                        "en",
                        "--views",
                        "1",
                        "--tries",
                        "1",
                        "--record",
                        dir.resolve("record.json").toString()),
                this::err);
        assertTrue(out().contains("vein-mc 1.0: 4 identities, 12 samples"), this::out);
        // Nobody has said what its scores mean.
        assertFalse(out().contains("by the engine's own record"), this::out);
        var record = new ObjectMapper().readTree(dir.resolve("record.json").toFile());
        assertEquals("vein-mc", record.path("engine").asText());
    }

    @Test
    void theFiguresOutermostAreOfTheTransactionsThatWereAskedFor() throws IOException {
        assertEquals(0, eval("--json", "--views", "2", "--tries", "1", "--dpi", "500"));

        var json = new ObjectMapper().readTree(out());
        assertEquals(2, json.path("views").asInt());
        assertEquals(FINGERS, json.path("genuine").asInt());
        assertEquals(FINGERS * (FINGERS - 1), json.path("impostor").asInt());
        assertEquals(1, json.path("left_out").asInt());
        assertEquals(0, json.path("failed_to_enrol").asInt());
        assertEquals(FINGERS * 3, json.path("all_pairs").path("genuine").asInt());
        assertFalse(err().contains("dots an inch"), this::err);
    }

    @Test
    void peopleAreToldWhatTheSetDoesNotSupport() {
        assertEquals(0, eval("--views", "2", "--tries", "1", "--lang", "en"), this::err);

        assertTrue(out().contains("5 identities, 13 samples, 1 of them not extracted"), this::out);
        assertTrue(
                out().contains("at FMR 0.100 %: FNMR 0.000 % (95 %: 0.000 %..0.000 %)"), this::out);
        assertEquals(
                6,
                out().lines().filter(line -> line.endsWith("on this set, not supported")).count());
        assertTrue(
                out().contains("by the engine's own record, target 0.100 %, score 33.01:"),
                this::out);

        out.reset();
        assertEquals(0, eval("--lang", "zh-CN"));
        assertTrue(out().contains("仅限此样本集,不受支持"), this::out);
    }

    @Test
    void theRecordIsSignedByWhoeverIsTrusted() throws IOException {
        var key = SigningKey.madeAtFirstUse(dir.resolve("key.pem"));
        var file = dir.resolve("record.json");

        assertEquals(
                0,
                eval(
                        "--record", file.toString(),
                        "--key", dir.resolve("key.pem").toString(),
                        "--sensor", "r-1"),
                this::err);

        var record =
                new TrustedKeys(List.of(key.publicText()))
                        .verified(Files.readAllBytes(file))
                        .flatMap(CalibrationRecord::read)
                        .orElseThrow();
        assertTrue(record.holdsFor(FingerEngine.MADE, "r-1"));
        assertFalse(record.holdsFor(FingerEngine.MADE, "r-2"));
        assertEquals(FINGERS, record.instances());
        assertEquals(12 * 11 / 2 - FINGERS * 3, record.impostorPairs());
        assertEquals(CalibrationRecord.Basis.MEASURED, record.basis());
        assertEquals("0.5", record.table().getLast().fmr().toPlainString());
        assertFalse(err().contains("not signed"), this::err);
    }

    @Test
    void anUnsignedRecordIsWrittenAndCalledSo() throws IOException {
        var file = dir.resolve("record.json");

        assertEquals(0, eval("--record", file.toString(), "--lang", "en"));

        assertTrue(err().contains("record.json: not signed, so no device takes it"), this::err);
        var written = Files.readAllBytes(file);
        assertEquals(Optional.empty(), new TrustedKeys(List.of("")).verified(written));
    }

    @Test
    void thePlotIsAPictureInBothItsForms() throws Exception {
        assertEquals(0, eval("--out", dir.resolve("plots").toString()));

        var svg = Files.readAllBytes(dir.resolve("plots").resolve("det.svg"));
        var drawing =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));
        assertEquals("svg", drawing.getDocumentElement().getTagName());
        // Six ticks a way, and the curve.
        assertTrue(drawing.getElementsByTagName("polyline").getLength() > 12);
        assertTrue(new String(svg, StandardCharsets.UTF_8).contains("not supported"));
        var png = ImageIO.read(dir.resolve("plots").resolve("det.png").toFile());
        assertEquals(960, png.getWidth()); // 480 points at 144 to the inch
    }

    /// By one net for pictures that are faces already, and by what a site file describes.
    @Test
    void facesAreMeasuredByTheNetsThatAreGiven() throws Exception {
        var faces = Files.createDirectories(dir.resolve("faces"));
        for (int person = 0; person < 3; person++) {
            for (int i = 1; i <= IMPRESSIONS; i++) {
                write(new MadeFace(person).impression(i), faces.resolve(person + "_" + i + ".png"));
            }
        }
        var net = dir.resolve("net.onnx");
        Files.write(net, MadeNets.embedder());
        var sum =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(MadeNets.embedder()));
        var example = Files.readString(Path.of("..", "profiles", "examples", "face-door.yaml"));
        var site =
                Files.writeString(
                        dir.resolve("site.yaml"),
                        example.substring(0, example.indexOf("models:\n"))
                                + "models: { face: { embed: { file: %s, sha256: \"%s\", licence: made,"
                                        .formatted(net, sum)
                                + " width: 112, height: 112, channels: rgb, mean: \"127.5\","
                                + " scale: 1/127.5, dimension: 64 } } }\n"
                                + example.substring(example.indexOf("biometric_data:")));

        for (var nets : List.of(List.of("--model", net), List.of("--site", site))) {
            var args = new ArrayList<>(List.of("bio", "eval", "--set", faces.toString()));
            args.addAll(List.of("--engine", "face", "--json"));
            nets.forEach(each -> args.add(each.toString()));
            out.reset();
            assertEquals(0, run(args.toArray(String[]::new)), this::err);
            var json = new ObjectMapper().readTree(out());
            assertEquals("face", json.path("engine").asText());
            assertEquals(9, json.path("genuine").asInt());
            assertEquals(0, json.path("eer").asDouble(-1));
            assertEquals(0, json.path("failed_to_extract").asInt(-1));
        }
        Files.write(net, new byte[10]);
        refused(3, "has the sha256", "--engine", "face", "--site", site.toString());
        refused(3, "no net that can be run", "--engine", "face", "--model", net.toString());
        refused(1, "required", "--engine", "face", "--site", brokenSite().toString());
    }

    private Path brokenSite() throws IOException {
        return Files.writeString(dir.resolve("broken.yaml"), "onecard: 1\n");
    }

    @Test
    void whatCannotBeDoneIsSaidWithItsStatus() throws IOException {
        assertEquals(2, run("bio"));
        assertEquals(2, run("bio", "eval"));
        refused(2, "--engine: must be fingerprint, vein or face, but was toes", "--engine", "toes");
        refused(
                2,
                "--views must be 1 to 10 and --tries 1 to 3, but were 11 and 1",
                "--views",
                "11");
        refused(2, "--views must be 1 to 10 and --tries 1 to 3, but were 1 and 0", "--tries", "0");
        refused(3, "fingerprint takes no model", "--model", "m.onnx");
        refused(3, "vein takes no model", "--engine", "vein", "--model", "m.onnx");
        refused(3, "one that is configured here, but face is not", "--engine", "face");
        refused(1, "none of the 13 samples could be extracted: 100 dpi", "--dpi", "100");
        refused(3, "no-key.pem", "--key", dir.resolve("no-key.pem").toString());

        assertEquals(1, run("bio", "eval", "--set", dir.resolve("none").toString()));
        assertTrue(err().contains("must be a folder of samples"), this::err);
        assertEquals(1, run("bio", "eval", "--set", dir.toString()));
        assertTrue(err().contains("has 0 genuine and 0 impostor comparisons"), this::err);
        assertEquals("", out());
    }

    /// Of the fourth there is a file, and nothing to compare.
    @Test
    void aSetThatSaysTooLittleMakesNoRecord() throws IOException {
        var few = Files.createDirectory(dir.resolve("few"));
        for (var name : List.of("0_1.png", "0_2.png", "1_1.png", "2_1.png", "9_1.png")) {
            Files.copy(shared.resolve(name), few.resolve(name));
        }
        var record = dir.resolve("record.json");

        assertEquals(
                1,
                run("bio", "eval", "--set", few.toString(), "--record", record.toString()),
                this::err);
        assertTrue(err().contains("needs 4 identities at least, but there were 3"), this::err);
        assertFalse(Files.exists(record));
    }

    private void refused(int status, String why, String... args) {
        err.reset();
        assertEquals(status, eval(args), this::err);
        assertTrue(err().contains(why), this::err);
    }

    private int eval(String... args) {
        var all = new ArrayList<>(List.of("bio", "eval", "--set", shared.toString()));
        all.addAll(List.of(args));
        return run(all.toArray(String[]::new));
    }

    private int run(String... args) {
        return Main.run(
                new Console(
                        Console.lang(List.of(args), Map.of()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Detect;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nets that faces are compared by in a site file: what their keys mean, and what is said of wrong
/// ones.
class FaceModelsSiteTest {

    private static final String SUM = "ab".repeat(32);

    private static final String DETECT =
            "    detect: { file: /d, sha256: %s, licence: MIT, width: 320, height: 240, channels: rgb, mean: \"127\", scale: 1/128, decoding: boxes, boxes: b, border_percent: 40 }\n"
                    .formatted(SUM);

    private static final String LANDMARK =
            "    landmark: { file: /l, sha256: %s, licence: MIT, width: 64, height: 64, channels: grey, mean: \"0\", scale: \"0.00390625\", output: points }\n"
                    .formatted(SUM);

    private static final String EMBED =
            "    embed: { file: /e, sha256: %s, licence: MIT, width: 112, height: 112, channels: bgr, layout: nhwc, mean: \"127.5\", scale: 1/127.5, input: data, dimension: 512, vector: /v }\n"
                    .formatted(SUM);

    private static final Embed EMBEDDER =
            new Embed(
                    new Net(
                            "/e",
                            SUM,
                            new Input(
                                    "data", 112, 112, Layout.NHWC, Channels.BGR, 127.5, 1 / 127.5),
                            "MIT"),
                    "output",
                    512,
                    Optional.of("/v"));

    private static String example() throws IOException {
        return Files.readString(Path.of("..", "profiles", "examples", "face-door.yaml"));
    }

    private static String with(String nets) throws IOException {
        var text = example();
        return text.substring(0, text.indexOf("models:\n"))
                + "models:\n  face:\n"
                + nets
                + text.substring(text.indexOf("biometric_data:"));
    }

    @Test
    void withoutAnyFacesAreNotComparedHere() throws Exception {
        var text = with("").replace("models:\n  face:\n", "");
        assertEquals(Optional.empty(), good(text).faces());
        assertEquals(Optional.empty(), good(text + "models: {}\n").faces());
    }

    @Test
    void aDetectorWithLandmarks() throws Exception {
        var detect =
                new Detect(
                        new Net(
                                "/d",
                                SUM,
                                new Input(
                                        "input",
                                        320,
                                        240,
                                        Layout.NCHW,
                                        Channels.RGB,
                                        127,
                                        1 / 128.0),
                                "MIT"),
                        65,
                        40);
        var landmark =
                new Net(
                        "/l",
                        SUM,
                        new Input("input", 64, 64, Layout.NCHW, Channels.GREY, 0, 1 / 256.0),
                        "MIT");
        assertEquals(
                Optional.of(
                        new FaceModels(
                                new Finding.Landmarks(detect, "b", "scores", landmark, "points"),
                                EMBEDDER)),
                good(with(DETECT + LANDMARK + EMBED)).faces());
    }

    @Test
    void picturesThatAreFacesAlready() throws Exception {
        assertEquals(
                Optional.of(new FaceModels(new Finding.Already(), EMBEDDER)),
                good(with(EMBED)).faces());
    }

    @Test
    void aDetectorThatGivesFivePoints() throws Exception {
        var models = good(example()).faces().orElseThrow();
        var detect = assertInstanceOf(Finding.FivePoints.class, models.finding()).detect();
        assertEquals(640, detect.net().input().width());
        assertEquals(1, detect.net().input().scale());
        assertEquals(0, detect.borderPercent());
        assertEquals(128, models.embed().dimension());
        assertEquals("fc1", models.embed().output());
        assertEquals(Optional.empty(), models.embed().vector());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'mean: "127", '    | ''                 | required       | models.face.detect
                    'channels: rgb, '  | ''                 | required       | models.face.detect
                    'channels: rgb'    | 'channels: yuv'    | choice         | models.face.detect.channels
                    'licence: MIT, width: 320' | 'width: 320' | required     | models.face.detect
                    'mean: "127"'      | 'mean: "-127"'     | text           | models.face.detect.mean
                    'scale: 1/128'     | 'scale: 1/0'       | text           | models.face.detect.scale
                    'scale: 1/128'     | 'scale: "0.000"'   | text           | models.face.detect.scale
                    'scale: 1/128'     | 'scale: "1e9"'     | text           | models.face.detect.scale
                    'width: 320'       | 'width: 16'        | range          | models.face.detect.width
                    'decoding: boxes'  | 'decoding: ssd'    | choice         | models.face.detect.decoding
                    'decoding: boxes, boxes: b' | 'decoding: yunet' | without_effect | models.face.landmark
                    'decoding: boxes'  | 'decoding: yunet'  | without_effect | models.face.detect.boxes
                    'border_percent: 40' | 'border_percent: 101' | range     | models.face.detect.border_percent
                    'border_percent: 40' | 'sure_percent: 100' | range       | models.face.detect.sure_percent
                    'dimension: 512'   | 'dimension: 8'     | range          | models.face.embed.dimension
                    'dimension: 512'   | 'dimension: 512, metric: euclid' | choice | models.face.embed.metric
                    'dimension: 512'   | 'dimension: 512, border_percent: 3' | unknown_key | models.face.embed.border_percent
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws Exception {
        var text = with(DETECT + LANDMARK + EMBED);
        assertTrue(text.contains(good), good);
        assertProblem(rule, path, text.replace(good, wrong == null ? "" : wrong));
    }

    @Test
    void eachNeedsTheOthersThatItWorksWith() throws Exception {
        assertProblem("required", "models.face.landmark", with(DETECT + EMBED));
        assertProblem("without_effect", "models.face.landmark", with(LANDMARK + EMBED));
        assertProblem("required", "models.face", with(DETECT + LANDMARK));
        assertProblem(
                "text", "models.face.embed.sha256", with(EMBED.replace(SUM, SUM.substring(1))));
    }
}

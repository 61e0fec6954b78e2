package onecard.edge.match.face;

import static onecard.edge.match.face.MadeFace.scene;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.EngineContract;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On made-up faces and nets that nobody trained: what the engine takes, refuses and says of two.
/// How good real nets are on people is `OrlFacesTest`.
class FaceEngineTest extends EngineContract {

    private static final double ALIKE = 0.7;

    /// A face in a scene is light enough to be one for the detector.
    private static final int LIGHT = 175;

    @TempDir static Path folder;

    private static FaceEngine whole;
    private static FaceEngine landmarks;
    private static FaceEngine fivePoints;

    @BeforeAll
    static void open() throws EngineFailed {
        whole = FaceEngine.open(MadeNets.whole(folder));
        landmarks = FaceEngine.open(MadeNets.landmarks(folder));
        fivePoints = FaceEngine.open(MadeNets.fivePoints(folder));
        landmarks.warmUp();
        fivePoints.warmUp();
    }

    @AfterAll
    static void close() {
        whole.close();
        landmarks.close();
        fivePoints.close();
    }

    @Override
    protected Engine engine() {
        return whole;
    }

    @Override
    protected Picture impression(int person, int number) {
        return new MadeFace(person).impression(number);
    }

    @Override
    protected double nobody() {
        return -1;
    }

    @Override
    protected double self() {
        return 1 - 1e-6;
    }

    @Override
    protected double alike() {
        return ALIKE;
    }

    @Test
    void aTemplateSaysWhatItIs() {
        var template = made(impression(1, 1));

        assertEquals(Modality.FACE, template.modality());
        assertEquals(0, template.position()); // a face has none
        assertEquals("face-f32[64]", template.made().format());
        assertTrue(template.made().extractor().matches("face-onnx:whole:[0-9a-f]{12}"));
        assertEquals(MadeNets.whole(folder).embed().net().sha256(), template.made().model());
        assertEquals(OptionalInt.empty(), template.dpi());
        assertEquals(256, template.payload().length);
        assertEquals(1, score(template, template), 1e-6);
    }

    /// Longer, not of length one, or no numbers: it is nobody's, and never nearly somebody.
    @Test
    void whatIsNotOneFaceIsNobodys() {
        var template = made(impression(1, 1));
        var payload = template.payload();
        var doubled = payload.clone();
        var noNumber = payload.clone();
        for (int i = 0; i < payload.length; i += Float.BYTES) {
            doubled[i + 3] ^= 1; // of the exponent
        }
        Arrays.fill(noNumber, 4, 8, (byte) 0xff);
        for (var wrong : List.of(Arrays.copyOf(payload, payload.length + 4), doubled, noNumber)) {
            assertEquals(-1, score(template, with(template, wrong)));
            assertEquals(-1, score(with(template, wrong), template));
            assertEquals(-1, score(with(template, wrong), with(template, wrong)));
        }
    }

    /// Small or large, left or right, one of them is looked at, upright and cut out.
    @Test
    void aFaceIsFoundWhereverItStands() {
        for (var engine : List.of(landmarks)) {
            for (int side : new int[] {60, 112, 160, 200}) {
                var one = found(engine, scene(side, 90, lit(1, 1), 0, 0));
                var same = found(engine, scene(side, 90, lit(1, 2), 2, 1));
                var other = found(engine, scene(side, 90, lit(2, 1), 0, 0));
                assertTrue(
                        score(engine, one, same) > ALIKE, side + ": " + score(engine, one, same));
                assertTrue(score(engine, one, other) < ALIKE, side + ": another");
            }
        }
    }

    /// What is found is what was cut out by hand.
    @Test
    void aFaceThatIsFoundIsLikeItselfCutOut() {
        var cut = found(whole, lit(3, 1));
        var scene = found(landmarks, scene(112, 90, lit(3, 1), 1, 1));
        var five = found(fivePoints, lit(3, 1));

        assertTrue(cosine(cut, scene) > 0.99, () -> "landmarks: " + cosine(cut, scene));
        assertTrue(cosine(cut, five) > 0.99, () -> "five points: " + cosine(cut, five));
    }

    /// Of engines whose templates are not compared otherwise.
    private static double cosine(Template one, Template other) {
        return new Numbers.Probe(one.payload(), MadeNets.DIMENSION).cosine(other.payload());
    }

    @Test
    void noneOrTwoOrTooSmallOnesSaySo() {
        assertEquals("no face", poor(landmarks, scene(112, 90, lit(1, 1))));
        assertEquals("no face", poor(fivePoints, scene(112, 0, lit(1, 1))));
        assertEquals("more than one face", poor(landmarks, scene(112, 90, lit(1, 1), 0, 0, 2, 0)));
        assertEquals(
                "too small a face: 9 pixels between the eyes, not 10",
                poor(landmarks, scene(30, 90, lit(1, 1), 1, 0)));
        assertEquals("no face", poor(landmarks, MadeFace.grey(1, 1, new byte[1])));
    }

    @Test
    void aFaceInBadLightSaysSo() {
        assertEquals("too dark", poor(whole, new MadeFace(1).impression(1, 10)));
        assertEquals("too bright", poor(whole, new MadeFace(1).impression(1, 320)));
        var flat = new byte[MadeFace.SIDE * MadeFace.SIDE];
        Arrays.fill(flat, (byte) 120);
        assertEquals(
                "too little contrast",
                poor(whole, MadeFace.grey(MadeFace.SIDE, MadeFace.SIDE, flat)));
    }

    @Test
    void whatIsLargerThanAFrameIsRefused() {
        assertEquals(
                "1921 x 1080 pixels are more than 2073600",
                unreadable(MadeFace.grey(1_921, 1_080, new byte[1_921 * 1_080])));
        assertEquals("too dark", poor(whole, MadeFace.grey(1_920, 1_080, new byte[1_920 * 1_080])));
    }

    @Test
    void aPictureInColoursIsTheSameFace() {
        var grey = impression(3, 1);
        var rgb = new byte[3 * grey.bytes().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey.bytes()[i / 3];
        }
        var colours = new Picture(Colour.RGB, grey.width(), grey.height(), rgb, grey.dpi());

        assertArrayEquals(made(grey).payload(), made(colours).payload());

        // And red is not blue.
        assertTrue(score(made(without(colours, 0)), made(without(colours, 2))) < ALIKE);
    }

    private static Picture without(Picture picture, int colour) {
        var rgb = picture.bytes().clone();
        for (int i = colour; i < rgb.length; i += 3) {
            rgb[i] = 127;
        }
        return new Picture(Colour.RGB, picture.width(), picture.height(), rgb, picture.dpi());
    }

    /// Pixel by pixel is the same as channel by channel, where the net is the same.
    @Test
    void theLayoutIsTheNets() throws Exception {
        var file = MadeNets.file(folder, "nhwc.onnx", MadeNets.embedderNhwc());
        var net = MadeNets.net(file, MadeNets.shown(FaceModels.Layout.NHWC));
        var embed = new FaceModels.Embed(net, "output", MadeNets.DIMENSION, Optional.empty());
        try (var nhwc = FaceEngine.open(new FaceModels(new Finding.Already(), embed))) {
            assertTrue(cosine(made(impression(1, 1)), found(nhwc, impression(1, 1))) > 0.99999);
        }
    }

    /// Whatever changes what comes out is another maker; where files lie changes nothing.
    @Test
    void theMakerIsAllThatChangesWhatComesOut() {
        var all = new HashSet<Template.Made>();
        for (var models :
                List.of(
                        MadeNets.whole(folder),
                        MadeNets.landmarks(folder),
                        MadeNets.landmarks(folder, 40),
                        MadeNets.fivePoints(folder),
                        shown(FaceModels.Channels.BGR, 127.5, 1 / 127.5),
                        shown(FaceModels.Channels.RGB, 127, 1 / 127.5),
                        shown(FaceModels.Channels.RGB, 127.5, 1 / 128.0))) {
            assertTrue(all.add(FaceEngine.made(models)), models::toString);
        }
        assertTrue(FaceEngine.made(MadeNets.landmarks(folder, 40)).extractor().contains("68+40%"));

        var models = MadeNets.whole(folder);
        var net = models.embed().net();
        var elsewhere =
                new FaceModels(
                        models.finding(),
                        new FaceModels.Embed(
                                new FaceModels.Net(
                                        "/elsewhere", net.sha256(), net.input(), "another"),
                                models.embed().output(),
                                models.embed().dimension(),
                                Optional.of("/vector")));
        assertEquals(FaceEngine.made(models), FaceEngine.made(elsewhere));
    }

    private static FaceModels shown(FaceModels.Channels channels, double mean, double scale) {
        var models = MadeNets.whole(folder);
        var net = models.embed().net();
        var input = net.input();
        var other =
                new FaceModels.Input(
                        input.name(),
                        input.width(),
                        input.height(),
                        input.layout(),
                        channels,
                        mean,
                        scale);
        return new FaceModels(
                models.finding(),
                new FaceModels.Embed(
                        new FaceModels.Net(net.file(), net.sha256(), other, net.licence()),
                        models.embed().output(),
                        models.embed().dimension(),
                        models.embed().vector()));
    }

    /// A net that gives no numbers for what one person shows makes nothing of them.
    @Test
    void whatAreNoNumbersMatchesNobody() throws Exception {
        var file = MadeNets.file(folder, "root.onnx", MadeNets.rootEmbedder());
        try (var root =
                FaceEngine.open(new FaceModels(new Finding.Already(), MadeNets.embed(file)))) {
            root.warmUp();
            found(root, lit(1, 1));
            assertEquals(
                    new Engine.Extraction.Unreadable("the net for faces gave no numbers"),
                    root.extract(new MadeFace(1).impression(1, 50), 0, "sensor-1", NOON));
            found(root, lit(1, 1)); // and the next one is looked at as ever
        }
    }

    /// A net that was closed stands for one that the runtime cannot run.
    @Test
    void whatANetWasShownThatFailedIsOverwritten() throws Exception {
        var five = assertInstanceOf(Finder.Detected.class, Finder.open(points().finding()));
        five.net().close();
        failsAndKeepsNothing(points(), five, five.net());

        var models = MadeNets.landmarks(folder);
        var marks = assertInstanceOf(Finder.Landmarks.class, Finder.open(models.finding()));
        marks.landmark().close();
        failsAndKeepsNothing(models, marks, marks.detector(), marks.landmark());
        marks.detector().close();
    }

    private static FaceModels points() {
        return MadeNets.fivePoints(folder);
    }

    private static void failsAndKeepsNothing(FaceModels models, Finder finder, LoadedNet... nets)
            throws EngineFailed {
        var output = new LoadedNet.Output(models.embed().output(), 1, MadeNets.DIMENSION);
        try (var embedder = LoadedNet.open("embed", models.embed().net(), List.of(output))) {
            var engine = new FaceEngine(models, finder, embedder);
            var scene = scene(112, 90, lit(1, 1), 0, 0);
            assertThrows(
                    IllegalStateException.class, () -> engine.extract(scene, 0, "sensor-1", NOON));
            for (var net : nets) {
                assertEquals(0, sum(net.input()));
            }
        }
    }

    /// Nothing of whoever was looked at stays in what nets are shown and give.
    @Test
    void whatNetsWereShownIsOverwritten() throws Exception {
        var models = MadeNets.whole(folder);
        var output = new LoadedNet.Output("output", 1, MadeNets.DIMENSION);
        try (var net = LoadedNet.open("embed", models.embed().net(), List.of(output));
                var levels = new Levels(lit(1, 1))) {
            net.show(levels, Similarity.scaled(1, 0, 0));
            assertTrue(net.run());
            assertNotEquals(0, sum(net.input()));
            assertNotEquals(0, sum(net.output("output")));

            net.wipe();

            assertEquals(0, sum(net.input()));
            assertEquals(0, sum(net.output("output")));
        }
    }

    private static double sum(FloatBuffer values) {
        double sum = 0;
        for (int i = 0; i < values.capacity(); i++) {
            sum += Math.abs(values.get(i));
        }
        return sum;
    }

    private static Picture lit(int person, int number) {
        return new MadeFace(person).impression(number, LIGHT);
    }

    private static Template found(Engine engine, Picture picture) {
        return assertInstanceOf(
                        Engine.Extraction.Made.class, engine.extract(picture, 0, "sensor-1", NOON))
                .template();
    }

    private static String poor(Engine engine, Picture picture) {
        return assertInstanceOf(
                        Engine.Extraction.Poor.class, engine.extract(picture, 0, "sensor-1", NOON))
                .why();
    }

    private static double score(Engine engine, Template one, Template other) {
        return engine.compare(one, List.of(other))[0];
    }
}

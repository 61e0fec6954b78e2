package onecard.edge.match.face;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.face.LoadedNet.Output;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A net that is not exactly what the site file says is not used, and why is said.
class LoadedNetTest {

    @TempDir Path folder;

    private Embed good() {
        return MadeNets.whole(folder).embed();
    }

    /// Opens and warms up.
    private static void use(FaceModels models) throws EngineFailed {
        try (var engine = FaceEngine.open(models)) {
            engine.warmUp();
        }
    }

    private static String refused(Embed embed) {
        return refused(new FaceModels(new Finding.Already(), embed));
    }

    private static String refused(FaceModels models) {
        return String.valueOf(
                assertThrows(EngineFailed.class, () -> use(models), models::toString).getMessage());
    }

    private static Embed with(Embed embed, Input input) {
        var net = embed.net();
        return new Embed(
                new Net(net.file(), net.sha256(), input, net.licence()),
                embed.output(),
                embed.dimension(),
                embed.vector());
    }

    private static Embed of(Embed embed, String output, int dimension) {
        return new Embed(embed.net(), output, dimension, embed.vector());
    }

    private Embed of(byte[] net) {
        return MadeNets.embed(MadeNets.file(folder, "other.onnx", net));
    }

    @Test
    void aGoodOneIsUsed() throws Exception {
        use(MadeNets.whole(folder));
        use(MadeNets.landmarks(folder));
        use(MadeNets.fivePoints(folder));
        use(new FaceModels(new Finding.Already(), of(MadeNets.openEmbedder())));
    }

    @Test
    void aFileThatIsNotThereOrAnotherOne() throws Exception {
        var net = good().net();
        var missing = new Net(net.file() + "x", net.sha256(), net.input(), "");
        assertEquals(
                "models.face.embed: there is no file " + net.file() + "x",
                refused(new Embed(missing, "output", MadeNets.DIMENSION, Optional.empty())));

        var bytes = Files.readAllBytes(Path.of(net.file()));
        bytes[bytes.length / 2] ^= 1;
        Files.write(Path.of(net.file()), bytes);
        var embed = new Embed(net, "output", MadeNets.DIMENSION, Optional.empty());
        assertEquals(
                "models.face.embed: %s has the sha256 %s"
                        .formatted(net.file(), Sha256.hex(ByteBuffer.wrap(bytes))),
                refused(embed));

        Files.write(Path.of(net.file()), new byte[0]);
        assertTrue(refused(embed).contains("has 0 bytes, not 1 to"), refused(embed));

        var directory = new Net(folder.toString(), net.sha256(), net.input(), "");
        assertTrue(
                refused(new Embed(directory, "output", 64, Optional.empty()))
                        .startsWith("models.face.embed: " + folder));
    }

    /// With the sum of what it is, it is the operator's own file, and still no net.
    @Test
    void noDamagedNetIsUsed() {
        long seed = 20_261_203;
        var random = new SplittableRandom(seed);
        var good = MadeNets.embedder();
        for (int round = 0; round < 60; round++) {
            var bytes = Arrays.copyOf(good, random.nextInt(good.length));
            if (round % 3 == 0) {
                random.nextBytes(bytes);
            }
            var said = refused(of(bytes));
            assertTrue(
                    said.startsWith("models.face.embed: ") && said.lines().count() == 1,
                    () -> "seed " + seed + ": " + said);
        }
        assertTrue(refused(of("no net".getBytes(UTF_8))).contains("no net that can be run"));
    }

    @Test
    void namesShapesAndTypesAreThoseThatWereSaid() {
        var embed = good();
        assertEquals(
                "models.face.embed: its inputs are [input], not picture",
                refused(with(embed, input("picture", 112, 112, Layout.NCHW, Channels.RGB))));
        assertEquals(
                "models.face.embed: the input input is 1 x 3 x 112 x 112, not 1 x 3 x 112 x 96",
                refused(with(embed, input("input", 96, 112, Layout.NCHW, Channels.RGB))));
        assertEquals(
                "models.face.embed: the input input is 1 x 3 x 112 x 112, not 1 x 1 x 112 x 112",
                refused(with(embed, input("input", 112, 112, Layout.NCHW, Channels.GREY))));
        assertEquals(
                "models.face.embed: the input input is 1 x 3 x 112 x 112, not 1 x 112 x 112 x 3",
                refused(with(embed, input("input", 112, 112, Layout.NHWC, Channels.RGB))));
        assertEquals(
                "models.face.embed: its outputs are [output], without numbers",
                refused(of(embed, "numbers", 64)));
        assertEquals(
                "models.face.embed: the output output is 1 x 64, not 1 x 128",
                refused(of(embed, "output", 128)));
        assertEquals(
                "models.face.embed: the output output has no 32-bit floats",
                refused(of(of(MadeNets.wholeEmbedder()), "output", 1)));
    }

    private static Input input(String name, int width, int height, Layout layout, Channels of) {
        return new Input(name, width, height, layout, of, 127.5, 1 / 127.5);
    }

    @Test
    void aDetectorHasAsManyBoxesAsScores() {
        var models = MadeNets.landmarks(folder);
        var file = MadeNets.file(folder, "five.onnx", MadeNets.detector(5));
        var landmarks = (Finding.Landmarks) models.finding();
        var detect = landmarks.detect();
        var five = new FaceModels.Detect(MadeNets.net(file, detect.net().input()), 55, 0);
        assertEquals(
                "models.face.detect: 5 boxes and 6 scores",
                refused(
                        new FaceModels(
                                new Finding.Landmarks(
                                        five, "boxes", "scores", landmarks.landmark(), "output"),
                                models.embed())));
        assertEquals(
                "models.face.landmark: the output output is 1 x 64, not 1 x 136",
                refused(
                        new FaceModels(
                                new Finding.Landmarks(
                                        detect,
                                        "boxes",
                                        "scores",
                                        new Net(
                                                models.embed().net().file(),
                                                models.embed().net().sha256(),
                                                models.embed().net().input(),
                                                ""),
                                        "output"),
                                models.embed())));
        assertEquals(
                "models.face.detect: its outputs are [scores, boxes], without cls_8",
                refused(new FaceModels(new Finding.FivePoints(detect), models.embed())));
    }

    @Test
    void whatGivesNoNumbersIsRefusedWhenItIsWarm() {
        assertEquals(
                "models.face.embed: the net gives what are no numbers",
                refused(of(MadeNets.nanEmbedder())));
    }

    /// What must come of an input, and what does.
    @Test
    void theTestVectorIsTried() throws Exception {
        var embed = good();
        int values = embed.net().input().values();
        var input = new float[values];
        var random = new SplittableRandom(5);
        for (int i = 0; i < values; i++) {
            input[i] = (float) random.nextDouble(-1, 1);
        }
        var output = new float[MadeNets.DIMENSION];
        try (var net = LoadedNet.open("embed", embed.net(), List.of(new Output("output", 1, 64)))) {
            net.input().put(0, input);
            assertTrue(net.run());
            net.output("output").get(0, output);
        }
        use(new FaceModels(new Finding.Already(), tried(embed, vector(input, output))));

        // So far off as another runtime is, it is the same; further off it is not.
        output[7] += 0.0005f;
        use(new FaceModels(new Finding.Already(), tried(embed, vector(input, output))));
        output[7] += 0.002f;
        var off = refused(tried(embed, vector(input, output)));
        assertTrue(off.contains("is off by 0.00250, not at most 1e-03"), off);
        output[7] = Float.NaN;
        assertTrue(refused(tried(embed, vector(input, output))).contains("is off by NaN"));

        var file = folder.resolve("vector");
        Files.write(file, new byte[100]);
        assertEquals(
                "models.face.embed: %s has 100 bytes, not %d".formatted(file, 4 * (values + 64)),
                refused(tried(embed, file)));
        Files.delete(file);
        assertTrue(refused(tried(embed, file)).contains(file + " cannot be read"));
    }

    private static Embed tried(Embed embed, Path vector) {
        return new Embed(
                embed.net(), embed.output(), embed.dimension(), Optional.of(vector.toString()));
    }

    private Path vector(float[] input, float[] output) throws Exception {
        var bytes =
                ByteBuffer.allocate(4 * (input.length + output.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(input).put(output);
        return Files.write(folder.resolve("vector"), bytes.array());
    }

    /// What comes of it stands in `OnnxRuntimeTest`, since it is of a process.
    @Test
    void denormalsAreToBeNothing() throws Exception {
        try (var options = LoadedNet.options()) {
            assertEquals("1", options.getConfigEntries().get("session.set_denormal_as_zero"));
        }
    }
}

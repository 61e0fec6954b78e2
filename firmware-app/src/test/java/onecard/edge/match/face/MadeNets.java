package onecard.edge.match.face;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.face.OnnxWriter.Attribute;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Detect;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;

/// Nets that nobody trained, as small as they can be: they take and give what those of faces do,
/// and know made-up faces apart.
public final class MadeNets {

    /// How many numbers the embedder gives.
    public static final int DIMENSION = 64;

    static final int SIDE = 112;
    private static final int POOL = 16;
    private static final int POOLED = 3 * (SIDE / POOL) * (SIDE / POOL);

    /// What the detectors are shown, and its cells: one that is light is a face.
    static final int WIDTH = 96;

    static final int HEIGHT = 64;
    static final int CELL = 32;
    private static final int CELLS = WIDTH / CELL * (HEIGHT / CELL);

    private MadeNets() {}

    // --- what the site file would say ---

    /// Pictures are faces.
    public static FaceModels whole(Path folder) {
        return new FaceModels(new Finding.Already(), embed(file(folder, "embed.onnx", embedder())));
    }

    /// Another net for the same.
    public static FaceModels others(Path folder) {
        var file = file(folder, "others.onnx", othersEmbedder());
        return new FaceModels(new Finding.Already(), embed(file));
    }

    public static byte[] othersEmbedder() {
        return openEmbedder();
    }

    static FaceModels landmarks(Path folder) {
        return landmarks(folder, 0);
    }

    static FaceModels landmarks(Path folder, int border) {
        var detect =
                new Detect(net(file(folder, "detect.onnx", detector(CELLS)), seen()), 55, border);
        var landmark =
                net(
                        file(folder, "landmark.onnx", landmark()),
                        new Input("input", 64, 64, Layout.NCHW, Channels.GREY, 0, 1 / 256.0));
        return new FaceModels(
                new Finding.Landmarks(detect, "boxes", "scores", landmark, "output"),
                whole(folder).embed());
    }

    static FaceModels fivePoints(Path folder) {
        var input = new Input("input", 64, 64, Layout.NCHW, Channels.BGR, 0, 1 / 255.0);
        var detect = new Detect(net(file(folder, "yunet.onnx", yunet()), input), 55, 0);
        return new FaceModels(new Finding.FivePoints(detect), whole(folder).embed());
    }

    static Embed embed(Path file) {
        return new Embed(net(file, shown(Layout.NCHW)), "output", DIMENSION, Optional.empty());
    }

    static Input shown(Layout layout) {
        return new Input("input", SIDE, SIDE, layout, Channels.RGB, 127.5, 1 / 127.5);
    }

    private static Input seen() {
        return new Input("input", WIDTH, HEIGHT, Layout.NCHW, Channels.RGB, 0, 1 / 255.0);
    }

    static Net net(Path file, Input input) {
        try {
            var sum = Sha256.hex(ByteBuffer.wrap(Files.readAllBytes(file)));
            return new Net(file.toString(), sum, input, "made for tests");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path file(Path folder, String name, byte[] net) {
        try {
            return Files.write(folder.resolve(name), net);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // --- what makes numbers of a face ---

    /// The light of 7 x 7 parts of it, turned at random; of length one.
    public static byte[] embedder() {
        return pooled().node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights", "turned")
                .node("LpNormalization", "turned", "output", Attribute.of("axis", 1))
                .output("output", 1, DIMENSION)
                .bytes();
    }

    /// The same, pixel by pixel.
    static byte[] embedderNhwc() {
        return weights(new OnnxWriter().input("input", 1, SIDE, SIDE, 3))
                .node("Transpose", "input", "channels", Attribute.many("perm", 0, 3, 1, 2))
                .node(
                        "AveragePool",
                        "channels",
                        "pooled",
                        square("kernel_shape", POOL),
                        square("strides", POOL))
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights", "turned")
                .node("LpNormalization", "turned", "output", Attribute.of("axis", 1))
                .output("output", 1, DIMENSION)
                .bytes();
    }

    /// How many are looked at at once it leaves open.
    static byte[] openEmbedder() {
        return weights(new OnnxWriter().input("input", -1, 3, SIDE, SIDE))
                .node(
                        "AveragePool",
                        "input",
                        "pooled",
                        square("kernel_shape", POOL),
                        square("strides", POOL))
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights", "output")
                .output("output", -1, DIMENSION)
                .bytes();
    }

    /// No numbers come of anything.
    static byte[] nanEmbedder() {
        return pooled().tensor("nan", new float[] {Float.NaN}, 1)
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights", "turned")
                .node("Add", "turned nan", "output")
                .output("output", 1, DIMENSION)
                .bytes();
    }

    /// No numbers come of what has a dark part.
    static byte[] rootEmbedder() {
        return pooled().tensor("half", new float[] {0.5f}, 1)
                .node("Add", "pooled half", "more")
                .node("Sqrt", "more", "root")
                .node("Flatten", "root", "flat")
                .node("Gemm", "flat weights", "output")
                .output("output", 1, DIMENSION)
                .bytes();
    }

    static byte[] zeroEmbedder() {
        return pooled().tensor("zero", new float[] {0}, 1)
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights", "turned")
                .node("Mul", "turned zero", "output")
                .output("output", 1, DIMENSION)
                .bytes();
    }

    /// What it gives are whole numbers.
    static byte[] wholeEmbedder() {
        return pooled().node("Flatten", "pooled", "flat")
                .node("ArgMax", "flat", "output", Attribute.of("axis", 1))
                .wholeOutput("output", 1, 1)
                .bytes();
    }

    /// 0.01 for each number of 1, if denormals are numbers, and else 0.
    private static byte[] denormal() {
        return new OnnxWriter()
                .input("input", 1, 3, 32, 32)
                .tensor("small", new float[] {1e-30f}, 1)
                .tensor("smaller", new float[] {1e-10f}, 1)
                .tensor("large", new float[] {1e38f}, 1)
                .node("AveragePool", "input", "pooled", square("kernel_shape", 32))
                .node("Flatten", "pooled", "flat")
                .node("Mul", "flat small", "one")
                .node("Mul", "one smaller", "two")
                .node("Mul", "two large", "output")
                .output("output", 1, 3)
                .bytes();
    }

    /// What comes of that.
    public static float denormalOf(Path folder) throws EngineFailed {
        var input = new Input("input", 32, 32, Layout.NCHW, Channels.RGB, 0, 1);
        var net = net(file(folder, "denormal.onnx", denormal()), input);
        var output = new LoadedNet.Output("output", 1, 3);
        try (var loaded = LoadedNet.open("embed", net, List.of(output))) {
            for (int i = 0; i < loaded.input().capacity(); i++) {
                loaded.input().put(i, 1);
            }
            return loaded.run() ? loaded.output("output").get(0) : Float.NaN;
        }
    }

    private static OnnxWriter pooled() {
        return weights(new OnnxWriter().input("input", 1, 3, SIDE, SIDE))
                .node(
                        "AveragePool",
                        "input",
                        "pooled",
                        square("kernel_shape", POOL),
                        square("strides", POOL));
    }

    private static OnnxWriter weights(OnnxWriter net) {
        var random = new SplittableRandom(20_261_201);
        var weights = new float[POOLED * DIMENSION];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        // Whoever stands in more light is no other: of each number's weights the sum is nothing.
        for (int number = 0; number < DIMENSION; number++) {
            double sum = 0;
            for (int i = number; i < weights.length; i += DIMENSION) {
                sum += weights[i];
            }
            for (int i = number; i < weights.length; i += DIMENSION) {
                weights[i] -= (float) (sum / POOLED);
            }
        }
        return net.tensor("weights", weights, POOLED, DIMENSION);
    }

    private static Attribute square(String name, long side) {
        return Attribute.many(name, side, side);
    }

    // --- what finds one ---

    /// How light each of six cells is, and its corners.
    ///
    /// @param boxes so many are said; six, if it is right
    static byte[] detector(int boxes) {
        var corners = new float[4 * boxes];
        for (int i = 0; i < boxes; i++) {
            int x = i % (WIDTH / CELL);
            int y = i / (WIDTH / CELL);
            corners[4 * i] = (float) x * CELL / WIDTH;
            corners[4 * i + 1] = (float) y * CELL / HEIGHT;
            corners[4 * i + 2] = (float) (x + 1) * CELL / WIDTH;
            corners[4 * i + 3] = (float) (y + 1) * CELL / HEIGHT;
        }
        var weights = new float[3 * CELLS * 2 * CELLS];
        var bias = new float[2 * CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            for (int channel = 0; channel < 3; channel++) {
                int row = channel * CELLS + cell;
                weights[row * 2 * CELLS + 2 * cell] = -1 / 3f;
                weights[row * 2 * CELLS + 2 * cell + 1] = 1 / 3f;
            }
            bias[2 * cell] = 1;
        }
        return new OnnxWriter()
                .input("input", 1, 3, HEIGHT, WIDTH)
                .tensor("corners", corners, 1, boxes, 4)
                .tensor("weights", weights, 3 * CELLS, 2 * CELLS)
                .tensor("bias", bias, 2 * CELLS)
                .wholes("shape", 1, CELLS, 2)
                .node(
                        "AveragePool",
                        "input",
                        "pooled",
                        square("kernel_shape", CELL),
                        square("strides", CELL))
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights bias", "said")
                .node("Reshape", "said shape", "scores")
                .node("Identity", "corners", "boxes")
                .output("scores", 1, CELLS, 2)
                .output("boxes", 1, boxes, 4)
                .bytes();
    }

    /// Where the points of an upright face are, whatever it is shown: in the parts of its box in
    /// which they lie in a picture of 112.
    static byte[] landmark() {
        var bias = new float[136];
        for (int point = 0; point < 68; point++) {
            int part = point < 42 ? 0 : point < 48 ? 1 : point == 30 ? 2 : point < 54 ? 3 : 4;
            part = point == 30 ? 2 : point == 48 || point == 60 ? 3 : part;
            part = point == 54 || point == 64 ? 4 : part;
            bias[2 * point] = UPRIGHT[2 * part] / SIDE;
            bias[2 * point + 1] = UPRIGHT[2 * part + 1] / SIDE;
        }
        return new OnnxWriter()
                .input("input", 1, 1, 64, 64)
                .tensor("weights", new float[136], 1, 136)
                .tensor("bias", bias, 136)
                .node("AveragePool", "input", "pooled", square("kernel_shape", 64))
                .node("Flatten", "pooled", "flat")
                .node("Gemm", "flat weights bias", "output")
                .output("output", 1, 136)
                .bytes();
    }

    static final float[] UPRIGHT = {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f,
        92.2041f
    };

    /// One face that fills the picture, if that is light: of stride 32, in the second row's second
    /// cell. The other strides see nothing.
    private static byte[] yunet() {
        var net =
                new OnnxWriter()
                        .input("input", 1, 3, 64, 64)
                        .node("AveragePool", "input", "pooled", square("kernel_shape", 64))
                        .node("Flatten", "pooled", "flat");
        for (int stride : new int[] {8, 16, 32}) {
            int cells = 64 / stride * (64 / stride);
            var light = new float[3 * cells];
            var object = new float[cells];
            var boxes = new float[4 * cells];
            var points = new float[10 * cells];
            if (stride == 32) {
                int cell = 3;
                for (int channel = 0; channel < 3; channel++) {
                    light[channel * cells + cell] = 1 / 3f;
                }
                object[cell] = 1;
                boxes[4 * cell + 2] = (float) Math.log(2);
                boxes[4 * cell + 3] = (float) Math.log(2);
                for (int i = 0; i < 10; i++) {
                    points[10 * cell + i] = UPRIGHT[i] / SIDE * 64 / 32 - 1;
                }
            }
            said(net, "cls_" + stride, light, new float[cells], cells, 1);
            said(net, "obj_" + stride, new float[3 * cells], object, cells, 1);
            said(net, "bbox_" + stride, new float[12 * cells], boxes, cells, 4);
            said(net, "kps_" + stride, new float[30 * cells], points, cells, 10);
        }
        return net.bytes();
    }

    private static void said(
            OnnxWriter net, String name, float[] weights, float[] bias, long cells, long each) {
        net.tensor(name + "_w", weights, 3, cells * each)
                .tensor(name + "_b", bias, cells * each)
                .wholes(name + "_s", 1, cells, each)
                .node("Gemm", "flat %s_w %s_b".formatted(name, name), name + "_g")
                .node("Reshape", name + "_g " + name + "_s", name)
                .output(name, 1, cells, each);
    }
}

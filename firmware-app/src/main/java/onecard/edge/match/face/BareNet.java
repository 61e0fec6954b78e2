package onecard.edge.match.face;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.edge.match.Engine.EngineFailed;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;

/// A net that nobody has described, to be measured on pictures that are faces already: it says its
/// names and sizes itself, and what it cannot say is taken for what is most usual. At a point
/// nobody is compared by it.
public final class BareNet {

    private static final double HALF = 127.5;

    private BareNet() {}

    /// @throws EngineFailed if it has not one picture as its input and numbers as its output
    public static FaceModels of(Path file) throws EngineFailed {
        try (var memory = Arena.ofConfined()) {
            var bytes = LoadedNet.read("embed", file, memory);
            var sum = Sha256.hex(bytes.duplicate());
            try (var session = LoadedNet.session("embed", bytes)) {
                var input = only(session.getInputInfo());
                var output = only(session.getOutputInfo());
                long[] in = shape(input);
                long[] out = shape(output);
                if (in.length != 4 || in[1] != 3 || in[2] < 1 || in[3] < 1) {
                    throw new EngineFailed(file + " takes no picture of three channels");
                }
                if (out.length != 2 || out[1] < 1) {
                    throw new EngineFailed(file + " gives no row of numbers");
                }
                var shown =
                        new Input(
                                input.getName(),
                                Math.toIntExact(in[3]),
                                Math.toIntExact(in[2]),
                                Layout.NCHW,
                                Channels.RGB,
                                HALF,
                                1 / HALF);
                var net = new Net(file.toString(), sum, shown, "");
                return new FaceModels(
                        new Finding.Already(),
                        new Embed(
                                net, output.getName(), Math.toIntExact(out[1]), Optional.empty()));
            }
        } catch (OrtException | ArithmeticException | LinkageError failed) {
            throw new EngineFailed(file + ": " + failed, failed);
        }
    }

    private static NodeInfo only(Map<String, NodeInfo> nodes) throws EngineFailed {
        if (nodes.size() != 1) {
            throw new EngineFailed("one input and one output are wanted, not " + nodes.keySet());
        }
        return nodes.values().iterator().next();
    }

    private static long[] shape(NodeInfo node) throws EngineFailed {
        if (node.getInfo() instanceof TensorInfo tensor) {
            return tensor.getShape();
        }
        throw new EngineFailed(node.getName() + " has no numbers");
    }
}

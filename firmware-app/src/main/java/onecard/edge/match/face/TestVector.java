package onecard.edge.match.face;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.edge.match.Engine.EngineFailed;
import onecard.site.FaceModels.Embed;

/// What must come of an input: 32-bit floats, least byte first, all of the input in the order of
/// the net, then all of the output. Whoever made the net writes it with the tool they made it with;
/// a machine, or a runtime, that computes something else is found out before anybody is enrolled.
final class TestVector {

    /// Of numbers of length one; what two processors differ in is a hundredth of it.
    static final double TOLERANCE = 1e-3;

    private TestVector() {}

    static void check(String file, Embed embed, LoadedNet net) throws EngineFailed {
        var floats = read(file, embed);
        for (int i = 0; i < net.input().capacity(); i++) {
            net.input().put(i, floats.getFloat());
        }
        if (!net.run()) {
            throw LoadedNet.failed("embed", "the net fails on the input in " + file);
        }
        var given = new double[embed.dimension()];
        var wanted = new double[embed.dimension()];
        for (int i = 0; i < given.length; i++) {
            given[i] = net.output(embed.output()).get(i);
            wanted[i] = floats.getFloat();
        }
        net.wipe();
        double far = far(given, wanted);
        if (!(far <= TOLERANCE)) {
            throw LoadedNet.failed(
                    "embed",
                    "what comes of the input in %s is off by %.3g, not at most %.0e"
                            .formatted(file, far, TOLERANCE));
        }
    }

    private static ByteBuffer read(String file, Embed embed) throws EngineFailed {
        long wanted = (long) Float.BYTES * (embed.net().input().values() + embed.dimension());
        try {
            var path = Path.of(file);
            long size = Files.size(path);
            if (size != wanted) {
                throw LoadedNet.failed(
                        "embed", "%s has %d bytes, not %d".formatted(file, size, wanted));
            }
            var bytes = Files.readAllBytes(path);
            if (bytes.length != wanted) {
                throw LoadedNet.failed("embed", file + " became another one");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException failed) {
            throw LoadedNet.failed("embed", file + " cannot be read: " + failed);
        }
    }

    /// Largest difference of two, each of length one; a NaN where one of them is none.
    private static double far(double[] given, double[] wanted) {
        double ofGiven = length(given);
        double ofWanted = length(wanted);
        double far = 0;
        for (int i = 0; i < given.length; i++) {
            far = Math.max(far, Math.abs(given[i] / ofGiven - wanted[i] / ofWanted));
        }
        return far;
    }

    private static double length(double[] numbers) {
        double square = 0;
        for (double number : numbers) {
            square += number * number;
        }
        return Math.sqrt(square);
    }
}

package onecard.edge.match.face;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import onecard.edge.match.Engine.EngineFailed;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;

/// One net in ONNX Runtime, held to what the site file says of it. Of the match thread; opened and
/// run, while that waits, on [NetThread]: what is said of denormals counts for the thread that
/// opened the first one of the process, whatever comes later.
///
/// What goes in and what comes out lies in memory of its own, overwritten by [#wipe]. What the
/// runtime makes between the two lies in its own memory, until the next run overwrites it.
final class LoadedNet implements AutoCloseable {

    /// A face net of the largest kind has 250 MB; what is larger is no net for a board.
    static final long BYTES_MAX = 300L << 20;

    /// Denormals are as good as nothing, and took twelve of thirteen parts of the time of a face
    /// net (121 ms, not 9).
    static final Map<String, String> OPTIONS = Map.of("session.set_denormal_as_zero", "1");

    /// One thread compares people; a second one for it did not help.
    private static final int THREADS = 1;

    private static final int WARM = 3;

    /// An output that is read.
    ///
    /// @param shape [#ANY] where the net decides
    record Output(String name, long... shape) {}

    static final long ANY = -1;

    private final String role;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> values = new LinkedHashMap<>();
    private final FloatBuffer input;
    private final Input shown;

    private LoadedNet(String role, OrtSession session, Net net, List<Output> wanted)
            throws OrtException, EngineFailed {
        this.role = role;
        this.session = session;
        shown = net.input();
        long[] shape = checkInput(net);
        var shapes = new LinkedHashMap<String, long[]>();
        for (var output : wanted) {
            shapes.put(output.name, checkOutput(output));
        }
        boolean whole = false;
        try {
            for (var output : shapes.entrySet()) {
                long[] given = output.getValue();
                var buffer = floats(Arrays.stream(given).reduce(1, Math::multiplyExact));
                values.put(output.getKey(), buffer);
                outputs.put(output.getKey(), OnnxTensor.createTensor(runtime(), buffer, given));
            }
            input = floats(net.input().values());
            inputs.put(net.input().name(), OnnxTensor.createTensor(runtime(), input, shape));
            whole = true;
        } finally {
            if (!whole) {
                closeTensors();
            }
        }
    }

    private static FloatBuffer floats(long values) {
        return ByteBuffer.allocateDirect(Math.toIntExact(values * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /// @param role for people, as the site file has it
    /// @throws EngineFailed if the file is not exactly the one that was meant, or not such a net
    static LoadedNet open(String role, Net net, List<Output> outputs) throws EngineFailed {
        try (var memory = Arena.ofShared()) { // with the thread of the nets
            var bytes = read(role, Path.of(net.file()), memory);
            var sum = Sha256.hex(bytes.duplicate());
            if (!sum.equals(net.sha256())) {
                throw failed(role, "%s has the sha256 %s".formatted(net.file(), sum));
            }
            return open(role, net, outputs, bytes);
        }
    }

    /// Once, so that what is run is what was summed, and not into the heap of a small board.
    static ByteBuffer read(String role, Path path, Arena memory) throws EngineFailed {
        try (var file = FileChannel.open(path)) {
            long size = file.size();
            if (size < 1 || size > BYTES_MAX) {
                throw failed(role, "%s has %d bytes, not 1 to %d".formatted(path, size, BYTES_MAX));
            }
            var bytes = memory.allocate(ValueLayout.JAVA_BYTE, size).asByteBuffer();
            while (bytes.hasRemaining()) {
                if (file.read(bytes) < 0) {
                    throw failed(role, path + " became shorter");
                }
            }
            return bytes.flip();
        } catch (NoSuchFileException _) {
            throw failed(role, "there is no file " + path);
        } catch (IOException failed) {
            throw failed(role, path + " cannot be read: " + failed.getMessage());
        }
    }

    private static LoadedNet open(String role, Net net, List<Output> outputs, ByteBuffer bytes)
            throws EngineFailed {
        var session = session(role, bytes);
        try {
            return new LoadedNet(role, session, net, outputs);
        } catch (OrtException | EngineFailed | RuntimeException failed) {
            closed(session);
            throw failed instanceof EngineFailed said ? said : failed(role, why(failed));
        }
    }

    /// Loads the runtime, where this is the first one.
    ///
    /// @param bytes outside of the heap; not kept
    static OrtSession session(String role, ByteBuffer bytes) throws EngineFailed {
        return NetThread.call(() -> opened(role, bytes));
    }

    private static OrtSession opened(String role, ByteBuffer bytes) throws EngineFailed {
        try (var options = options()) {
            return runtime().createSession(bytes, options);
        } catch (OrtException failed) {
            throw failed(role, "no net that can be run: " + why(failed));
        }
    }

    private static OrtEnvironment runtime() {
        return OrtEnvironment.getEnvironment();
    }

    static OrtSession.SessionOptions options() throws OrtException {
        var options = new OrtSession.SessionOptions();
        for (var option : OPTIONS.entrySet()) {
            options.addConfigEntry(option.getKey(), option.getValue());
        }
        options.setIntraOpNumThreads(THREADS);
        options.setInterOpNumThreads(THREADS);
        // What it would print comes with the exception.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    private long[] checkInput(Net net) throws OrtException, EngineFailed {
        var input = net.input();
        var given = session.getInputInfo();
        if (!given.keySet().equals(Set.of(input.name()))) {
            throw failed(role, "its inputs are %s, not %s".formatted(given.keySet(), input.name()));
        }
        long channels = input.channels().count();
        long[] wanted =
                input.layout() == Layout.NCHW
                        ? new long[] {1, channels, input.height(), input.width()}
                        : new long[] {1, input.height(), input.width(), channels};
        return check(
                "input", input.name(), Objects.requireNonNull(given.get(input.name())), wanted);
    }

    private long[] checkOutput(Output output) throws OrtException, EngineFailed {
        var given = session.getOutputInfo();
        var found = given.get(output.name);
        if (found == null) {
            throw failed(
                    role, "its outputs are %s, without %s".formatted(given.keySet(), output.name));
        }
        return check("output", output.name, found, output.shape);
    }

    /// The first number of a shape, how many are looked at at once, may be left open by the net.
    private long[] check(String what, String name, NodeInfo node, long[] wanted)
            throws EngineFailed {
        if (!(node.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
            throw failed(role, "the %s %s has no 32-bit floats".formatted(what, name));
        }
        long[] given = info.getShape();
        boolean fits = given.length == wanted.length;
        for (int i = 0; fits && i < given.length; i++) {
            fits =
                    given[i] == wanted[i]
                            || i == 0 && given[i] < 0
                            || wanted[i] == ANY && given[i] > 0;
        }
        if (!fits) {
            throw failed(
                    role,
                    "the %s %s is %s, not %s".formatted(what, name, text(given), text(wanted)));
        }
        var shape = given.clone();
        shape[0] = 1;
        return shape;
    }

    private static String text(long[] shape) {
        return String.join(
                " x ",
                Arrays.stream(shape)
                        .mapToObj(each -> each < 0 ? "any" : Long.toString(each))
                        .toList());
    }

    static EngineFailed failed(String role, String why) {
        return new EngineFailed("models.face." + role + ": " + why);
    }

    /// In one line.
    private static String why(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }

    /// What it is shown, to be filled.
    FloatBuffer input() {
        return input;
    }

    /// What came of the last [#run].
    FloatBuffer output(String name) {
        return Objects.requireNonNull(values.get(name));
    }

    /// False where the runtime could not.
    boolean run() {
        return NetThread.call(this::ran);
    }

    private boolean ran() {
        try (var _ = session.run(inputs, outputs)) {
            return true;
        } catch (OrtException _) {
            // A net that was run when it was opened; what it says now is of the picture.
            return false;
        }
    }

    /// Whether all that came of the last run are numbers.
    boolean gaveNumbers() {
        return values.values().stream().allMatch(LoadedNet::areNumbers);
    }

    private static boolean areNumbers(FloatBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            if (!Float.isFinite(buffer.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Nothing of a face stays in what goes in and comes out.
    void wipe() {
        zero(input);
        values.values().forEach(LoadedNet::zero);
    }

    private static void zero(FloatBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, 0);
        }
    }

    /// Shows it a part of a picture.
    ///
    /// @param of from a pixel that it is shown to where that lies in the picture
    /// @return how light that part is, so far as it lies within the picture
    Light show(Levels levels, Similarity of) {
        var light = new Light();
        int pixels = shown.width() * shown.height();
        int channels = shown.channels().count();
        levels.show(
                shown.width(),
                shown.height(),
                of,
                shown.channels(),
                (x, y, pixel, within) -> {
                    int at = y * shown.width() + x;
                    double sum = 0;
                    for (int c = 0; c < channels; c++) {
                        sum += pixel[c];
                        input.put(
                                switch (shown.layout()) {
                                    case NCHW -> c * pixels + at;
                                    case NHWC -> at * channels + c;
                                },
                                (float) ((pixel[c] - shown.mean()) * shown.scale()));
                    }
                    if (within) {
                        light.add(sum / channels);
                    }
                });
        return light;
    }

    Input shown() {
        return shown;
    }

    /// Runs it on nothing that is a face until it is as fast as it gets.
    ///
    /// @throws EngineFailed if that gives no numbers
    void warmUp() throws EngineFailed {
        var random = new SplittableRandom(1);
        for (int i = 0; i < WARM; i++) {
            for (int at = 0; at < input.capacity(); at++) {
                input.put(at, (float) ((random.nextInt(256) - shown.mean()) * shown.scale()));
            }
            if (!run()) {
                throw failed(role, "the net fails when it is run");
            }
            if (!gaveNumbers()) {
                throw failed(role, "the net gives what are no numbers");
            }
        }
        wipe();
    }

    @Override
    public void close() {
        wipe();
        closeTensors();
        closed(session);
    }

    private void closeTensors() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }

    private static void closed(OrtSession session) {
        try {
            session.close();
        } catch (OrtException _) {
            // It is closed already: nothing is left to be done.
        }
    }
}

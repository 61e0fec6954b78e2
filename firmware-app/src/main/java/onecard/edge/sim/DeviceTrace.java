package onecard.edge.sim;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.hal.DisplayText;
import onecard.hal.sim.SimHappening;
import onecard.hal.sim.SimWitness;
import org.tinylog.Logger;

/// What simulated devices did: `DIR/devices.trace`, a JSON object a line, in the order it happened.
/// Appended to, start after start; one that has grown too large begins anew. Any thread.
public final class DeviceTrace implements SimWitness, AutoCloseable {

    /// A day of taps, one every other second; whoever follows the file has read it long ago.
    static final long BYTES_MAX = 16L << 20;

    private final Path path;
    private final LongSupplier nanos;

    // A stream, not a channel: that closes for good when the thread that writes is interrupted.
    private FileOutputStream file; // these guarded by this
    private long bytes;
    private boolean closed;
    private boolean untraced; // told once

    private DeviceTrace(Path path, LongSupplier nanos) throws IOException {
        this.path = path;
        this.nanos = nanos;
        file = new FileOutputStream(path.toFile(), true);
        bytes = Files.size(path);
    }

    /// @param directory made if need be
    /// @param nanos the monotonic clock that lines are traced by
    public static DeviceTrace open(Path directory, LongSupplier nanos) throws IOException {
        var path = Files.createDirectories(directory).resolve("devices.trace");
        return new DeviceTrace(path, nanos);
    }

    /// Stamped and written as one, so that the lines of the file are in the order of their stamps.
    /// What cannot be written has happened all the same.
    @Override
    public synchronized void saw(String device, SimHappening happening) {
        if (closed) {
            return; // points may outlast the run that made them
        }
        var entry =
                told(happening).with("device", device).with("mono_us", nanos.getAsLong() / 1_000);
        var line = (Canonical.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (bytes > BYTES_MAX) {
                beginAnew();
            }
            file.write(line);
            bytes += line.length;
        } catch (IOException failed) {
            if (!untraced) {
                untraced = true;
                Logger.error(failed, "what simulated devices do is not written down");
            }
        }
    }

    /// Whoever reads sees that it is shorter than it was, and reads from its beginning.
    private void beginAnew() throws IOException {
        file.close();
        file = new FileOutputStream(path.toFile());
        bytes = 0;
    }

    private static Json.Obj told(SimHappening happening) {
        return switch (happening) {
            case SimHappening.Field(var on) -> what("field").with("on", on);
            case SimHappening.Exchange(var header, var status, var bytes, var tookNanos) ->
                    what("exchange")
                            .with("command", header)
                            .with("status", "%04X".formatted(status))
                            .with("bytes", bytes)
                            .with("took_us", tookNanos / 1_000);
            case SimHappening.Torn() -> what("torn");
            case SimHappening.Light(var point, var reader, var signal, var zh, var en) -> {
                var light =
                        what("light")
                                .with("point", point)
                                .with("signal", signal.name())
                                .with("zh", zh)
                                .with("en", en);
                yield reader.map(at -> light.with("reader", at)).orElse(light);
            }
            case SimHappening.Warning(var on) -> what("warn").with("on", on);
            case SimHappening.Glass(var text) -> glass(text);
            case SimHappening.Said(var sentence) ->
                    what("said")
                            .with("language", small(sentence.language()))
                            .with("prompts", Json.Arr.ofText(sentence.prompts()));
            case SimHappening.Printed(var line) -> what("printed").with("line", line);
            case SimHappening.Asked(var task) -> what("looked").with("asked", task);
            case SimHappening.Answered(var answer) -> what("looked").with("answered", answer);
        };
    }

    private static Json.Obj glass(DisplayText text) {
        var lines = what("glass").with("upper", text.upper()).with("lower", text.lower());
        return text.amount()
                .map(
                        amount ->
                                lines.with("lamp", small(amount.lamp()))
                                        .with("figures", amount.figures()))
                .orElse(lines);
    }

    private static Json.Obj what(String what) {
        return Json.Obj.EMPTY.with("what", what);
    }

    private static String small(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}

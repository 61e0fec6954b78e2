package onecard.edge.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// Pulses as the trace of simulated lines has them, `lines.trace`: one that reached its line.
public final class SimTrace implements LineBench.PulseTrace {

    private final Path file;

    /// @param lines the folder of the simulated lines
    public SimTrace(Path lines) {
        file = lines.resolve("lines.trace");
    }

    @Override
    public Duration since(String relay, long sinceNanos) {
        if (!Files.exists(file)) {
            return Duration.ZERO;
        }
        try (var lines = Files.lines(file)) {
            var switched =
                    lines.flatMap(line -> JsonReader.object(line).stream())
                            .filter(change -> change.text("line").equals(Optional.of(relay)))
                            .map(SimTrace::switched)
                            .toList();
            return Switched.first(switched, sinceNanos);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Switched switched(Json.Obj change) {
        return new Switched(
                change.number("mono_us").orElse(0L), change.number("level").orElse(0L) == 1);
    }
}

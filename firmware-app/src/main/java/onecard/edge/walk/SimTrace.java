package onecard.edge.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        long on = -1;
        try (var lines = Files.lines(file)) {
            for (var line : (Iterable<String>) lines::iterator) {
                var change = JsonReader.object(line);
                long at = change.flatMap(it -> it.number("mono_us")).orElse(0L);
                boolean ours =
                        change.flatMap(it -> it.text("line")).filter(relay::equals).isPresent();
                if (!ours || at < sinceNanos / 1_000) {
                    continue;
                }
                boolean high = change.flatMap(it -> it.number("level")).orElse(0L) == 1;
                if (high && on < 0) {
                    on = at;
                } else if (!high && on >= 0) {
                    return Duration.ofNanos((at - on) * 1_000);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Duration.ZERO;
    }
}

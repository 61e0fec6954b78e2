package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecard.edge.Series.Figures;

/// Running what our work is measured against: a small C program, or a tool everybody has.
final class LimitProgram {

    private static final long PATIENCE_SECONDS = 300;

    private LimitProgram() {}

    /// Runs it to its end and reads the last line it printed.
    static Figures run(List<String> command) throws IOException, InterruptedException {
        var lines = output(command).strip().lines().toList();
        return Figures.parse(lines.getLast());
    }

    static String output(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " failed");
        }
        return text;
    }
}

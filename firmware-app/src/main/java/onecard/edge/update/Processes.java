package onecard.edge.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Other programs of the machine, one at a time.
final class Processes implements Shell {

    private static final int TIMED_OUT = 124; // as timeout(1) has it

    private final Path folder;

    /// @param folder for what they say, which nobody else writes to, and which is empty at a boot
    Processes(Path folder) {
        this.folder = folder;
    }

    @Override
    public Said run(Duration within, List<String> command) throws IOException {
        // Into a file: what they start may go on, and would keep a pipe open.
        var said = Files.createTempFile(folder, "said", "");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(said.toFile());
            builder.redirectInput(Path.of("/dev/null").toFile());
            var environment = builder.environment();
            environment.keySet().removeAll(List.of("NOTIFY_SOCKET", "WATCHDOG_USEC"));
            environment.put("DEBIAN_FRONTEND", "noninteractive");
            environment.put("LC_ALL", "C.UTF-8");
            // The update restarts the daemon itself, when nobody is in a door.
            environment.put("ONECARD_NO_RESTART", "1");
            var process = builder.start();
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            var text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
            return new Said(ended ? process.exitValue() : TIMED_OUT, text.strip());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + command.getFirst());
        } finally {
            Files.deleteIfExists(said);
        }
    }
}

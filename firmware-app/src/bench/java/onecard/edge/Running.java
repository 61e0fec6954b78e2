package onecard.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The daemon in a process of its own, ready.
///
/// @param readyNanos from `exec` to ready
record Running(Process process, BufferedReader out, long readyNanos) implements AutoCloseable {

    /// @param command up to the arguments of `onecard`
    static Running start(List<String> command, Path site, Path state) throws Exception {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of("run", "--site", site.toString(), "--state", state.toString()));
        long start = System.nanoTime();
        var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        var out = process.inputReader();
        var line = out.readLine();
        while (line != null && !line.equals("onecard: ready")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("ended before it was ready: " + whole);
        }
        return new Running(process, out, System.nanoTime() - start);
    }

    double residentBytes() throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024)
                .findFirst()
                .orElseThrow();
    }

    /// Asks it to stop and waits until it did.
    @Override
    public void close() throws IOException {
        process.toHandle().destroy(); // Process.destroy would close what is read here
        try (out) {
            out.lines().forEach(_ -> {});
        }
        var _ = process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import onecard.edge.UplinkedJournal;

/// An [UplinkedJournal] in a process of its own: real journal, real MQTT client, made-up taps.
public final class Producer implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path directory;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    public Producer(Path directory, int mqttPort) throws IOException {
        this.directory = directory;
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                // The daemon's limits.
                                "-Xmx48m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                UplinkedJournal.class.getName(),
                                directory.toString(),
                                "mqtt://127.0.0.1:" + mqttPort)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        answers = process.inputReader();
        orders = process.outputWriter();
        answer("ready");
    }

    /// Returns when they are durable: the seq of the last.
    public long taps(int count) throws IOException {
        order("taps " + count);
        return Long.parseLong(answer("recorded "));
    }

    /// @param files open file descriptors
    /// @param unsent rows of the journal without a good PUBACK
    /// @param acks words of the host that were believed
    public record Counts(long connects, long threads, long files, long unsent, long acks) {}

    /// What of its memory is in the machine's, by the kernel.
    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /// What it has recorded by now, one event a line, as the command exports it.
    List<String> journal() throws Exception {
        try (var command =
                new DaemonProcess("journal", "export", "--state", directory.toString())) {
            assertEquals(0, command.await(SOON), command::output);
            return command.output().lines().toList();
        }
    }

    /// Asks for one event again.
    void replay(long seq) throws IOException {
        order("replay " + seq);
        answer("asked ");
    }

    public Counts counts() {
        try {
            order("counts");
            var numbers =
                    Arrays.stream(answer("counts ").split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void order(String order) throws IOException {
        orders.write(order);
        orders.newLine();
        orders.flush();
    }

    /// The next line that begins so, without its beginning; the log is passed over.
    private String answer(String beginning) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("ended without an answer");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package onecard.edge.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import onecard.edge.UplinkedJournal;

/// An [UplinkedJournal] in a process of its own: real journal, real MQTT client, made-up taps.
final class Producer implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    Producer(Path directory, int mqttPort) throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
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
    long taps(int count) throws IOException {
        order("taps " + count);
        return Long.parseLong(answer("recorded "));
    }

    /// @param files open file descriptors
    /// @param unsent rows of the journal without a good PUBACK
    record Counts(long connects, long threads, long files, long unsent) {}

    /// Asks for one event again.
    void replay(long seq) throws IOException {
        order("replay " + seq);
        answer("asked ");
    }

    Counts counts() throws IOException {
        order("counts");
        var numbers =
                Arrays.stream(answer("counts ").split(" ")).mapToLong(Long::parseLong).toArray();
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3]);
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

package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A driver that does not come out of what it is doing, in a running daemon: within their bound its
/// lines are unknown, told by alarm and metric, and their last level is not shown (I62).
class SilenceTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path dir;

    @Test
    void linesWhoseDriverHangsAreUnknownUntilItGoesOn() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, Ports.free()).withoutReader();
        var yaml = Files.readString(bench.site);
        Files.writeString(
                bench.site,
                yaml.replace(
                                        "relays:",
                                        "contacts: { fire: { closed_when: high, sim: true } }\n  relays:")
                                .replace("journal_full:", "fire: fire, journal_full:")
                        + "metrics: { listen: \"127.0.0.1:"
                        + port
                        + "\" }\n");
        try (var daemon = bench.run().awaitReady()) {
            Await.until("the fire contact", SOON, () -> shows(port, "contact", "fire", "up"));
            assertTrue(metrics(port).contains("onecard_contact_active{contact=\"fire\"} 0"));

            // Whoever reads a pipe waits for its writer.
            var pull = bench.state.resolve("sim").resolve("fire.pull");
            var pipe = dir.resolve("pipe");
            assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            Files.move(pipe, pull);
            long from = System.nanoTime();
            Await.until("the silence", SOON, () -> shows(port, "contact", "fire", "unknown"));
            System.out.printf("silence told after %d ms%n", (System.nanoTime() - from) / 1_000_000);
            Await.until("the lock's", SOON, () -> shows(port, "relay", "lock", "unknown"));
            assertFalse(metrics(port).contains("onecard_contact_active"));

            Files.move(pull, pipe);
            Files.writeString(pipe, "0");
            Await.until("the return", SOON, () -> shows(port, "contact", "fire", "up"));
            Await.until("the lock's", SOON, () -> shows(port, "relay", "lock", "up"));
            assertTrue(metrics(port).contains("onecard_contact_active{contact=\"fire\"} 0"));
            assertEquals(0, daemon.stop());
        }
        assertEquals(List.of("fire true", "lock true", "fire false", "lock false"), alarms(bench));
    }

    private static List<String> alarms(Bench bench) throws Exception {
        try (var export =
                new DaemonProcess("journal", "export", "--state", bench.state.toString())) {
            assertEquals(0, export.await(SOON.multipliedBy(3)));
            return export.output()
                    .lines()
                    .filter(line -> line.contains("contact_lost"))
                    .map(line -> JsonReader.object(line).orElseThrow())
                    .map(event -> event.object("data").orElseThrow())
                    .map(
                            data ->
                                    data.text("detail").orElseThrow()
                                            + " "
                                            + data.bool("active").orElseThrow())
                    .toList();
        }
    }

    private static boolean shows(int port, String kind, String device, String state) {
        return metrics(port)
                .contains(
                        "onecard_device_state{device=\"%s\",kind=\"%s\",state=\"%s\"} 1"
                                .formatted(device, kind, state));
    }

    static String metrics(int port) {
        var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            return "";
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}

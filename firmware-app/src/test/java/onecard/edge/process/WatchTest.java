package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command of an operator beside a real broker, and a daemon that comes and goes.
@Tag("mosquitto")
class WatchTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path dir;

    @Test
    void aDeviceIsSeenToComeAndGo() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        try (var _ = Service.mosquitto(port, dir);
                var watch =
                        new DaemonProcess(
                                "watch", "--broker", "mqtt://127.0.0.1:" + port, "--lang", "en")) {
            seen(watch, "listening");
            try (var daemon = bench.run().awaitReady()) {
                seen(watch, "bench/bench .* online .* synced");
                assertEquals(0, daemon.stop());
            }
            seen(watch, "bench/bench .* OFFLINE");
        }
    }

    @Test
    void withoutABrokerItSaysSoAndEndsInTime() throws Exception {
        try (var watch =
                new DaemonProcess(
                        "watch",
                        "--broker",
                        "mqtt://127.0.0.1:" + Ports.free(),
                        "--seconds",
                        "3",
                        "--lang",
                        "en")) {
            assertEquals(0, watch.await(SOON), watch::output);
            assertTrue(watch.output().contains("the broker cannot be reached"), watch::output);
        }
    }

    private static void seen(DaemonProcess watch, String line) {
        Await.until(
                line,
                SOON,
                () -> watch.output().lines().anyMatch(it -> it.matches(".*" + line + ".*")));
    }
}

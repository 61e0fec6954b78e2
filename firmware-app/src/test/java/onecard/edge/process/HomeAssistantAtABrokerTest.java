package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.edge.ContractValidator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the real daemon leaves at a real mosquitto for Home Assistant, and takes away again.
@Tag("mosquitto")
class HomeAssistantAtABrokerTest {

    private static final String TOPIC = "homeassistant/device/oc-bench-bench/config";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path dir;
    private final ConcurrentLinkedQueue<Listener.Heard> heard = new ConcurrentLinkedQueue<>();

    @Test
    void whatTheSiteFileAsksForIsThereAndGoesWhenItDoesNot() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        var url = "url: \"mqtt://127.0.0.1:%d\"".formatted(port);
        try (var broker = Service.mosquitto(port, dir);
                var _ = new Listener(port, "home", "homeassistant/#", heard::add)) {
            bench.uplink("{ " + url + ", home_assistant: true }");
            try (var daemon = bench.run().awaitReady()) {
                awaitDiscovery();

                // It keeps nothing in a file.
                broker.kill();
                broker.startAgain();
                awaitDiscovery();

                assertEquals(0, daemon.stop());
            }
            bench.uplink("{ " + url + " }");
            try (var daemon = bench.run().awaitReady()) {
                Await.until(
                        "an empty message",
                        SOON,
                        () ->
                                heard.stream()
                                        .anyMatch(
                                                it ->
                                                        it.topic().equals(TOPIC)
                                                                && it.text().isEmpty()));
                assertEquals(0, daemon.stop());
            }
        }
    }

    private void awaitDiscovery() {
        Await.until("the device to be told of", SOON, () -> !heard.isEmpty());
        var one = heard.remove();
        assertEquals(TOPIC, one.topic());
        assertEquals(Optional.empty(), new ContractValidator().objection(TOPIC, one.text()));
        heard.clear();
    }
}

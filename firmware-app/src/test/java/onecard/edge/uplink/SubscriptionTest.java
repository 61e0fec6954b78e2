package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecard.edge.demo.DemoBroker;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import org.junit.jupiter.api.Test;

/// Whoever listens for the simulator, when the broker goes and comes back.
class SubscriptionTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final int port = Ports.free();
    private final String url = "mqtt://127.0.0.1:" + port;

    SubscriptionTest() throws IOException {}

    @Test
    void itListensAgainWhenTheBrokerIsBack() throws Exception {
        var broker = new DemoBroker(port);
        try (var _ = listening()) {
            published("before");
            Await.until("before", SOON, () -> heard.contains("before"));
            broker.close();
            broker = new DemoBroker(port);
            published("after"); // which that broker retains
            Await.until("after", SOON, () -> heard.contains("after"));
        } finally {
            broker.close();
        }
    }

    @Test
    void whereNoBrokerIsItSaysSo() {
        assertThrows(BrokerFailed.class, this::listening);
    }

    private Subscription listening() throws Exception {
        return new Subscription(url, "listens", "t/#", (_, text) -> heard.add(text));
    }

    private void published(String text) throws Exception {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var link = new OperatorLink(Brokers.at(url), "says")) {
            link.publish(new Broker.Message("t/x", bytes, 1, true));
            link.settle();
        }
    }
}

package onecard.edge.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import onecard.edge.uplink.HandBroker;
import org.junit.jupiter.api.Test;

/// A fleet says who it is all at once, as a broker does that was just subscribed to.
class RetainedTest {

    private static final int DEVICES = 10_000;

    @Test
    void noBirthOfAFleetIsLost() throws Exception {
        var broker = new HandBroker();
        var births = new HashSet<String>();
        try (var retained = new Retained(broker, "lists", (topic, _) -> births.add(topic))) {
            retained.listen(List.of("oc/v1/hall/+/birth"));
            for (int i = 0; i < DEVICES; i++) {
                broker.say("oc/v1/hall/door-" + i + "/birth", "x".repeat(1_000));
            }

            retained.hear(Duration.ofMillis(10));
            retained.settle();

            assertEquals(DEVICES, births.size());
        }
    }
}

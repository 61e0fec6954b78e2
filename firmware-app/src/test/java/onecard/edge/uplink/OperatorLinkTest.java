package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A limit of time holds, whatever else a broker says meanwhile.
@Timeout(30)
class OperatorLinkTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(10);
    private static final String TOPIC = "oc/v1/hall/north/evt/door-1/tap";

    private final HandBroker broker = new HandBroker();

    /// There is always one more.
    @Test
    void whatComesAfterTheEndDoesNotCount() throws Exception {
        try (var link = new OperatorLink(broker, "operator")) {
            broker.say(TOPIC, "{}");
            long end = System.nanoTime() + PATIENCE.toNanos();
            int heard = 0;

            while (link.next(end).isPresent()) {
                heard++;
                broker.say(TOPIC, "{}");
            }

            assertTrue(heard > 0, "what came before it does");
            assertTrue(link.next(System.nanoTime()).isPresent(), "nothing is lost");
        }
    }

    @Test
    void messagesAreNoAnswerToWhatWasPublished() throws Exception {
        try (var link = new OperatorLink(broker, "operator", PATIENCE)) {
            broker.takes = false;
            link.publish(new Broker.Message("cmd", new byte[0], 1, false));
            var talk = Thread.ofPlatform().daemon().start(this::talk);
            try {
                assertThrows(BrokerFailed.class, link::settle);
            } finally {
                talk.interrupt();
                talk.join();
            }
        }
    }

    private void talk() {
        while (!Thread.currentThread().isInterrupted()) {
            broker.say(TOPIC, "{}");
            LockSupport.parkNanos(NOW_AND_THEN.toNanos());
        }
    }
}

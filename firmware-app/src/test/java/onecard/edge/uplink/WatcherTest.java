package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever watches may stop for as long as a person likes: a terminal that was halted, a laptop
/// that was closed.
@Timeout(60)
class WatcherTest {

    private static final String STATUS = "oc/v1/hall/north/status";
    private static final List<String> ALL = List.of("oc/v1/hall/+/status");

    /// More than stands in line.
    private static final int FLOOD = 200_000;

    private final HandBroker broker = new HandBroker();

    @Test
    void whatWasTooMuchMeanwhileIsAskedForAgain() throws Exception {
        try (var watcher = new Watcher(broker, "watch", ALL)) {
            assertInstanceOf(Watcher.Heard.Listening.class, next(watcher).orElseThrow());
            flood();

            int heard = 0;
            while (next(watcher).isPresent()) {
                heard++;
            }

            assertTrue(heard > 0 && heard < FLOOD, heard + " of " + FLOOD);
            assertEquals(List.of(ALL, ALL), broker.asked);
            assertTrue(next(watcher).isEmpty());
            assertEquals(2, broker.asked.size(), "asked for once");
        }
    }

    @Test
    void theEndOfTheLinkIsHeardBehindAnyFlood() throws Exception {
        try (var watcher = new Watcher(broker, "watch", ALL)) {
            assertInstanceOf(Watcher.Heard.Listening.class, next(watcher).orElseThrow());
            flood();
            broker.cut();

            var one = next(watcher);
            while (one.isPresent() && one.get() instanceof Watcher.Heard.Said) {
                one = next(watcher);
            }

            assertInstanceOf(Watcher.Heard.Away.class, one.orElseThrow());
        }
    }

    /// A fleet is never silent: whoever waits for that asks never. Nor is each moment one to ask.
    @Test
    void whatWasLostIsAskedForWhileMessagesCome() throws Exception {
        long begun = System.nanoTime();
        try (var watcher = new Watcher(broker, "watch", ALL)) {
            assertInstanceOf(Watcher.Heard.Listening.class, next(watcher).orElseThrow());
            flood();
            assertInstanceOf(Watcher.Heard.Said.class, next(watcher).orElseThrow());
            assertEquals(List.of(ALL, ALL), broker.asked);

            flood();
            while (broker.asked.size() < 3) {
                next(watcher);
            }

            assertTrue(System.nanoTime() - begun >= Watcher.AGAIN.toNanos(), "asked at once");
        }
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            broker.say(STATUS, "{\"state\":\"online\"}");
        }
    }

    private static Optional<Watcher.Heard> next(Watcher watcher) throws InterruptedException {
        return watcher.next(Duration.ofMillis(10));
    }
}

package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;

/// What the broker keeps of a device is put right again, by a clock that the test moves.
class CourierTest {

    private final List<Broker.Message> published = new ArrayList<>();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private int links;
    private int code;
    private boolean answers = true;
    private long nanos;

    private final Courier courier =
            new Courier(
                    new Courier.Settings(new Topics("hall", "north"), 7, 100_000),
                    new Courier.Ports(
                            outbox,
                            this::open,
                            (_, _) -> Duration.ofSeconds(1),
                            _ -> Optional.empty(),
                            (_, _, _) -> {},
                            Canonical::text,
                            () -> Json.Obj.EMPTY,
                            () -> Json.Obj.EMPTY,
                            () -> "now",
                            () -> true),
                    () -> {});

    @Test
    void aRefusedStatusIsSaidAgainUntilItIsTaken() {
        code = 0x97;
        run(Duration.ofSeconds(5));
        assertEquals(1, onlines());

        code = 0;
        run(Duration.ofSeconds(70));
        assertEquals(2, onlines());

        run(Duration.ofMinutes(10));
        assertEquals(2, onlines(), "it was taken");
    }

    @Test
    void aNoticeWithoutAnAnswerEndsTheLinkAsAnEventDoes() {
        answers = false;
        run(Duration.ofSeconds(30));
        assertEquals(1, links);

        answers = true;
        run(Duration.ofMinutes(3));
        assertEquals(2, links);

        outbox.add(nanos);
        run(Duration.ofSeconds(5));
        assertTrue(outbox.sent(1));
    }

    private long onlines() {
        return published.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .filter(text -> text.contains("\"online\""))
                .count();
    }

    private void run(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            courier.step(nanos);
            nanos += Duration.ofMillis(100).toNanos();
        }
    }

    private Broker.Link open(Broker.Hello hello, Broker.Events events) {
        links++;
        events.connected(10);
        return new Broker.Link() {
            @Override
            public void subscribe(List<String> filters) {
                events.subscribed(0);
            }

            @Override
            public void publish(Broker.Message message, long ticket) {
                published.add(message);
                if (answers) {
                    events.published(ticket, message.retained() ? code : 0);
                }
            }

            @Override
            public void disconnect() {}

            @Override
            public void abandon() {}
        };
    }
}

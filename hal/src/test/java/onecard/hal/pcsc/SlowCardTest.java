package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.CardFault;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import org.junit.jupiter.api.Test;

/// A card whose answers take seconds, by a clock that moves only while it answers.
class SlowCardTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] MORE = HexFormat.of().parseHex("6110");

    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    private PcscReader reader(ScriptedReader service) {
        var reader =
                new PcscReader(
                        "in",
                        new ReaderSought("*", Optional.empty()),
                        service,
                        ReadingPlan.of("ssc"),
                        (_, _) -> "0".repeat(32),
                        nanos::get);
        reader.open(
                event -> {
                    events.add(event);
                    if (event instanceof DeviceEvent.ReaderLost) {
                        lost.countDown();
                    }
                });
        return reader;
    }

    private DeviceEvent next() throws InterruptedException {
        var event = events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(event, "no event came");
        return event;
    }

    private void awaitLost() {
        try {
            boolean _ = lost.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void takes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void oneThatAlwaysHasMoreToTellIsGivenUpWithinOneReading() throws Exception {
        var service =
                new ScriptedReader(
                        "Some Reader",
                        _ -> {
                            takes(Duration.ofSeconds(1));
                            return MORE;
                        });
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            var told = assertInstanceOf(DeviceEvent.CardUnreadable.class, next());

            assertEquals(CardFault.UNREADABLE, told.why());
            assertEquals(5, service.commands.size());
        }
    }

    /// No single answer takes as long.
    @Test
    void oneWhoseAnswersTogetherTakeTooLongIsALostReaderMeanwhile() throws Exception {
        var service =
                new ScriptedReader(
                        "Some Reader",
                        command -> {
                            takes(Duration.ofSeconds(3));
                            if (command.startsWith("00c0")) {
                                awaitLost();
                            }
                            return MORE;
                        });
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
        }
    }
}

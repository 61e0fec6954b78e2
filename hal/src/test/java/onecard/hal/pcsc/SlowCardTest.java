package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.CardFault;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import org.junit.jupiter.api.Test;

/// A card or a service whose answers take seconds, by a clock that moves only meanwhile.
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
                        Optional.empty(),
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

    @Test
    void aServiceThatDoesNotAnswerIsALostReaderMeanwhile() throws Exception {
        var service = new ScriptedReader("Some Reader", _ -> new byte[] {0x6A, (byte) 0x82});
        service.look = once(this::hangs);
        try (var reader = reader(service)) {
            var told = assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            assertEquals("the smart card service does not answer", told.why());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
            assertEquals(nanos.get(), reader.progressNanos());
        }
    }

    @Test
    void aServiceThatThenDiesIsNotLostTwice() throws Exception {
        var service = new ScriptedReader("Some Reader", _ -> new byte[] {0x6A, (byte) 0x82});
        service.look =
                once(
                        () -> {
                            hangs();
                            throw new PcscException(PcscException.NO_SERVICE);
                        });
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
        }
    }

    /// Whoever else closed it would be held up, or would pull it from under the reader's thread.
    @Test
    void aServiceThatHangsAtTheEndIsClosedOnceItAnswers() throws Exception {
        var service = new ScriptedReader("Some Reader", _ -> new byte[] {0x6A, (byte) 0x82});
        var answers = new Semaphore(0);
        var inside = new CountDownLatch(1);
        service.look =
                () -> {
                    inside.countDown();
                    answers.acquireUninterruptibly();
                };
        try (var _ = reader(service)) {
            assertTrue(inside.await(SOON.toSeconds(), TimeUnit.SECONDS));
        }
        assertEquals(1, service.closed.getCount());
        answers.release();
        assertTrue(service.closed.await(SOON.toSeconds(), TimeUnit.SECONDS));
    }

    private void hangs() {
        takes(Duration.ofSeconds(6));
        awaitLost();
    }

    private static ScriptedReader.Look once(ScriptedReader.Look look) {
        var done = new AtomicBoolean();
        return () -> {
            if (!done.getAndSet(true)) {
                look.run();
            }
        };
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

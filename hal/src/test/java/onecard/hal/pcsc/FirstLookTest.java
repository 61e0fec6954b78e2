package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import org.junit.jupiter.api.Test;

/// What lies on a reader when it is first looked at: whatever it was to pay or to open, a daemon
/// that ended meanwhile may have done (I1, I33).
class FirstLookTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TransferQueue<Boolean> field = new LinkedTransferQueue<>();
    private final BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    private final ScriptedReader service =
            new ScriptedReader("Some Reader", _ -> new byte[] {0x6A, (byte) 0x82});

    private PcscReader reader() {
        service.present = Optional.of(field);
        var reader =
                new PcscReader(
                        "in",
                        new ReaderSought("*", Optional.empty()),
                        service,
                        Optional.empty(),
                        ReadingPlan.of("ssc"),
                        (_, _) -> "0".repeat(32),
                        nanos::get);
        reader.open(events::add);
        return reader;
    }

    private DeviceEvent next() throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        assertNotNull(event, "no event came");
        return event;
    }

    /// Each look has been thought about once the next one is asked for, and time goes on no sooner.
    private void looks(boolean... found) throws InterruptedException {
        for (boolean present : found) {
            while (!field.hasWaitingConsumer()) {
                Thread.onSpinWait();
            }
            nanos.addAndGet(PcscReader.ABSENCE.toNanos());
            field.transfer(present);
        }
    }

    @Test
    void aCardThatLiesThereIsReadOnceItWasPutDownAnew() throws Exception {
        service.lies = true;
        try (var _ = reader()) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            looks(true, true, true);
            assertEquals(0, service.commands.size(), "nobody asked it anything");
            looks(false, false);
            assertInstanceOf(DeviceEvent.CardGone.class, next());
            looks(true);
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
        }
    }

    @Test
    void aCardThatComesAfterItIsReadAtOnce() throws Exception {
        try (var _ = reader()) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            looks(true);
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
        }
    }

    /// Whoever put it down knows that nobody had looked: it is the daemon's first look that counts.
    @Test
    void aReaderThatIsBackIsNotLookedAtForTheFirstTime() throws Exception {
        try (var _ = reader()) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            looks(false);
            service.look = new Lost();
            looks(false);
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            looks(true);
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
        }
    }

    /// Once.
    private static final class Lost implements ScriptedReader.Look {
        private boolean told;

        @Override
        public void run() throws PcscException {
            if (!told) {
                told = true;
                throw new PcscException(PcscException.READER_UNAVAILABLE);
            }
        }
    }
}

package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent.DigitsEntered;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any keypad must keep, whoever built it.
public abstract class KeypadContract {

    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    private Keypad keypad = new Unopened();

    protected KeypadContract() {}

    /// One whose device is there.
    protected abstract Keypad keypad() throws Exception;

    /// @param keys digits, `#` and `*`
    protected abstract void type(String keys) throws Exception;

    protected abstract void unplug() throws Exception;

    protected abstract void plugIn() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        keypad = keypad();
        keypad.open(events::add);
        next(ReaderBack.class);
    }

    @AfterEach
    final void close() {
        keypad.close();
    }

    @Test
    void whatWasEnteredIsToldOnceWithItsTime() throws Exception {
        long before = System.nanoTime();
        type("1234#");
        var entered = next(DigitsEntered.class);
        assertEquals("1234", text(entered));
        assertEquals(keypad.name(), entered.keypad());
        assertTrue(entered.nanos() >= before);
        type("#");
        type("90*5678#");
        assertEquals("5678", text(next(DigitsEntered.class)));
        assertEquals(0, events.size(), events::toString);
    }

    @Test
    void everyKeyIsTheDigitOnIt() throws Exception {
        type("0123456789#");
        assertEquals("0123456789", text(next(DigitsEntered.class)));
    }

    @Test
    void anUnpluggedCableIsToldAndWhatWasBegunIsForgotten() throws Exception {
        type("12");
        unplug();
        next(ReaderLost.class);
        plugIn();
        next(ReaderBack.class);
        type("34#");
        assertEquals("34", text(next(DigitsEntered.class)));
    }

    @Test
    void itEndsWithinASecondAndIsSilentThen() throws Exception {
        long before = System.nanoTime();
        keypad.close();
        keypad.close();
        assertTrue(System.nanoTime() - before < 2_000_000_000L);
        assertEquals(0, events.size(), events::toString);
    }

    private static String text(DigitsEntered entered) {
        return new String(entered.digits(), StandardCharsets.US_ASCII);
    }

    private <T extends DeviceEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    private record Unopened() implements Keypad {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void open(Consumer<DeviceEvent> listener) {}

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}

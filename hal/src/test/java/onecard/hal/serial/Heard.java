package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent;

/// The events of one device, one after another.
final class Heard implements Consumer<DeviceEvent> {

    /// Far beyond anything a sound driver needs on a busy machine.
    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(DeviceEvent event) {
        events.add(event);
    }

    /// The next event, which must be of this kind.
    <T extends DeviceEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    void none() {
        assertEquals(0, events.size(), events::toString);
    }
}

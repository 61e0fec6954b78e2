package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.Counted;
import org.junit.jupiter.api.Test;

/// What a meter makes of a line that fails. What it makes of one that does not, any contact's
/// contract says.
class ContactMeterTest {

    private final List<DeviceEvent> heard = new ArrayList<>();
    private final Scripted contact = new Scripted();
    private final ContactMeter meter = new ContactMeter(contact);

    /// A contact that says what it is told to.
    private static final class Scripted implements Contact {
        private Consumer<DeviceEvent> events = _ -> {};
        private boolean closed;

        @Override
        public String name() {
            return "flow";
        }

        @Override
        public void open(Consumer<DeviceEvent> listener) {
            events = listener;
        }

        @Override
        public boolean active() {
            return false;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void says(DeviceEvent event) {
        contact.events.accept(event);
    }

    @Test
    void whatHappensWhileNobodySeesItIsNotCounted() {
        meter.open(heard::add);
        var open = new ContactChanged("flow", false, 1);
        var lost = new ContactLost("flow", "unplugged", 4);
        var back = new ContactChanged("flow", true, 5);
        says(open);
        says(new ContactChanged("flow", true, 2));
        says(new ContactChanged("flow", false, 3));
        says(lost);
        says(back); // it may have closed once, or a hundred times
        says(new ContactChanged("flow", false, 6));
        says(new ContactChanged("flow", true, 7));
        assertEquals(
                List.of(open, new Counted("flow", 1, 2), lost, back, new Counted("flow", 2, 7)),
                heard);
        assertEquals(2, meter.pulses());
    }

    @Test
    void itClosesItsContact() {
        meter.open(heard::add);
        meter.close();
        assertTrue(contact.closed);
    }
}

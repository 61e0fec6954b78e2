package onecard.hal;

import java.util.Optional;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.Counted;

/// A meter that closes a contact for each pulse: a reed or a transistor on a line of the board,
/// debounced there. Guarded by its own lock.
///
/// An edge that the board could not keep is a pulse that was not measured: there are never more
/// than ran.
public final class ContactMeter implements Meter {

    private final Contact contact;
    private Optional<Boolean> level = Optional.empty(); // as observed last
    private long pulses;

    /// @param contact not open yet; whoever made it closes it
    public ContactMeter(Contact contact) {
        this.contact = contact;
    }

    @Override
    public String name() {
        return contact.name();
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        contact.open(event -> heard(event, events));
    }

    @Override
    public synchronized long pulses() {
        return pulses;
    }

    private synchronized void heard(DeviceEvent event, Consumer<DeviceEvent> events) {
        switch (event) {
            case ContactChanged(_, var active, var nanos) -> {
                var before = level;
                level = Optional.of(active);
                if (before.isEmpty()) {
                    events.accept(event); // nobody saw how it came to this
                } else if (active && !before.get()) {
                    pulses++;
                    events.accept(new Counted(name(), pulses, nanos));
                }
            }
            case ContactLost _ -> {
                level = Optional.empty();
                events.accept(event);
            }
            case Counted _,
                    DeviceEvent.CardSeen _,
                    DeviceEvent.CardUnreadable _,
                    DeviceEvent.CardGone _,
                    DeviceEvent.CodeSeen _,
                    DeviceEvent.DigitsEntered _,
                    DeviceEvent.ReaderLost _,
                    DeviceEvent.ReaderBack _,
                    DeviceEvent.ReaderReset _,
                    DeviceEvent.RelayLost _,
                    DeviceEvent.RelayBack _ ->
                    throw new IllegalStateException("no contact tells " + event);
        }
    }

    @Override
    public void close() {
        contact.close();
    }
}

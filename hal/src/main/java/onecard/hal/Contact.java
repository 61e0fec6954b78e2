package onecard.hal;

import java.util.function.Consumer;

/// One input, debounced, in its declared sense. A change is never dropped: when in doubt the
/// driver reads the level again.
public interface Contact extends AutoCloseable {

    String name();

    /// Starts observing; the present level comes at once as the first event.
    void open(Consumer<DeviceEvent> events);

    /// The last level seen.
    boolean active();

    @Override
    void close();
}

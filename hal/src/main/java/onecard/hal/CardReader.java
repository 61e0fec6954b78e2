package onecard.hal;

import java.util.function.Consumer;

/// One slot that cards are held to. Owns one platform thread from [#open] to [#close]; events
/// come on that thread, in order.
///
/// While open it looks for its reader for ever: absent hardware, a stopped smart card service and
/// an unplugged cable are [DeviceEvent.ReaderLost], followed by [DeviceEvent.ReaderBack] within 2
/// s of the return. No call of one reader can hold up another's.
public interface CardReader extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `ReaderBack`, once it was looked at, or `ReaderLost`.
    void open(Consumer<DeviceEvent> events);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

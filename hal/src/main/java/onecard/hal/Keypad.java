package onecard.hal;

import java.util.function.Consumer;

/// Keys beside a reader, on which people enter a PIN. Owns one platform thread from [#open] to
/// [#close]; events come on that thread, in order.
///
/// Whoever enters ends with `#` or the enter key, and begins anew with `*` or the delete key. What
/// somebody began and left is forgotten after some seconds.
///
/// While open it looks for its device for ever: absent hardware and an unplugged cable are
/// [DeviceEvent.ReaderLost], followed by [DeviceEvent.ReaderBack] within 2 s of the return.
public interface Keypad extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `ReaderBack` or `ReaderLost`.
    void open(Consumer<DeviceEvent> events);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

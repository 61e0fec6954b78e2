package onecard.hal;

import java.util.function.Consumer;

/// An antenna under the place where a tray is put down, which reads the tags of the plates on it.
/// Owns one platform thread from [#open] to [#close]; events come on that thread, in order.
///
/// It looks all the time and tells each round, whether or not anything changed: a tray is judged
/// by several rounds ([TrayStability]), and rounds that stay away are told apart from an empty
/// tray.
///
/// While open it looks for its device for ever: absent hardware, an unplugged cable and a reader
/// that is silent are [TrayEvent.Lost], followed by [TrayEvent.Back] within 2 s of the return.
public interface TrayReader extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<TrayEvent> events);

    /// How much it said that makes no sense, since it was made: frames that came damaged. Any
    /// thread.
    long unreadable();

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

package onecard.hal;

import java.util.function.Consumer;

/// A scale whose pan food is put on. Owns one platform thread from [#open] to [#close]; events
/// come on that thread, in order.
///
/// It tells what lies on it when that changes, and once after each [ScaleEvent.Back]; a weight is
/// whole grams, and what the scale cannot say in those is no weight. Zero and tare are the scale's
/// own, by its own keys.
///
/// While open it looks for its device for ever: absent hardware, an unplugged cable and a scale
/// that is silent are [ScaleEvent.Lost], followed by [ScaleEvent.Back] within 2 s of the return.
public interface Scale extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<ScaleEvent> events);

    /// How many lines it said that are no weight, since it was made. Any thread.
    long unreadable();

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

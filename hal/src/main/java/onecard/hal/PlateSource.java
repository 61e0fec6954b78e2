package onecard.hal;

import java.util.function.Consumer;

/// A camera beside a lane, with whatever reads the plates in its pictures, as far as it tells
/// plates. No picture is asked for, taken or kept. Owns one platform thread from [#open] to
/// [#close]; events come on that thread, in order.
///
/// While open it looks for its camera for ever: absent hardware, an unplugged cable and a camera
/// that is silent for too long are [PlateEvent.Lost], followed by [PlateEvent.Back] within 2 s of
/// the return.
public interface PlateSource extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<PlateEvent> events);

    /// How much it said that is no plate and no sign of life, since it was made: damaged, too long,
    /// or not its own words. Any thread.
    long unreadable();

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

package onecard.hal;

import java.util.function.Consumer;

/// The display that faces the customer: two lines of text, or one number. Owns one platform thread
/// from [#open] to [#close]; events come on that thread, in order.
///
/// What is shown is a level: the newest wins, is on the display until the next, and is shown again
/// when the device returns. Until the first it is blank, and what a closed one shows stays.
///
/// Most such displays say nothing, so one at a UART whose cable was pulled is not missed; a USB
/// device that goes is noticed within a second.
public interface CustomerDisplay extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<DisplayEvent> events);

    /// Any thread; does not block. May be called before [#open].
    void show(DisplayText text);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

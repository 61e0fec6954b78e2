package onecard.hal.bio;

import java.util.function.Consumer;

/// One sensor that looks at a person. Owns one platform thread from [#open] to [#close]; events
/// come on that thread, in order.
///
/// While open it looks for its device for ever: absent hardware, an unplugged cable and a module
/// that makes no sense are [BioEvent.Lost], followed by [BioEvent.Back] within 2 s of the return.
public interface BioSensor extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// What it looks at.
    Modality modality();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<BioEvent> events);

    /// Asks, and returns at once. Exactly one [BioEvent.Answered] follows for each request, also
    /// where it was called off, came too late, or the sensor went: at the latest 1 s after its end.
    /// One at a time: a request while another is at work is answered `BUSY`. Any thread, between
    /// [#open] and [#close].
    ///
    /// @param request names it; the caller never gives a name twice
    /// @param deadlineNanos on the monotonic clock, when nobody needs to look any more
    void ask(long request, Task task, long deadlineNanos);

    /// What was asked is wanted no more. Where it is answered already, or was never asked, nothing
    /// happens. Any thread.
    void cancel(long request);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// What is at work is answered `CANCELLED` first. Idempotent; returns once the thread is gone,
    /// at most 1 s.
    @Override
    void close();
}

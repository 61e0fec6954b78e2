package onecard.hal;

import java.util.function.Consumer;

/// Says sentences to whoever stands in front. Owns one platform thread from [#open] to [#close];
/// events come on that thread, in order.
///
/// A sentence that has begun is said to its end, since half an amount is a wrong amount. Of those
/// that wait meanwhile only the newest is said: the others are for people who have gone on, and a
/// voice that lags behind speaks to the wrong one. For the same reason nothing is said later that
/// was to be said while the voice was lost.
public interface Voice extends AutoCloseable {

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<VoiceEvent> events);

    /// Any thread; does not block.
    void say(Sentence sentence);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Falls silent at once. Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    void close();
}

package onecard.hal;

import java.util.Optional;
import java.util.function.Consumer;

/// A receipt printer. Owns one platform thread from [#open] to [#close]; events come on that
/// thread, in order.
///
/// Each receipt that was taken ends once, as [PrinterEvent.Printed] or [PrinterEvent.NotPrinted],
/// and is never printed twice by itself: a second proof of one sale is worth money. What waits when
/// the printer is lost is given up, since its diner has left by the time it returns.
///
/// While open it looks for its device for ever: absent hardware and an unplugged cable are
/// [PrinterEvent.Lost], followed by [PrinterEvent.Back] within 2 s of the return.
public interface Printer extends AutoCloseable {

    /// Receipts that wait for the one being printed: some ten seconds of printing. Whoever would
    /// get theirs later does not stand there any more.
    int WAITING_MAX = 8;

    /// Its name in the site file.
    String name();

    /// Starts the thread. The first event is `Back` or `Lost`.
    void open(Consumer<PrinterEvent> events);

    /// Hands a receipt over. Any thread; does not block.
    ///
    /// @return empty if it was taken, and its event will come; else why it is refused, and none
    /// will: [PrinterEvent.Why#QUEUE_FULL], `UNPLUGGED` while the printer is lost, or `CLOSED`
    Optional<PrinterEvent.Why> print(Receipt receipt);

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's
    /// view.
    long progressNanos();

    /// Idempotent; returns once the thread is gone, at most 1 s. What was not printed is
    /// `NotPrinted`.
    @Override
    void close();
}

package onecard.hal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onecard.hal.PrinterEvent.Why;

/// Receipts between whoever hands them over, on any thread, and a printer's own. Its lock is held
/// for no longer than a look. It takes nothing until it is opened, and never again once closed.
public final class ReceiptQueue {

    private final ArrayDeque<Receipt> waiting = new ArrayDeque<>(); // these guarded by this
    private Optional<Why> shut = Optional.of(Why.UNPLUGGED);
    private boolean closed;

    /// Shut, as long as no printer is there.
    public ReceiptQueue() {}

    /// Why the receipt is refused; empty if it was taken.
    public synchronized Optional<Why> offer(Receipt receipt) {
        if (shut.isPresent()) {
            return shut;
        }
        if (waiting.size() == Printer.WAITING_MAX) {
            return Optional.of(Why.QUEUE_FULL);
        }
        waiting.add(receipt);
        notifyAll();
        return Optional.empty();
    }

    /// The next one, if any is there or comes within that time.
    public synchronized Optional<Receipt> take(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (waiting.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return Optional.ofNullable(waiting.poll());
    }

    /// The printer is there.
    public synchronized void open() {
        if (!closed) {
            shut = Optional.empty();
        }
    }

    /// The printer went: nothing more is taken, and what waited is given up.
    ///
    /// @return what waited, in its order
    public synchronized List<Receipt> shut() {
        if (!closed) {
            shut = Optional.of(Why.UNPLUGGED);
        }
        var left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    /// Nothing is taken any more; what waits is still to be given up by [#shut].
    public synchronized void close() {
        closed = true;
        shut = Optional.of(Why.CLOSED);
    }

    /// What became of those it gives up.
    public synchronized Why why() {
        return closed ? Why.CLOSED : Why.UNPLUGGED;
    }
}

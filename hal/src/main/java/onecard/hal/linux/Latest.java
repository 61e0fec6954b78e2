package onecard.hal.linux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A box for one between two threads: whoever puts never waits, and what is newest wins. The lock
/// is its own and held for no longer than a look.
public final class Latest<T> {

    private Optional<T> held = Optional.empty(); // these two guarded by this
    private boolean nudged;

    /// Empty.
    public Latest() {}

    public synchronized void put(T newest) {
        held = Optional.of(newest);
        notifyAll();
    }

    /// Ends a wait without putting anything in.
    public synchronized void nudge() {
        nudged = true;
        notifyAll();
    }

    /// Takes what is there, or comes within that time; empty when it is over, or at a nudge.
    public synchronized Optional<T> take(Duration atMost) throws InterruptedException {
        await(atMost, true);
        nudged = false;
        var taken = held;
        held = Optional.empty();
        return taken;
    }

    /// Waits for that time, or until something newer is there, which stays in the box.
    ///
    /// @return whether it is
    public synchronized boolean awaitNewer(Duration atMost) throws InterruptedException {
        await(atMost, false);
        return held.isPresent();
    }

    private synchronized void await(Duration atMost, boolean nudge) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (held.isEmpty() && !(nudge && nudged) && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }
}

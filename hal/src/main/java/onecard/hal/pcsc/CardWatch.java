package onecard.hal.pcsc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Looks after one reader's thread while it reads a card, by calls that nothing can interrupt. A
/// card may ask for more time again and again, or another process may keep it for itself; past
/// what any honest card takes, the reader is as good as lost until the reading is over.
///
/// A daemon thread of its own; told once a reading.
final class CardWatch implements AutoCloseable {

    /// Longer than a security module takes for a signature, and than any waiting passenger.
    static final Duration HUNG = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final Runnable hung;
    private final Thread thread;
    private boolean inside; // these three guarded by this
    private long since;
    private boolean told;

    /// @param hung called on the watch's thread, while the reader's own reads
    CardWatch(String name, LongSupplier nanos, Runnable hung) {
        this.nanos = nanos;
        this.hung = hung;
        this.thread = Thread.ofPlatform().name("watch-" + name).daemon().unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            look();
        }
    }

    private synchronized void look() {
        if (inside && !told && nanos.getAsLong() - since > HUNG.toNanos()) {
            told = true;
            hung.run();
        }
    }

    /// A reading begins.
    synchronized void enter() {
        inside = true;
        since = nanos.getAsLong();
    }

    /// It is over. What it told meanwhile stays until [#wasHung] asks.
    synchronized void leave() {
        inside = false;
    }

    synchronized boolean inside() {
        return inside;
    }

    /// Whether one hung since this was asked last.
    synchronized boolean wasHung() {
        boolean was = told;
        told = false;
        return was;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

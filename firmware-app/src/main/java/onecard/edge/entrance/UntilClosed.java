package onecard.edge.entrance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a device tells its run. A driver may come out of a long call after it was closed, when the
/// lists that would be asked are closed, too: it is heard no more. Told by the device's thread,
/// closed by another, which waits for the event in hand; so this one has a lock.
///
/// @param <E> what it tells
public final class UntilClosed<E> implements Consumer<E>, AutoCloseable {

    /// Past the longest reading of any honest card: a thread that is inside for longer hangs with
    /// its card, and whoever ends or begins a run does not.
    private static final Duration HONEST = Duration.ofSeconds(5);

    private final Consumer<E> source;
    private final Duration most;
    private int inside; // these two guarded by this
    private boolean closed;

    public UntilClosed(Consumer<E> source) {
        this(source, HONEST);
    }

    /// @param most for which [#close] waits
    UntilClosed(Consumer<E> source, Duration most) {
        this.source = source;
        this.most = most;
    }

    /// No lock is held while it is told: a card may be asked things meanwhile, and whoever watches
    /// that has something to tell, too.
    @Override
    public void accept(E event) {
        synchronized (this) {
            if (closed) {
                return;
            }
            inside++;
        }
        try {
            source.accept(event);
        } finally {
            left();
        }
    }

    private synchronized void left() {
        inside--;
        notifyAll();
    }

    /// Returns once nobody is told anything any more, or whoever is hangs.
    @Override
    public synchronized void close() {
        closed = true;
        long until = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toMillis(); inside > 0 && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package onecard.hal.pcsc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Looks after one reader's thread while it is inside the smart card service, where nothing can
/// interrupt it. A card may ask for more time again and again, another process may keep it for
/// itself, and the service may stand still; past what any honest one takes, the reader is as good
/// as lost until the thread comes out.
///
/// A daemon thread of its own; told once a stay.
final class CardWatch implements AutoCloseable {

    /// Longer than a security module takes for a signature, and than any waiting passenger.
    static final Duration HUNG = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(500);

    /// Longer than it takes to switch a port on again.
    private static final Duration END = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private final Consumer<String> hung;
    private final Consumer<String> hangs;
    private final Thread thread;
    private final Object telling = new Object(); // held while telling, and taken first
    private Optional<String> inside = Optional.empty(); // these three guarded by this
    private long since;
    private boolean told;

    /// Both are called on the watch's thread, and the reader's own does not come out before they
    /// return: nobody acts upon a call that has ended.
    ///
    /// @param hung with the reason
    /// @param hangs after that at each look, until the reader's thread has come out
    CardWatch(String name, LongSupplier nanos, Consumer<String> hung, Consumer<String> hangs) {
        this.nanos = nanos;
        this.hung = hung;
        this.hangs = hangs;
        this.thread = Thread.ofPlatform().name("watch-" + name).daemon().unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            synchronized (telling) {
                news().ifPresent(hung);
                stuck().ifPresent(hangs);
            }
        }
    }

    private synchronized Optional<String> news() {
        long stayed = nanos.getAsLong() - since;
        if (told || stayed <= HUNG.toNanos()) {
            return Optional.empty();
        }
        told = inside.isPresent();
        return inside;
    }

    private synchronized Optional<String> stuck() {
        return told ? inside : Optional.empty();
    }

    /// From its making to its end the reader's thread is inside.
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /// @param hangs what it means if the thread does not come out
    synchronized Stay enter(String hangs) {
        inside = Optional.of(hangs);
        since = nanos.getAsLong();
        told = false;
        return this::leave;
    }

    private void leave() {
        synchronized (telling) {
            synchronized (this) {
                inside = Optional.empty();
            }
        }
    }

    synchronized boolean inside() {
        return inside.isPresent();
    }

    /// Waits for what it has begun, so that nothing is left half done.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package onecard.edge.bio;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The one thread that compares people, whatever it takes: whoever waits for a comparison waits
/// behind a bounded queue, and nobody waits for them.
public final class MatchThread implements AutoCloseable {

    /// At some 60 ms each whoever comes last is compared within a second.
    static final int WAITING_MAX = 16;

    private static final long IDLE_MS = 500;

    /// May be ended by the end of the thread.
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Consumer<Throwable> fatal;
    private final LongSupplier nanos;
    private final Thread thread = Thread.ofPlatform().name("match").daemon().unstarted(this::run);
    private volatile boolean closing;
    private volatile long progressNanos;

    /// @param fatal told of a bug; ends the process
    public MatchThread(Consumer<Throwable> fatal, LongSupplier nanos) {
        this.fatal = fatal;
        this.nanos = nanos;
        progressNanos = nanos.getAsLong();
    }

    public void start() {
        thread.start();
    }

    /// False where too many wait. Any thread; never blocks.
    public boolean offer(Work work) {
        return !closing && waiting.offer(work);
    }

    /// Monotonic, when it last made progress.
    public long progressNanos() {
        return progressNanos;
    }

    private void run() {
        try {
            while (!closing) {
                progressNanos = nanos.getAsLong();
                var work = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
                if (work != null) {
                    work.run();
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        } catch (RuntimeException | Error bug) {
            fatal.accept(bug);
        }
    }

    /// Returns once what is at work is done; what waits is forgotten.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        waiting.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package onecard.edge.bio.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The one thread that compares people, whatever it takes: whoever waits for a comparison waits
/// behind a bounded queue, and nobody waits for them.
public final class MatchThread implements AutoCloseable {

    /// At some 60 ms each whoever comes last is compared within a second.
    public static final int WAITING_MAX = 16;

    private static final long IDLE_MS = 500;

    /// Of each that is taken over one of the two is called, once.
    @FunctionalInterface
    public interface Work {

        /// May be ended by the end of the thread.
        void run() throws InterruptedException;

        /// The thread ends before its turn: what it holds of somebody is wiped, and whoever waits
        /// for it waits no more. On the thread that closes.
        default void abandoned() {}

        /// So much longer than any other it may honestly take; the watchdog waits for it.
        default Duration allowance() {
            return Duration.ZERO;
        }
    }

    private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Set<Runnable> putOff = ConcurrentHashMap.newKeySet(); // as many as there are
    private final Consumer<Throwable> fatal;
    private final LongSupplier nanos;
    private final Runnable between;
    private final Thread thread = Thread.ofPlatform().name("match").daemon().unstarted(this::run);
    private volatile boolean closing;
    private volatile long progressNanos;

    /// @param fatal told of a bug; ends the process
    public MatchThread(Consumer<Throwable> fatal, LongSupplier nanos) {
        this(fatal, nanos, () -> {});
    }

    /// @param between works, and each half second without, it does this
    public MatchThread(Consumer<Throwable> fatal, LongSupplier nanos, Runnable between) {
        this.fatal = fatal;
        this.nanos = nanos;
        this.between = between;
        progressNanos = nanos.getAsLong();
    }

    public void start() {
        thread.start();
    }

    /// False where too many wait, or it is closed: the work is the caller's still. Any thread;
    /// never blocks.
    public boolean offer(Work work) {
        if (closing || !waiting.offer(work)) {
            return false;
        }
        // Whoever closes meanwhile may have missed it.
        return !closing || !waiting.remove(work);
    }

    /// Does something at some time: in its turn where there is room, else between two works. What
    /// is put off meanwhile again is done once. Any thread; never blocks.
    ///
    /// @param errand short, and always the same object for the same thing
    public void errand(Runnable errand) {
        if (!offer(errand::run)) {
            putOff(errand);
        }
    }

    /// Does it between two works, however many wait.
    public void putOff(Runnable errand) {
        putOff.add(errand);
    }

    /// Monotonic, when it last made progress; ahead of now while it is at something that may take
    /// long.
    public long progressNanos() {
        return progressNanos;
    }

    private void run() {
        try {
            while (!closing) {
                progressNanos = nanos.getAsLong();
                between.run();
                for (var errand : List.copyOf(putOff)) {
                    putOff.remove(errand); // before, since it may be asked for again meanwhile
                    progressNanos = nanos.getAsLong();
                    errand.run();
                }
                var work = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
                if (work != null) {
                    progressNanos = nanos.getAsLong() + work.allowance().toNanos();
                    work.run();
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        } catch (RuntimeException | Error bug) {
            fatal.accept(bug);
        }
    }

    /// Returns once what is at work is done; what waits is abandoned.
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
        for (var work = waiting.poll(); work != null; work = waiting.poll()) {
            work.abandoned();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package onecard.hal.sim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/// The thread of a simulated device: what is done to it happens there, in turn, and is told from
/// there.
///
/// @param <E> what its port tells
final class SimDevice<E> {

    private final LongSupplier nanos;
    private final ExecutorService thread;
    private Consumer<? super E> events = _ -> {}; // of the thread

    /// @param name of the thread: kind and name of the device
    SimDevice(String name, LongSupplier nanos) {
        this.nanos = nanos;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
    }

    /// @param first told before anything else
    void open(Consumer<? super E> listener, LongFunction<E> first) {
        run(
                () -> {
                    events = listener;
                    tell(first);
                });
    }

    /// Once it is closed, nothing happens any more.
    void run(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException _) {
            // Closed.
        }
    }

    /// On its thread: what happened, at this moment on the monotonic clock.
    void tell(LongFunction<E> event) {
        tell(event, _ -> {});
    }

    /// The same, and what comes after it was told, however that went.
    void tell(LongFunction<E> event, Consumer<? super E> then) {
        var happened = event.apply(nanos.getAsLong());
        try {
            events.accept(happened);
        } finally {
            then.accept(happened);
        }
    }

    /// Returns once whatever has happened so far was told.
    void awaitTold() {
        try {
            CompletableFuture.runAsync(() -> {}, thread).join();
        } catch (RejectedExecutionException _) {
            // Closed.
        }
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    long progressNanos() {
        return nanos.getAsLong();
    }

    /// What was begun comes to its end, within a second.
    void close() {
        thread.shutdown();
        ended();
    }

    /// What was begun is given up, within a second.
    void closeNow() {
        thread.shutdownNow();
        ended();
    }

    private void ended() {
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

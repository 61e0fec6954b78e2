package onecard.hal.sim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;

/// The thread of a simulated reader, scanner or keypad: what is done to it happens there, in turn,
/// and is told from there.
final class SimThread {

    private final String name;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private Consumer<DeviceEvent> events = _ -> {}; // these of the thread
    private boolean lost;

    SimThread(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work ->
                                Thread.ofPlatform()
                                        .name("reader-" + name)
                                        .daemon()
                                        .unstarted(work));
    }

    void open(Consumer<DeviceEvent> listener) {
        run(() -> events = listener);
        giveBack();
    }

    void run(Runnable work) {
        thread.execute(work);
    }

    /// Something happens to it, at that moment on the monotonic clock; nothing while it is lost.
    void happens(LongFunction<DeviceEvent> event) {
        happens(event, _ -> {});
    }

    /// The same, and what comes after it was told.
    void happens(LongFunction<DeviceEvent> event, Consumer<DeviceEvent> then) {
        run(
                () -> {
                    if (lost) {
                        return;
                    }
                    var happened = event.apply(nanos.getAsLong());
                    try {
                        tell(happened);
                    } finally {
                        then.accept(happened);
                    }
                });
    }

    /// On its thread: whether its cable is pulled.
    boolean isLost() {
        return lost;
    }

    /// On its thread.
    void tell(DeviceEvent event) {
        events.accept(event);
    }

    /// Returns once whatever has happened so far was told.
    void awaitTold() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    /// The cable is pulled.
    void lose() {
        run(
                () -> {
                    lost = true;
                    tell(new DeviceEvent.ReaderLost(name, "unplugged", nanos.getAsLong()));
                });
    }

    /// The cable is back.
    void giveBack() {
        run(
                () -> {
                    lost = false;
                    tell(new DeviceEvent.ReaderBack(name, nanos.getAsLong()));
                });
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    long progressNanos() {
        return nanos.getAsLong();
    }

    /// What was begun comes to its end.
    void close() {
        thread.shutdown();
        ended();
    }

    /// What was begun is given up.
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

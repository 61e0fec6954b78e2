package onecard.hal.sim;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.Scanner;

/// A scanner that codes are shown to by calling it, on a thread of its own. It takes every showing
/// for a new one.
public final class SimScanner implements Scanner {

    private final String name;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private Consumer<DeviceEvent> events = _ -> {};

    public SimScanner(String name, LongSupplier nanos) {
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

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        thread.execute(
                () -> {
                    events = listener;
                    events.accept(new DeviceEvent.ReaderBack(name, nanos.getAsLong()));
                });
    }

    /// A code is held to the window.
    public void show(byte[] code) {
        var shown = code.clone();
        thread.execute(
                () -> events.accept(new DeviceEvent.CodeSeen(name, shown, nanos.getAsLong())));
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    @Override
    public long progressNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        thread.shutdownNow(); // a question to a service on the way is given up
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

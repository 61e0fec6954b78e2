package onecard.hal.sim;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.Entry;
import onecard.hal.Entry.Key;
import onecard.hal.Keypad;

/// A keypad that is typed on by calling it, on a thread of its own.
public final class SimKeypad implements Keypad {

    private final String name;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private final Entry entry = new Entry(); // of the thread
    private Consumer<DeviceEvent> events = _ -> {};

    public SimKeypad(String name, LongSupplier nanos) {
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

    /// Somebody presses these keys.
    ///
    /// @param keys digits, `#` and `*`
    public void type(String keys) {
        thread.execute(() -> keys.chars().forEach(this::press));
    }

    private void press(int key) {
        long now = nanos.getAsLong();
        entry.press(key(key), now)
                .ifPresent(
                        digits -> events.accept(new DeviceEvent.DigitsEntered(name, digits, now)));
    }

    private static Key key(int key) {
        return switch (key) {
            case '#' -> new Key.End();
            case '*' -> new Key.Clear();
            default -> {
                if (key < '0' || key > '9') {
                    throw new IllegalArgumentException("no key: " + Character.toString(key));
                }
                yield new Key.Digit(key - '0');
            }
        };
    }

    /// The cable is pulled.
    public void lose() {
        thread.execute(
                () -> {
                    entry.clear();
                    events.accept(new DeviceEvent.ReaderLost(name, "unplugged", nanos.getAsLong()));
                });
    }

    /// The cable is back.
    public void giveBack() {
        thread.execute(() -> events.accept(new DeviceEvent.ReaderBack(name, nanos.getAsLong())));
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    @Override
    public long progressNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

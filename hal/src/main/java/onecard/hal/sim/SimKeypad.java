package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.Entry;
import onecard.hal.Entry.Key;
import onecard.hal.Keypad;

/// A keypad that is typed on by calling it, on a thread of its own.
public final class SimKeypad implements Keypad, SimPart {

    private final String name;
    private final LongSupplier nanos;
    private final SimThread thread;
    private final Entry entry = new Entry(); // of the thread

    public SimKeypad(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.thread = new SimThread(name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        thread.open(listener);
    }

    /// Somebody presses these keys.
    ///
    /// @param keys digits, `#` and `*`
    public void type(String keys) {
        thread.run(() -> keys.chars().forEach(this::press));
    }

    private void press(int key) {
        if (thread.isLost()) {
            return;
        }
        long now = nanos.getAsLong();
        entry.press(key(key), now)
                .ifPresent(
                        whole ->
                                thread.tell(
                                        new DeviceEvent.DigitsEntered(
                                                name, whole.digits(), whole.pressedNanos(), now)));
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

    /// What was begun goes with the cable.
    @Override
    public void lose() {
        thread.run(entry::clear);
        thread.lose();
    }

    @Override
    public void giveBack() {
        thread.giveBack();
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}

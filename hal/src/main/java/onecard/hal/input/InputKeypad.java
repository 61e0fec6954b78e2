package onecard.hal.input;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.DigitsEntered;
import onecard.hal.Entry;
import onecard.hal.Keypad;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.DeviceThread.Opening;
import onecard.hal.linux.ReaderPresence;

/// A keypad that the kernel knows as an input device: a USB number pad, or keys on lines of the
/// board. Its digits, and those of a row of keys above letters, mean the same.
public final class InputKeypad implements Keypad {

    /// Between two signs of life to the watchdog.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int CHUNK_BYTES = 16 * KeyEvents.EVENT_BYTES;

    private final String name;
    private final LongSupplier nanos;
    private final DeviceThread<InputDevice> thread;

    /// @param device a path that survives re-plugging, such as `/dev/input/by-id/..-event-kbd`
    public InputKeypad(String name, Path device, LongSupplier nanos) {
        this(name, () -> InputDevice.open(device), nanos);
    }

    InputKeypad(String name, Opening<InputDevice> opening, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.thread = new DeviceThread<>("reader-" + name, opening, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        thread.start(
                new ReaderPresence(name, events), (device, ready) -> serve(device, ready, events));
    }

    private void serve(InputDevice device, Runnable ready, Consumer<DeviceEvent> events)
            throws DeviceException {
        ready.run();
        var keys = new KeyEvents();
        var entry = new Entry();
        var chunk = new byte[CHUNK_BYTES];
        try {
            while (true) {
                int count = device.read(chunk, IDLE);
                long now = nanos.getAsLong();
                thread.progressed();
                var told = keys.feed(chunk, count);
                Arrays.fill(chunk, (byte) 0);
                if (told.dropped()) {
                    entry.spoil(now);
                }
                for (var key : told.keys()) {
                    entry.press(key, now)
                            .ifPresent(
                                    whole ->
                                            events.accept(
                                                    new DigitsEntered(
                                                            name,
                                                            whole.digits(),
                                                            whole.pressedNanos(),
                                                            now)));
                    thread.progressed(); // an entry costs a look-up
                }
            }
        } finally {
            entry.clear();
        }
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

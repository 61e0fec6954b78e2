package onecard.hal.iio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.Bands;
import onecard.hal.Contact;
import onecard.hal.SupervisedLine;
import onecard.hal.SupervisedLine.Measured;

/// The supervised inputs on analogue-digital converters of the board. One platform thread measures
/// them all in turn, at most fifty times a second: a converter tells nothing by itself. Built and
/// closed by one thread.
public final class IioBoard implements AutoCloseable {

    /// Where Linux has converters.
    public static final Path DEVICES = Path.of("/sys/bus/iio/devices");

    /// Between two rounds. A round takes some milliseconds a channel on slow converters; with a
    /// debounce of 300 ms whatever is active for 400 ms counts still.
    static final Duration PERIOD = Duration.ofMillis(20);

    private final Path devices;
    private final LongSupplier nanos;
    private final List<IioContact> contacts = new ArrayList<>();
    private final AtomicLong progress = new AtomicLong();
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /// @param devices [#DEVICES], or a folder like it
    public IioBoard(Path devices, LongSupplier nanos) {
        this.devices = devices;
        this.nanos = nanos;
    }

    /// An input; a converter that is not there is looked for at each round, and the contact is lost
    /// meanwhile.
    ///
    /// @param device label or name of its converter
    /// @param debounce how long a state must stay to count
    public Contact contact(
            String name, String device, int channel, Bands bands, Duration debounce) {
        var contact =
                new IioContact(
                        name,
                        new IioChannel(devices, device, channel),
                        new SupervisedLine(name, bands, debounce),
                        nanos);
        contacts.add(contact);
        return contact;
    }

    /// Whether there is anything to measure.
    public boolean isWanted() {
        return !contacts.isEmpty();
    }

    /// What a channel measures now, beside a daemon that measures it too.
    public static Measured look(Path devices, String device, int channel) {
        return new IioChannel(devices, device, channel).measure();
    }

    /// Begins to measure, if there is anything.
    public void start() {
        progress.set(nanos.getAsLong());
        if (!isWanted()) {
            return;
        }
        thread = Thread.ofPlatform().name("converters").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                poll();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
    }

    /// One round over all contacts.
    void poll() {
        for (var contact : contacts) {
            contact.poll();
            progress.set(nanos.getAsLong());
        }
    }

    /// Nanoseconds on the monotonic clock when the thread last made progress; the watchdog's view.
    public long progressNanos() {
        return progress.get();
    }

    /// Idempotent; returns once the thread is gone, at most 1 s.
    @Override
    public void close() {
        contacts.forEach(IioContact::close);
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

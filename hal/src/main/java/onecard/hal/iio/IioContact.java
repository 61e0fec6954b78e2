package onecard.hal.iio;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.SupervisedLine;

/// A supervised input on a converter's channel. Guarded by its own lock; told on the thread of the
/// converters, except for the first level.
final class IioContact implements Contact {

    private final String name;
    private final IioChannel channel;
    private final SupervisedLine line;
    private final LongSupplier nanos;
    private Optional<Consumer<DeviceEvent>> events = Optional.empty();

    IioContact(String name, IioChannel channel, SupervisedLine line, LongSupplier nanos) {
        this.name = name;
        this.channel = channel;
        this.line = line;
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void open(Consumer<DeviceEvent> listener) {
        events = Optional.of(listener);
        listener.accept(line.first(channel.measure(), nanos.getAsLong()));
    }

    @Override
    public synchronized boolean active() {
        return line.active();
    }

    /// Measures, and tells what has changed.
    synchronized void poll() {
        if (events.isEmpty()) {
            return;
        }
        var measured = channel.measure();
        line.next(measured, nanos.getAsLong()).ifPresent(events.get());
    }

    @Override
    public synchronized void close() {
        events = Optional.empty();
    }
}

package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.Relay;

/// A bench of a board's own ports. Contacts tell on their drivers' threads; the rest is of the
/// walk's.
public final class LineBench implements Bench {

    /// How often a relay that is on is looked at.
    private static final Duration LOOK = Duration.ofMillis(5);

    /// A relay that has not dropped so long after its end never will.
    private static final Duration OVERTIME = Duration.ofSeconds(2);

    private final Map<String, Relay> relays;
    private final LongSupplier nanos;
    private final Consumer<Duration> passing;
    private final PulseTrace trace;
    private final Map<String, Level> levels = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();

    /// How long a line was on, as the line's own record has it.
    @FunctionalInterface
    public interface PulseTrace {
        /// Of no line.
        PulseTrace NONE = (_, _) -> Duration.ZERO;

        /// Zero where it has none.
        ///
        /// @param sinceNanos when the pulse began, on the monotonic clock
        Duration since(String relay, long sinceNanos);

        /// Of lines that this one has, and of those that another has.
        default PulseTrace or(PulseTrace other) {
            return (relay, sinceNanos) -> {
                var own = since(relay, sinceNanos);
                return own.isZero() ? other.since(relay, sinceNanos) : own;
            };
        }
    }

    /// @param contacts not opened yet
    /// @param nanos the monotonic clock
    /// @param passing lets time pass
    public LineBench(
            Map<String, Relay> relays,
            Map<String, Contact> contacts,
            LongSupplier nanos,
            Consumer<Duration> passing,
            PulseTrace trace) {
        this.relays = Map.copyOf(relays);
        this.nanos = nanos;
        this.passing = passing;
        this.trace = trace;
        contacts.values().forEach(contact -> contact.open(this::told));
        changes.clear(); // the levels that all began with
    }

    private void told(DeviceEvent event) {
        switch (event) {
            case ContactChanged(var contact, var active, var at) ->
                    changed(new Change(contact, new Level.Known(active), at));
            case ContactLost(var contact, var loss, _, var at) ->
                    changed(new Change(contact, new Level.Lost(loss), at));
            case DeviceEvent.Counted _,
                    DeviceEvent.CardSeen _,
                    DeviceEvent.CardUnreadable _,
                    DeviceEvent.CardGone _,
                    DeviceEvent.CodeSeen _,
                    DeviceEvent.DigitsEntered _,
                    DeviceEvent.ReaderLost _,
                    DeviceEvent.ReaderBack _,
                    DeviceEvent.ReaderReset _,
                    DeviceEvent.RelayLost _,
                    DeviceEvent.RelayBack _ ->
                    throw new IllegalStateException("no contact tells " + event);
        }
    }

    private void changed(Change change) {
        levels.put(change.contact(), change.level());
        changes.add(change);
    }

    @Override
    public void pass(Duration time) {
        passing.accept(time);
    }

    @Override
    public Map<String, Level> levels() {
        return Map.copyOf(levels);
    }

    @Override
    public List<Change> changes() {
        var told = new ArrayList<Change>();
        for (var next = changes.poll(); next != null; next = changes.poll()) {
            told.add(next);
        }
        return told;
    }

    @Override
    public Pulse pulse(String name, Duration width) {
        var relay = relays.get(name);
        if (relay == null) {
            throw new IllegalArgumentException("no relay is named " + name);
        }
        long began = nanos.getAsLong();
        relay.release(began + width.toNanos(), "walk");
        long limit = began + width.plus(OVERTIME).toNanos();
        while (relay.energised() && nanos.getAsLong() < limit) {
            passing.accept(LOOK);
        }
        var seen = Duration.ofNanos(nanos.getAsLong() - began);
        relay.drop("walk");
        var traced = trace.since(name, began);
        return traced.isZero()
                ? new Pulse(began, width, seen, Source.DRIVER)
                : new Pulse(began, width, traced, Source.TRACE);
    }
}

package onecard.hal.sim;

import java.time.Duration;
import java.util.function.Consumer;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;

/// An input of the simulated board, pulled by writing `0` or `1` into `NAME.pull`; or, as a
/// meter's,
/// by `+` and how many pulses it has given so far. Guarded by its own lock.
public final class SimContact implements Contact {

    /// In one tick: far more than any meter gives, and little enough for the others' deadlines.
    private static final int PULSES_MAX = 1_000;

    private final SimBoard board;
    private final String name;
    private final boolean closedWhenHigh;
    private final Duration debounce;
    private Consumer<DeviceEvent> events = _ -> {};
    private boolean open;
    private boolean high;
    private boolean candidate;
    private long sinceNanos;
    private long given; // pulses

    SimContact(SimBoard board, String name, boolean closedWhenHigh, Duration debounce) {
        this.board = board;
        this.name = name;
        this.closedWhenHigh = closedWhenHigh;
        this.debounce = debounce;
        // Unpulled, a line rests where it means nothing is wrong: not active.
        high = level(!closedWhenHigh);
        candidate = high;
        given = pulses(); // before anybody counted
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void open(Consumer<DeviceEvent> listener) {
        events = listener;
        open = true;
        tell();
    }

    @Override
    public synchronized boolean active() {
        return high == closedWhenHigh;
    }

    synchronized void tick(long nowNanos) {
        long due = pulses();
        for (int i = 0; i < PULSES_MAX && given < due; i++) {
            given++;
            to(closedWhenHigh);
            to(!closedWhenHigh);
        }
        boolean now = level(candidate);
        if (now != candidate) {
            candidate = now;
            sinceNanos = nowNanos;
        }
        if (candidate != high && nowNanos - sinceNanos >= debounce.toNanos()) {
            to(candidate);
        }
    }

    private void to(boolean level) {
        high = level;
        candidate = level;
        board.changed(name, high, "pull");
        tell();
    }

    /// How many there are to be by now; what is no number of them is none.
    private long pulses() {
        var pulled = board.pulled(name);
        return pulled.matches("\\+[0-9]{1,9}") ? Long.parseLong(pulled.substring(1)) : 0;
    }

    private boolean level(boolean otherwise) {
        return switch (board.pulled(name)) {
            case "1" -> true;
            case "0" -> false;
            default -> otherwise;
        };
    }

    private void tell() {
        if (open) {
            events.accept(new DeviceEvent.ContactChanged(name, active(), board.nanos()));
        }
    }

    @Override
    public synchronized void close() {
        open = false;
    }
}

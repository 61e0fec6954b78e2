package onecard.hal.sim;

import java.time.Duration;
import java.util.function.Consumer;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;

/// An input of the simulated board, pulled by writing `0` or `1` into `NAME.pull`. Guarded by its
/// own lock.
public final class SimContact implements Contact {

    private final SimBoard board;
    private final String name;
    private final boolean closedWhenHigh;
    private final Duration debounce;
    private Consumer<DeviceEvent> events = _ -> {};
    private boolean open;
    private boolean high;
    private boolean candidate;
    private long sinceNanos;

    SimContact(SimBoard board, String name, boolean closedWhenHigh, Duration debounce) {
        this.board = board;
        this.name = name;
        this.closedWhenHigh = closedWhenHigh;
        this.debounce = debounce;
        // Unpulled, a line rests where it means nothing is wrong: not active.
        high = level(!closedWhenHigh);
        candidate = high;
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
        boolean now = level(candidate);
        if (now != candidate) {
            candidate = now;
            sinceNanos = nowNanos;
        }
        if (candidate != high && nowNanos - sinceNanos >= debounce.toNanos()) {
            high = candidate;
            board.changed(name, high, "pull");
            tell();
        }
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

package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CustomerDisplay;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayEvent.Back;
import onecard.hal.DisplayEvent.Lost;
import onecard.hal.DisplayText;

/// A customer display whose glass can be looked at, on a thread of its own.
public final class SimDisplay implements CustomerDisplay, SimPart {

    private final String name;
    private final Consumer<DisplayText> seen;
    private final SimDevice<DisplayEvent> thread;
    private boolean lit; // these of the thread
    private DisplayText wanted = DisplayText.BLANK;
    private volatile DisplayText glass = DisplayText.BLANK; // looked at by others

    public SimDisplay(String name, LongSupplier nanos) {
        this(name, _ -> {}, nanos);
    }

    /// @param seen given whatever comes to stand on the glass, on the display's thread
    public SimDisplay(String name, Consumer<DisplayText> seen, LongSupplier nanos) {
        this.name = name;
        this.seen = seen;
        this.thread = new SimDevice<>("display-" + name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DisplayEvent> events) {
        thread.run(() -> light(true));
        thread.open(events, now -> new Back(name, now));
    }

    @Override
    public void show(DisplayText text) {
        thread.run(
                () -> {
                    wanted = text;
                    light(lit);
                });
    }

    private void light(boolean on) {
        lit = on;
        var before = glass;
        glass = on ? wanted : DisplayText.BLANK;
        if (!glass.equals(before)) {
            seen.accept(glass);
        }
    }

    /// What a customer sees now. Any thread.
    public DisplayText glass() {
        return glass;
    }

    /// Its current goes with the cable.
    @Override
    public void lose() {
        thread.run(
                () -> {
                    light(false);
                    thread.tell(now -> new Lost(name, "unplugged", now));
                });
    }

    @Override
    public void giveBack() {
        thread.run(
                () -> {
                    light(true);
                    thread.tell(now -> new Back(name, now));
                });
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

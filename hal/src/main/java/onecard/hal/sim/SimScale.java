package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Load;
import onecard.hal.Scale;
import onecard.hal.ScaleChanges;
import onecard.hal.ScaleEvent;

/// A scale that is loaded by calling it, on a thread of its own. At first nothing lies on it.
public final class SimScale implements Scale, SimPart {

    private final String name;
    private final LongSupplier nanos;
    private final SimThread thread;

    // Of the thread.
    private final ScaleChanges changes;
    private Consumer<ScaleEvent> events = _ -> {};
    private Load load = new Load.Weight(0, true);
    private boolean lost;

    public SimScale(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.thread = new SimThread(name, nanos);
        this.changes = new ScaleChanges(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<ScaleEvent> listener) {
        thread.run(
                () -> {
                    events = listener;
                    back();
                });
    }

    /// From now on this lies on it.
    public void lay(Load next) {
        thread.run(
                () -> {
                    load = next;
                    if (!lost) {
                        tell();
                    }
                });
    }

    @Override
    public void lose() {
        thread.run(
                () -> {
                    lost = true;
                    events.accept(new ScaleEvent.Lost(name, "unplugged", nanos.getAsLong()));
                });
    }

    @Override
    public void giveBack() {
        thread.run(this::back);
    }

    private void back() {
        lost = false;
        changes.forget();
        events.accept(new ScaleEvent.Back(name, nanos.getAsLong()));
        tell();
    }

    private void tell() {
        changes.next(load, nanos.getAsLong()).ifPresent(events);
    }

    /// Whatever it says is a weight.
    @Override
    public long unreadable() {
        return 0;
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

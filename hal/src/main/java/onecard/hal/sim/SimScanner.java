package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.DeviceEvent;
import onecard.hal.Scanner;

/// A scanner that codes are shown to by calling it, on a thread of its own. It takes every showing
/// for a new one.
public final class SimScanner implements Scanner, SimPart {

    private final String name;
    private final SimThread thread;

    public SimScanner(String name, LongSupplier nanos) {
        this.name = name;
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

    /// A code is held to the window.
    public void show(byte[] code) {
        var shown = code.clone();
        thread.happens(now -> new DeviceEvent.CodeSeen(name, shown, now));
    }

    @Override
    public void lose() {
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
        thread.closeNow(); // a question to a service on the way is given up
    }
}

package onecard.hal.sim;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;

/// A camera that vehicles are driven before by calling it, on a thread of its own. What it reads,
/// and with which mistakes, whoever calls says.
public final class SimPlates implements PlateSource, SimPart {

    private final String name;
    private final LongSupplier nanos;
    private final SimDevice<PlateEvent> device;
    private boolean lost; // of the thread

    public SimPlates(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.device = new SimDevice<>("plates-" + name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<PlateEvent> listener) {
        device.open(listener, now -> new PlateEvent.Back(name, now));
    }

    /// A plate is read.
    ///
    /// @param plate in the form of [onecard.hal.PlateText]
    /// @param confidencePercent 0 to 100
    public void read(String plate, int confidencePercent) {
        var read = new PlateEvent.Read(name, plate, confidencePercent, nanos.getAsLong());
        device.run(
                () -> {
                    if (!lost) {
                        device.tell(_ -> read);
                    }
                });
    }

    @Override
    public void lose() {
        device.run(
                () -> {
                    lost = true;
                    device.tell(now -> new PlateEvent.Lost(name, "unplugged", now));
                });
    }

    @Override
    public void giveBack() {
        device.run(
                () -> {
                    lost = false;
                    device.tell(now -> new PlateEvent.Back(name, now));
                });
    }

    /// Whatever it says is a plate.
    @Override
    public long unreadable() {
        return 0;
    }

    @Override
    public long progressNanos() {
        return device.progressNanos();
    }

    @Override
    public void close() {
        device.close();
    }
}

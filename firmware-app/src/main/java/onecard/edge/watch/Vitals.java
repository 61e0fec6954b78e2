package onecard.edge.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import onecard.edge.watch.Liveness.Vital;

/// Who is watched: parts of the process, which must make progress or it ends, and devices, which
/// must be observed or nobody knows how they are. Filled while the daemon is put together.
public final class Vitals {

    private final BiConsumer<Device, Boolean> observed;
    private final List<Progress.Part> parts = new ArrayList<>();
    private final List<Vital> devices = new ArrayList<>();

    /// @param observed hears whether a device is, on the thread that looks
    public Vitals(BiConsumer<Device, Boolean> observed) {
        this.observed = observed;
    }

    public void part(String name, LongSupplier progressNanos) {
        parts.add(new Progress.Part(name, progressNanos));
    }

    public void device(Device.Kind kind, String name, LongSupplier progressNanos) {
        var device = new Device(kind, name);
        add(new Vital(device, progressNanos, it -> observed.accept(device, it)));
    }

    /// Whatever reads has a thread of its own, and is both.
    public void reader(String name, LongSupplier progressNanos) {
        part("reader-" + name, progressNanos);
        device(Device.Kind.READER, name, progressNanos);
    }

    public void add(Vital device) {
        devices.add(device);
    }

    /// @param nanos the monotonic clock
    public Progress progress(LongSupplier nanos) {
        return new Progress(parts, nanos);
    }

    public List<Vital> devices() {
        return devices;
    }
}

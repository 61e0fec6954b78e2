package onecard.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import onecard.edge.loop.Inbox;
import onecard.edge.loop.Stimulus;
import onecard.edge.watch.Device;
import onecard.edge.watch.Liveness.Vital;
import onecard.edge.watch.Progress;

/// Who is watched: parts of the process, which must make progress or it ends, and devices, which
/// must be observed or nobody knows how they are. Filled while the daemon is put together.
final class Vitals {

    private final Inbox inbox;
    private final List<Progress.Part> parts = new ArrayList<>();
    private final List<Vital> devices = new ArrayList<>();

    /// @param inbox hears whether a device is observed
    Vitals(Inbox inbox) {
        this.inbox = inbox;
    }

    void part(String name, LongSupplier progressNanos) {
        parts.add(new Progress.Part(name, progressNanos));
    }

    void device(Device.Kind kind, String name, LongSupplier progressNanos) {
        var device = new Device(kind, name);
        add(
                new Vital(
                        device,
                        progressNanos,
                        observed ->
                                inbox.offer(
                                        observed
                                                ? new Stimulus.Heard(device)
                                                : new Stimulus.Silent(device))));
    }

    /// Whatever reads has a thread of its own, and is both.
    void reader(String name, LongSupplier progressNanos) {
        part("reader-" + name, progressNanos);
        device(Device.Kind.READER, name, progressNanos);
    }

    void add(Vital device) {
        devices.add(device);
    }

    /// @param nanos the monotonic clock
    Progress progress(LongSupplier nanos) {
        return new Progress(parts, nanos);
    }

    List<Vital> devices() {
        return devices;
    }
}

package onecard.hal;

import java.util.function.Consumer;

/// A meter that gives a pulse for each so much that runs through it. Counts from 0 as it is opened,
/// on the thread of its driver: none is lost on the way to whoever is told, since what is told is
/// the sum.
public interface Meter extends AutoCloseable {

    String name();

    /// Starts counting. [DeviceEvent.ContactChanged] says that it is observed, from now on or
    /// again,
    /// [DeviceEvent.ContactLost] that it is not, and [DeviceEvent.Counted] how many there were;
    /// what
    /// it gives while it is not observed is not counted. Events come on the driver's thread.
    void open(Consumer<DeviceEvent> events);

    /// How many were counted. Any thread.
    long pulses();

    @Override
    void close();
}

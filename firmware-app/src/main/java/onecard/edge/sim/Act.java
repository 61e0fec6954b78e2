package onecard.edge.sim;

import java.util.function.Consumer;
import onecard.hal.sim.SimPart;

/// What is done to a simulated device.
///
/// @param to the kind of device that it can be done to
record Act<T extends SimPart>(Class<T> to, Consumer<T> deed) {

    boolean fits(SimPart device) {
        return to.isInstance(device);
    }

    /// @param device one that it [#fits]
    void on(SimPart device) {
        deed.accept(to.cast(device));
    }
}

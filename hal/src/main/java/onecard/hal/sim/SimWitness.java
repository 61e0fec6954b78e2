package onecard.hal.sim;

/// Who sees what simulated devices do. It is told by the device's own thread, or by the thread that
/// a panel is shown from, in the middle of what happens: it must not keep it.
@FunctionalInterface
public interface SimWitness {

    SimWitness NOBODY = (_, _) -> {};

    /// @param device its name
    void saw(String device, SimHappening happening);
}

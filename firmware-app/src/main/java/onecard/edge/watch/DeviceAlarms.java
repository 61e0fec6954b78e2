package onecard.edge.watch;

/// Tells the journal what an operator must know of the device itself. Any thread; told on the edge
/// only, once when it begins and once when it ends.
@FunctionalInterface
public interface DeviceAlarms {

    /// @param alarm its name in events
    void tell(String alarm, boolean active, String detail);
}

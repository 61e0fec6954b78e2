package onecard.edge.walk;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The board's lines, as the walk works on them; nobody else has them meanwhile. Used by one
/// thread.
public interface Bench {

    /// Lets so much time pass.
    void pass(Duration time);

    /// What every contact told last, by name.
    Map<String, Level> levels();

    /// What contacts told since the last call, in order.
    List<Change> changes();

    /// Energises a relay for so long, and looks on until it has dropped.
    Pulse pulse(String relay, Duration width);

    /// How long a relay was energised.
    ///
    /// @param atNanos when it was energised, on the monotonic clock
    /// @param asked for so long
    /// @param seen zero: it never was
    /// @param source who saw it
    record Pulse(long atNanos, Duration asked, Duration seen, Source source) {}

    /// Who saw how long an output was on.
    enum Source {
        /// The line's own record of its changes.
        TRACE,
        /// The driver, looked at every few milliseconds.
        DRIVER
    }
}

package onecard.edge.walk;

import java.time.Duration;
import java.util.Optional;

/// The machine's power, as its kernel and its journal tell of it.
public interface Power {

    /// What the kernel calls this boot, another after each; empty: it does not say.
    String boot();

    /// How long ago this boot began.
    Duration up();

    /// How long after its boot began another start of the daemon made its first record behind that
    /// place of the journal; empty: there was none.
    ///
    /// @param start what the journal calls the start that had come to that place
    Optional<Duration> firstRecord(long place, String start);
}

package onecard.edge.simulate;

import java.io.IOException;
import java.util.Optional;

/// What the site stands in, and can be cut off from. Called by any thread.
public interface World {

    void power(boolean on) throws InterruptedException;

    void network(boolean up);

    /// The daemon's clock is so many milliseconds off this machine's.
    void clock(long offsetMillis) throws IOException;

    /// Whether guests come by themselves; empty where none ever do.
    Optional<Boolean> guests();

    void guests(boolean come);
}

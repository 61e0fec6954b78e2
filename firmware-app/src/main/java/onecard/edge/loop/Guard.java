package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.visit.Difference;

/// Whoever watches a gate where visitors come and go: what they read, and have on paper. Told only
/// of what is durable. Called on the loop's thread; does not block.
@FunctionalInterface
public interface Guard {

    /// Nobody watches.
    Guard NONE = _ -> {};

    /// A visit is closed.
    ///
    /// @param point where
    /// @param dwell how long they were there; absent: nobody knows
    /// @param differences nothing: it is clean
    record Closed(
            String point,
            Token pass,
            Optional<Duration> dwell,
            List<Difference> differences,
            Instant at) {
        public Closed {
            differences = List.copyOf(differences);
        }
    }

    void closed(Closed visit);
}

package onecard.edge.loop;

import java.time.Instant;
import onecard.access.Token;
import onecard.edge.record.ClosedVisit;

/// Whoever watches a gate where visitors come and go: what they read, and have on paper. Told only
/// of what is durable. Called on the loop's thread; does not block.
@FunctionalInterface
public interface Guard {

    /// Nobody watches.
    Guard NONE = _ -> {};

    void closed(ClosedVisit visit);

    /// Somebody came in here, and at another device, by a pass that is good for fewer. Whoever
    /// watches visits being closed alone does nothing.
    default void usedTwice(UsedTwice twice) {}

    /// @param point where they came in
    /// @param device the other one
    record UsedTwice(String point, Token pass, String device, Instant at) {}
}

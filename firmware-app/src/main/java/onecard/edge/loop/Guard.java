package onecard.edge.loop;

import onecard.edge.record.ClosedVisit;

/// Whoever watches a gate where visitors come and go: what they read, and have on paper. Told only
/// of what is durable. Called on the loop's thread; does not block.
@FunctionalInterface
public interface Guard {

    /// Nobody watches.
    Guard NONE = _ -> {};

    void closed(ClosedVisit visit);
}

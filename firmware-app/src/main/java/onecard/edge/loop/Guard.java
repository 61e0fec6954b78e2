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

    /// Somebody left once more by a visit that is closed. Whoever watches visits being closed alone
    /// does nothing.
    default void leftAgain(LeftAgain again) {}

    /// The power went between a grant and its passage: they may be inside, or not. Whoever watches
    /// visits being closed alone does nothing.
    default void unseen(Unseen unseen) {}

    /// @param point where they left
    record LeftAgain(String point, Token pass, Instant at) {}

    /// @param point where they were let in
    /// @param many how many of them
    record Unseen(String point, Token pass, int many, Instant at) {}

    /// @param point where they came in
    /// @param device the other one
    record UsedTwice(String point, Token pass, String device, Instant at) {}
}

package onecard.point.turnstile;

import onecard.access.Direction;
import onecard.point.Cause;
import onecard.point.TapId;
import onecard.time.Mono;

/// A granted tap, or a press of the exit button, for which the lane has not opened yet.
///
/// @param by what asks for it
/// @param stage what it waits for
/// @param until when it waits no more
public record Grant(TapId tap, Direction way, Cause by, Stage stage, Mono until) {

    Grant waitingForLane(Mono limit) {
        return new Grant(tap, way, by, Stage.LANE, limit);
    }

    public enum Stage {
        /// The journal; when that takes too long it opens all the same, and says so.
        RECORD,
        /// The journal, because a right is used up; when that takes too long it never opens.
        RIGHT,
        /// The lane: it is open the other way, or closing.
        LANE
    }
}

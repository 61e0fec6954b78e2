package onecard.point.door;

import onecard.access.Direction;
import onecard.point.Cause;
import onecard.point.TapId;

/// A granted tap, or a press of the exit button, for which the lock has not opened yet.
///
/// @param by what asks for it
/// @param extended whoever it is for needs more time than others
/// @param recorded its record is durable, or it needs none
public record Grant(TapId tap, Direction way, Cause by, boolean extended, boolean recorded) {

    static Grant press(TapId press) {
        return new Grant(press, Direction.OUT, Cause.EXIT_BUTTON, false, true);
    }

    Grant withRecord() {
        return new Grant(tap, way, by, extended, true);
    }

    boolean isPress() {
        return by == Cause.EXIT_BUTTON;
    }

    boolean leaves() {
        return way == Direction.OUT;
    }
}

package onecard.point;

import java.util.Optional;
import onecard.access.Direction;

/// A granted tap, a press of the exit button, or an operator's command, for which the point has not
/// opened yet.
///
/// @param by what asks for it
/// @param extended whoever it is for needs more time than others
/// @param again an earlier tap of the same person ([Input.Granted]) whose outcome was not known
///     when it was granted
/// @param recorded its record is durable, or it needs none
public record Grant(
        TapId tap,
        Direction way,
        Cause by,
        boolean extended,
        Optional<TapId> again,
        boolean recorded) {

    /// A tap, whose record is on its way.
    public static Grant of(Input.Granted granted) {
        return new Grant(
                granted.tap(),
                granted.direction(),
                Cause.TAP,
                granted.extended(),
                granted.again(),
                false);
    }

    /// It needs no record, and leads out.
    public static Grant press(TapId press) {
        return new Grant(press, Direction.OUT, Cause.EXIT_BUTTON, false, Optional.empty(), true);
    }

    /// An operator's command, which is in the journal already.
    public static Grant ordered(TapId order, Direction way) {
        return new Grant(order, way, Cause.COMMAND, false, Optional.empty(), true);
    }

    public Grant withRecord() {
        return new Grant(tap, way, by, extended, again, true);
    }

    public boolean isPress() {
        return by == Cause.EXIT_BUTTON;
    }

    public boolean isOrder() {
        return by == Cause.COMMAND;
    }

    public boolean leaves() {
        return way == Direction.OUT;
    }
}

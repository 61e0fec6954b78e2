package onecard.point.turnstile;

import java.util.Optional;
import onecard.access.Direction;
import onecard.time.Mono;

/// What the lane is doing.
public sealed interface Phase {

    /// Shut both ways, wing or arm at home.
    record Idle() implements Phase {}

    /// Shut both ways, wing or arm not at home: forced, or stuck. It opens as ever.
    record Fault() implements Phase {}

    /// Open one way.
    ///
    /// @param until when it begins to close, unless somebody stands in it
    /// @param renewAt when its release is renewed, if it is not over by then
    record Open(Opening opening, Mono until, Mono renewAt) implements Phase {}

    /// Wing or arm on its way home.
    ///
    /// @param opening whose outcome is told when it is home; absent: it was open both ways
    record Closing(Optional<Opening> opening, Mono until) implements Phase {}

    /// Held open both ways by order, or still, because somebody stands in it.
    record Free() implements Phase {}

    /// Held open both ways by fire, whatever was ordered.
    record Fire() implements Phase {}

    /// As the drawing, the events and the birth message call it.
    default String name() {
        return switch (this) {
            case Idle() -> "idle";
            case Fault() -> "fault";
            case Open open -> open.opening().way() == Direction.IN ? "open_in" : "open_out";
            case Closing _ -> "closing";
            case Free() -> "free";
            case Fire() -> "fire";
        };
    }

    /// Of which the outcome is not told yet.
    default Optional<Opening> current() {
        return switch (this) {
            case Open(var opening, _, _) -> Optional.of(opening);
            case Closing(var opening, _) -> opening;
            case Idle(), Fault(), Free(), Fire() -> Optional.empty();
        };
    }

    /// The same, with more known of its opening.
    default Phase of(Opening next) {
        return switch (this) {
            case Open(_, var until, var renewAt) -> new Open(next, until, renewAt);
            case Closing(_, var until) -> new Closing(Optional.of(next), until);
            case Idle(), Fault(), Free(), Fire() -> this;
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Open(_, _, var renewAt) -> Optional.of(renewAt);
            case Closing(_, var until) -> Optional.of(until);
            case Idle(), Fault(), Free(), Fire() -> Optional.empty();
        };
    }
}

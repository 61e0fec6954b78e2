package onecard.point.turnstile;

import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the lane is doing.
public sealed interface Phase {

    /// Shut both ways.
    record Idle() implements Phase {}

    /// Open one way.
    ///
    /// @param passes whose passage is awaited, in this order; empty: nobody's any more
    /// @param last who passed last, or is assumed to have
    /// @param until when it begins to close, unless somebody stands in it
    /// @param stepped somebody has stepped in since it opened
    record Open(
            Direction way, List<TapId> passes, Optional<TapId> last, Mono until, boolean stepped)
            implements Phase {
        public Open {
            passes = List.copyOf(passes);
        }
    }

    /// Wing or arm on its way home; whoever passes now came behind `last`.
    record Closing(Direction way, Optional<TapId> last, Mono until) implements Phase {}

    /// Held open both ways by order, or still, because somebody stands in it.
    record Free() implements Phase {}

    /// Held open both ways by fire, whatever was ordered.
    record Fire() implements Phase {}

    /// As the drawing, the events and the birth message call it.
    default String name() {
        return switch (this) {
            case Idle() -> "idle";
            case Open open -> open.way() == Direction.IN ? "open_in" : "open_out";
            case Closing _ -> "closing";
            case Free() -> "free";
            case Fire() -> "fire";
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Open open -> Optional.of(open.until());
            case Closing(_, _, var until) -> Optional.of(until);
            case Idle(), Free(), Fire() -> Optional.empty();
        };
    }
}

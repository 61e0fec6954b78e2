package onecard.point.meeting;

import java.util.Optional;
import java.util.Set;
import onecard.point.TapId;
import onecard.time.Mono;

/// What a desk is at.
public sealed interface Phase {

    /// Nothing is on its way, and nothing was told of late.
    record Idle() implements Phase {}

    /// Signs are on their way to the journal; nobody of them is told yet. A second one does not
    /// wait for the first: a desk may have several readers, and no queue.
    ///
    /// @param taps by which they were made; never none
    record Recording(Set<TapId> taps) implements Phase {
        public Recording {
            taps = Set.copyOf(taps);
        }
    }

    /// Somebody was told.
    ///
    /// @param until that stands
    record Shown(Mono until) implements Phase {}

    /// As the drawing and the events call it.
    default String name() {
        return switch (this) {
            case Idle() -> "idle";
            case Recording _ -> "recording";
            case Shown _ -> "shown";
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Shown(var until) -> Optional.of(until);
            case Idle(), Recording _ -> Optional.empty();
        };
    }
}

package onecard.point;

import java.util.Optional;
import onecard.time.Mono;

/// The exit button's standing.
public sealed interface Button {

    /// None fitted, or no level seen since start.
    record Unseen() implements Button {}

    record Up() implements Button {}

    /// @param stuckAt held until then, it is no finger any more
    record Down(Mono stuckAt) implements Button {}

    /// Told as an alarm once; opens nothing until it was let go.
    record Stuck() implements Button {}

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Down(var stuckAt) -> Optional.of(stuckAt);
            case Unseen _, Up _, Stuck _ -> Optional.empty();
        };
    }
}

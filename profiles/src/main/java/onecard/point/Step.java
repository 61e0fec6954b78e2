package onecard.point;

import java.util.List;
import java.util.Optional;
import onecard.time.Mono;

/// One step of a machine.
///
/// @param effects to run in this order
/// @param wake when to send [Input.Due]; replaces the point's earlier one, absent cancels it
public record Step<S>(S next, List<Effect> effects, Optional<Mono> wake) {
    public Step {
        effects = List.copyOf(effects);
    }
}

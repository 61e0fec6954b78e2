package onecard.hal.serial;

import java.util.Optional;
import onecard.hal.Load;

/// Believes that a weight is stable once the scale said so twice in a row, of the same weight: its
/// lines have no checksum, and `1.234kg` with a byte lost is a good `1.24kg`. Said once, it counts
/// as moving, which nobody charges; the second time comes within 100 ms. Pure; owned by one
/// thread.
final class TwiceSaid {

    private Optional<Load> last = Optional.empty();

    /// What to believe of this.
    Load hear(Load load) {
        boolean again = last.equals(Optional.of(load));
        last = Optional.of(load);
        return switch (load) {
            case Load.Weight(var grams, var stable) -> new Load.Weight(grams, stable && again);
            case Load.Over _, Load.Under _ -> load;
        };
    }
}

package onecard.point;

import java.util.Locale;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;

/// What people or a schedule want a point to be.
///
/// @param posture normal, free, lockdown or disabled
/// @param cause who ordered it
public record Order(Posture posture, Cause cause) {

    /// How a machine hears of it.
    ///
    /// @param order names it
    public Input input(TapId order) {
        return switch (posture) {
            case NORMAL -> new Input.Normal(order, cause);
            case FREE -> new Input.Free(order, cause);
            case LOCKDOWN -> new Input.Lockdown(order, cause);
            case DISABLED -> new Input.Disabled(order, cause);
            case FIRE -> throw new IllegalStateException("nobody orders a fire");
        };
    }

    /// What whoever waits to come in is told while this keeps them out; empty: it does not.
    public Optional<Reason> turnsAway() {
        return switch (posture) {
            case LOCKDOWN -> Optional.of(Reason.LOCKDOWN);
            case DISABLED -> Optional.of(Reason.POINT_DISABLED);
            case NORMAL, FREE, FIRE -> Optional.empty();
        };
    }

    /// The name of a point that keeps everybody out, and otherwise `name`.
    public String named(String name) {
        return turnsAway().isPresent() ? posture.name().toLowerCase(Locale.ROOT) : name;
    }
}

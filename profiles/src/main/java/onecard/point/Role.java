package onecard.point;

import java.util.Optional;

/// What a contact means to the point it belongs to.
public sealed interface Role {

    /// The door contact; active while the leaf is in its frame.
    record Leaf() implements Role {}

    record ExitButton() implements Role {}

    /// The fire alarm's contact.
    record Fire() implements Role {}

    /// A lane's sensor.
    record Sensing(Sensor sensor) implements Role {}

    /// The input for a level of this contact.
    ///
    /// @param cause names it if it moves the point
    default Input input(boolean active, TapId cause) {
        return switch (this) {
            case Leaf() -> active ? new Input.Closed() : new Input.Opened();
            case ExitButton() -> active ? new Input.ExitPressed(cause) : new Input.ExitReleased();
            case Fire() -> active ? new Input.FireRaised(cause) : new Input.FireCleared();
            case Sensing(var sensor) -> new Input.Sensed(sensor, active);
        };
    }

    /// The input for `contact`, in this role, not being observed any more. A broken fire line is a
    /// fault, not a fire.
    default Input lost(String contact) {
        return switch (this) {
            case Leaf() -> new Input.ContactLost();
            case Sensing(var sensor) -> new Input.SensorLost(sensor);
            case ExitButton(), Fire() -> new Input.LineLost(contact);
        };
    }

    /// The input for `contact` being observed again, before its level; empty where the level
    /// itself says so.
    default Optional<Input> back(String contact) {
        return switch (this) {
            case Leaf(), Sensing _ -> Optional.empty();
            case ExitButton(), Fire() -> Optional.of(new Input.LineBack(contact));
        };
    }

    /// What a point moves by when this contact changes.
    default Cause cause() {
        return switch (this) {
            case Leaf(), Sensing _ -> Cause.CONTACT;
            case ExitButton() -> Cause.EXIT_BUTTON;
            case Fire() -> Cause.FIRE;
        };
    }
}

package onecard.point.door;

import java.util.Optional;
import onecard.access.Direction;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the door is doing.
public sealed interface Phase {

    /// Locked, and shut as far as anybody sees.
    record Secure() implements Phase {}

    /// Granted; the journal may take until then.
    record Recording(TapId tap, Direction direction, Mono until) implements Phase {}

    /// The lock is energised.
    ///
    /// @param tap whose passage is awaited; absent after the exit button, or where nobody could see
    ///     it
    /// @param until when an opening begins to be forced. The lock drops earlier, by what the
    ///     contact takes to tell
    /// @param second a later tap that will extend it, once it is in the journal
    record Released(Optional<TapId> tap, Mono until, Optional<Recording> second) implements Phase {
        Released(Optional<TapId> tap, Mono until) {
            this(tap, until, Optional.empty());
        }

        Released with(Optional<Recording> next) {
            return new Released(tap, until, next);
        }
    }

    /// The exit button was pressed where the leaf opens by its own handle: opening is no alarm.
    record Shunted(Mono until) implements Phase {}

    record Open(Mono warnAt, Mono limit) implements Phase {}

    /// Open for so long that the local warning sounds.
    record Warned(Mono limit) implements Phase {}

    record HeldOpen() implements Phase {}

    /// Opened without a release.
    record Forced() implements Phase {}

    /// Held unlocked by order.
    record Free(boolean open) implements Phase {}

    /// Held unlocked by fire, whatever was ordered.
    record Fire(boolean open) implements Phase {}

    /// As the drawing, the events and the birth message call it.
    default String name() {
        return switch (this) {
            case Secure() -> "secure";
            case Recording _ -> "recording";
            case Released _ -> "released";
            case Shunted _ -> "shunted";
            case Open _ -> "open";
            case Warned _ -> "warned";
            case HeldOpen() -> "held_open";
            case Forced() -> "forced";
            case Free _ -> "free";
            case Fire _ -> "fire";
        };
    }

    /// As the contact told last.
    default boolean isOpen() {
        return switch (this) {
            case Open _, Warned _, HeldOpen _, Forced _ -> true;
            case Free(var open) -> open;
            case Fire(var open) -> open;
            case Secure _, Recording _, Released _, Shunted _ -> false;
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Recording(_, _, var until) -> Optional.of(until);
            case Released(_, var until, var second) ->
                    second.map(Recording::until)
                            .filter(record -> record.compareTo(until) < 0)
                            .or(() -> Optional.of(until));
            case Shunted(var until) -> Optional.of(until);
            case Open(var warnAt, _) -> Optional.of(warnAt);
            case Warned(var limit) -> Optional.of(limit);
            case Secure _, HeldOpen _, Forced _, Free _, Fire _ -> Optional.empty();
        };
    }
}

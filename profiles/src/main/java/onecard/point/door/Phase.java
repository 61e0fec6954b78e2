package onecard.point.door;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.point.TapId;
import onecard.time.Mono;

/// What the door is doing.
public sealed interface Phase {

    /// Locked, and shut as far as anybody sees.
    record Secure() implements Phase {}

    /// The lock is energised.
    ///
    /// @param awaited the taps it was opened for, whose outcome the contact will tell; nobody's
    ///     after the exit button, or where nobody could see it
    /// @param until when an opening begins to be forced. The lock drops earlier, by what the
    ///     contact takes to tell
    /// @param extended somebody of those it was opened for needs more time than others
    /// @param shunt until when an opening is no alarm in any case, for the sake of whoever pressed
    ///     the exit button
    record Released(List<TapId> awaited, Mono until, boolean extended, Optional<Mono> shunt)
            implements Phase {
        public Released {
            awaited = List.copyOf(awaited);
        }

        static Released until(Mono until, boolean extended, Optional<Mono> shunt) {
            return new Released(List.of(), until, extended, shunt);
        }

        /// For somebody else too.
        Released longer(Mono end, boolean more) {
            return new Released(awaited, Mono.later(until, end), extended || more, shunt);
        }

        Released awaiting(TapId tap) {
            var more = Stream.concat(awaited.stream(), Stream.of(tap)).toList();
            return new Released(more, until, extended, shunt);
        }

        Released shunted(Mono end) {
            return new Released(awaited, until, extended, Optional.of(end));
        }

        Released unwatched() {
            return new Released(List.of(), until, extended, shunt);
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
            case Secure _, Released _, Shunted _ -> false;
        };
    }

    /// Of which the outcome is not told yet.
    default List<TapId> awaited() {
        return switch (this) {
            case Released(var awaited, _, _, _) -> awaited;
            case Secure _, Shunted _, Open _, Warned _, HeldOpen _, Forced _, Free _, Fire _ ->
                    List.of();
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Released(_, var until, _, _) -> Optional.of(until);
            case Shunted(var until) -> Optional.of(until);
            case Open(var warnAt, _) -> Optional.of(warnAt);
            case Warned(var limit) -> Optional.of(limit);
            case Secure _, HeldOpen _, Forced _, Free _, Fire _ -> Optional.empty();
        };
    }
}

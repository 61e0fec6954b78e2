package onecard.point.turnstile;

import java.util.Optional;
import onecard.time.Mono;

/// Whether somebody stands where wing or arm moves, as far as anybody knows.
public sealed interface Safety {

    /// The sensor says that nobody does, or none is fitted.
    record Clear() implements Safety {}

    /// The sensor says so.
    ///
    /// @param blockedAt occupied until then, it is an alarm
    record Occupied(Mono blockedAt) implements Safety {}

    /// Told as an alarm once; still occupied.
    record Blocked() implements Safety {}

    /// The sensor is not observed, and something told of somebody not long ago.
    ///
    /// @param until nobody is taken to stand there any longer
    record Taken(Mono until) implements Safety {}

    /// The sensor is not observed, and nothing tells of anybody.
    record Unseen() implements Safety {}

    /// The lane must not close.
    default boolean isOccupied() {
        return switch (this) {
            case Occupied _, Blocked _, Taken _ -> true;
            case Clear _, Unseen _ -> false;
        };
    }

    /// Seen to be occupied.
    default boolean isActive() {
        return switch (this) {
            case Occupied _, Blocked _ -> true;
            case Clear _, Taken _, Unseen _ -> false;
        };
    }

    /// Where nobody looks, whatever else tells of somebody counts: they are taken to stand there.
    default Safety signed(Mono until) {
        return switch (this) {
            case Unseen _ -> new Taken(until);
            case Taken(var before) -> new Taken(before.compareTo(until) > 0 ? before : until);
            case Clear _, Occupied _, Blocked _ -> this;
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Occupied(var blockedAt) -> Optional.of(blockedAt);
            case Taken(var until) -> Optional.of(until);
            case Clear _, Blocked _, Unseen _ -> Optional.empty();
        };
    }
}

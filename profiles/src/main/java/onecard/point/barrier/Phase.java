package onecard.point.barrier;

import java.util.Optional;
import onecard.time.Mono;

/// What the arm is doing.
public sealed interface Phase {

    /// Not seen down since the start, and not moved since.
    record Unknown() implements Phase {}

    /// Down, as far as anybody sees.
    record Down() implements Phase {}

    /// On its way up.
    ///
    /// @param until when it must have got there
    /// @param kept its output to raise stays on for whoever is under it: it has not stayed up
    ///     without
    record Raising(Crossing crossing, Mono until, boolean kept) implements Phase {}

    /// Up; the vehicle may drive in.
    ///
    /// @param until when it may not any more
    record Open(Crossing crossing, Mono until) implements Phase {}

    /// Up, and a vehicle is on the safety loop, or nobody can say that none is.
    ///
    /// @param kept as for [Raising], or for an order or a fire that is over
    record Occupied(Crossing crossing, boolean kept) implements Phase {}

    /// Up, and the safety loop is free again.
    ///
    /// @param until when it has been for long enough
    record Clear(Crossing crossing, Mono until) implements Phase {}

    /// On its way down.
    ///
    /// @param until when it must have got there
    record Lowering(Crossing crossing, Mono until) implements Phase {}

    /// Not down, and nobody raised it here: a remote, a hand, or a vehicle did.
    record Forced() implements Phase {}

    /// It did not come down. It was raised again, once, and stays so.
    ///
    /// @param until when it must have got up; absent: it has, or has had its time
    record Fault(Optional<Mono> until) implements Phase {}

    /// Held up by order.
    ///
    /// @param until when it must have got there; absent: it has, or that it has not is told
    record Free(Optional<Mono> until) implements Phase {}

    /// Held up by fire, whatever was ordered.
    ///
    /// @param until as for [Free]
    record Fire(Optional<Mono> until) implements Phase {}

    /// As the drawing, the events and the birth message call it.
    default String name() {
        return switch (this) {
            case Unknown() -> "unknown";
            case Down() -> "down";
            case Raising _ -> "raising";
            case Open _ -> "open";
            case Occupied _ -> "occupied";
            case Clear _ -> "clear";
            case Lowering _ -> "lowering";
            case Forced() -> "forced";
            case Fault _ -> "fault";
            case Free _ -> "free";
            case Fire _ -> "fire";
        };
    }

    /// The output to raise is on for as long as this lasts. [Barrier] lets it go when a phase that
    /// does not want it follows.
    default boolean isKept() {
        return switch (this) {
            case Raising(_, _, var kept) -> kept;
            case Occupied(_, var kept) -> kept;
            case Free _, Fire _ -> true;
            case Unknown(), Down(), Open _, Clear _, Lowering _, Forced(), Fault _ -> false;
        };
    }

    default Optional<Crossing> current() {
        return switch (this) {
            case Raising(var crossing, _, _) -> Optional.of(crossing);
            case Open(var crossing, _) -> Optional.of(crossing);
            case Occupied(var crossing, _) -> Optional.of(crossing);
            case Clear(var crossing, _) -> Optional.of(crossing);
            case Lowering(var crossing, _) -> Optional.of(crossing);
            case Unknown(), Down(), Forced(), Fault _, Free _, Fire _ -> Optional.empty();
        };
    }

    /// The same, with more known of its crossing.
    default Phase of(Crossing next) {
        return switch (this) {
            case Raising(_, var until, var kept) -> new Raising(next, until, kept);
            case Open(_, var until) -> new Open(next, until);
            case Occupied(_, var kept) -> new Occupied(next, kept);
            case Clear(_, var until) -> new Clear(next, until);
            case Lowering(_, var until) -> new Lowering(next, until);
            case Unknown(), Down(), Forced(), Fault _, Free _, Fire _ -> this;
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Raising(_, var until, _) -> Optional.of(until);
            case Open(_, var until) -> Optional.of(until);
            case Clear(_, var until) -> Optional.of(until);
            case Lowering(_, var until) -> Optional.of(until);
            case Free(var until) -> until;
            case Fire(var until) -> until;
            case Fault(var until) -> until;
            case Unknown(), Down(), Occupied _, Forced() -> Optional.empty();
        };
    }
}

package onecard.point.barrier;

import static onecard.point.Effects.all;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Output;
import onecard.time.Moment;

/// How the arm is moved. Only here is a line switched; no two are on at once.
public sealed interface Drive {

    /// By pulses to the barrier's own controller, which runs the motor.
    ///
    /// @param width how long each lasts, 50..2,000 ms; shorter ones than a controller wants go
    ///     unheard
    /// @param outputs what is wired: to raise, and where it is, to lower and to stop. Without the
    ///     one to lower, the controller brings the arm down itself
    record Pulses(Duration width, Set<Output> outputs) implements Drive {
        public Pulses {
            outputs = Set.copyOf(outputs);
            BarrierProfile.within("width", width, Duration.ofMillis(50), Duration.ofMillis(2_000));
            if (!outputs.contains(Output.RAISE)
                    || !EnumSet.of(Output.RAISE, Output.LOWER, Output.STOP).containsAll(outputs)) {
                throw new IllegalArgumentException(
                        "outputs must be raise, and lower and stop if wired, but was " + outputs);
            }
        }

        private List<Effect> pulse(Output output, Moment now) {
            return alone(output, new Release(output, now.plus(width)));
        }

        private List<Effect> alone(Output output, Effect then) {
            var others = EnumSet.copyOf(outputs);
            others.remove(output);
            return all(others.stream().map(Relock::new).toList(), then);
        }
    }

    /// By one output that is on for as long as the arm is to be up: when it drops, the arm comes
    /// down.
    record Held() implements Drive {}

    default Set<Output> moves() {
        return switch (this) {
            case Pulses(_, var outputs) -> outputs;
            case Held() -> Set.of(Output.RAISE);
        };
    }

    /// Whether it can bring the arm down.
    default boolean lowers() {
        return this instanceof Held || moves().contains(Output.LOWER);
    }

    default List<Effect> raise(Cause by, Moment now) {
        return switch (this) {
            case Pulses pulses -> pulses.pulse(Output.RAISE, now);
            case Held() -> List.of(new Hold(Output.RAISE, by));
        };
    }

    default List<Effect> lower(Moment now) {
        return switch (this) {
            case Pulses pulses -> pulses.pulse(Output.LOWER, now);
            case Held() -> List.of(new Relock(Output.RAISE));
        };
    }

    /// Motor off, wherever the arm is; where that cannot be said, it is left to the controller.
    default List<Effect> stop(Moment now) {
        return switch (this) {
            case Pulses pulses when pulses.outputs().contains(Output.STOP) ->
                    pulses.pulse(Output.STOP, now);
            case Pulses _, Held() -> List.of();
        };
    }

    /// Up, and kept from coming down whoever else asks the controller for it.
    default List<Effect> hold(Cause by) {
        var hold = new Hold(Output.RAISE, by);
        return switch (this) {
            case Pulses pulses -> pulses.alone(Output.RAISE, hold);
            case Held() -> List.of(hold);
        };
    }

    /// Not kept up any longer; the arm stays where it is.
    default List<Effect> unhold() {
        return switch (this) {
            case Pulses _ -> List.of(new Relock(Output.RAISE));
            case Held() -> List.of();
        };
    }

    /// The arm is down, whatever was wanted: nothing is wanted any more.
    default List<Effect> rest() {
        return switch (this) {
            case Pulses _ -> List.of();
            case Held() -> List.of(new Relock(Output.RAISE));
        };
    }
}

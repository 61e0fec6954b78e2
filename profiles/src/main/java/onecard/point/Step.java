package onecard.point;

import static onecard.point.Effects.all;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import onecard.time.Mono;

/// One step of a machine.
///
/// @param effects to run in this order
/// @param wake when to send [Input.Due]; replaces the point's earlier one, absent cancels it
public record Step<S>(S next, List<Effect> effects, Optional<Mono> wake) {
    public Step {
        effects = List.copyOf(effects);
    }

    /// One step after another, as one.
    public static <S> Step<S> then(Step<S> first, Function<S, Step<S>> second) {
        var step = second.apply(first.next());
        return new Step<>(step.next(), all(first.effects(), step.effects()), step.wake());
    }

    /// This effect, and then the step's own.
    public static <S> Step<S> first(Effect effect, Step<S> then) {
        return first(List.of(effect), then);
    }

    /// These effects, and then the step's own.
    public static <S> Step<S> first(List<Effect> effects, Step<S> then) {
        return new Step<>(then.next(), all(effects, then.effects()), then.wake());
    }
}

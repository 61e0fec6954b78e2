package onecard.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.access.Posture;
import onecard.time.Moment;

/// A machine with a bug planted: what looks for bugs must find it.
public record Twisted<S>(Point<S> honest, Twist<S> twist) implements Point<S> {

    /// What it does in place of the honest step.
    @FunctionalInterface
    public interface Twist<S> {
        Step<S> step(Point<S> honest, S state, Input input, Moment now);
    }

    @Override
    public S initial() {
        return honest.initial();
    }

    @Override
    public Step<S> step(S state, Input input, Moment now) {
        return twist.step(honest, state, input, now);
    }

    @Override
    public Posture posture(S state) {
        return honest.posture(state);
    }

    @Override
    public String name(S state) {
        return honest.name(state);
    }

    /// The same step, and these effects after its own.
    public static <S> Step<S> with(Step<S> step, Effect... more) {
        return new Step<>(step.next(), Effects.all(step.effects(), more), step.wake());
    }

    /// The same step without such effects.
    public static <S> Step<S> without(Step<S> step, Predicate<Effect> some) {
        List<Effect> fewer = new ArrayList<>(step.effects());
        fewer.removeIf(some);
        return new Step<>(step.next(), fewer, step.wake());
    }

    // --- bugs that any machine may have ---

    /// Takes each timer for the one that is due.
    public static <S> Step<S> actsOnAStaleTimer(Point<S> honest, S state, Input input, Moment now) {
        var wake = nothing(honest, state, now).wake();
        return input instanceof Input.Due && wake.isPresent()
                ? honest.step(state, input, new Moment(wake.get(), now.wall(), now.trust()))
                : honest.step(state, input, now);
    }

    public static <S> Step<S> wakesAtOnce(Point<S> honest, S state, Input input, Moment now) {
        var step = honest.step(state, input, now);
        return new Step<>(step.next(), step.effects(), step.wake().map(_ -> now.mono()));
    }

    public static <S> Step<S> neverWakes(Point<S> honest, S state, Input input, Moment now) {
        var step = honest.step(state, input, now);
        return new Step<>(step.next(), step.effects(), Optional.empty());
    }

    /// As if it had heard nothing it cares for.
    public static <S> Step<S> nothing(Point<S> honest, S state, Moment now) {
        return honest.step(state, new Input.LineBack("none"), now);
    }

    public static boolean saysItDidNotWait(Effect effect) {
        return effect instanceof Effect.Note(Fact.ReleasedBeforeRecord(), _);
    }

    public static boolean isPassage(Effect effect, Fact.Result result) {
        return effect instanceof Effect.Note(Fact.Passage(var told), _) && told == result;
    }
}

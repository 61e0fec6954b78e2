package onecard.point;

import java.util.ArrayList;
import java.util.List;
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
}

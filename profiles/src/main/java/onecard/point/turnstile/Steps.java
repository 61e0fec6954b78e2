package onecard.point.turnstile;

import static onecard.point.Effects.passage;
import static onecard.time.Mono.earlier;

import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Alarms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Step;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Mono;

/// The words a lane's steps are made of.
final class Steps {

    private Steps() {}

    static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    static Step<State> to(State next, List<Effect> effects) {
        var wake =
                earliest(
                        earliest(next.phase().wake(), next.queue().wake()),
                        earliest(next.sensors().safety().wake(), next.button().wake()));
        return new Step<>(next, effects, wake);
    }

    static Step<State> raise(State state, Kind kind, String part) {
        return changed(state, state.raised().raise(kind, part));
    }

    static Step<State> clear(State state, Kind kind, String part) {
        return changed(state, state.raised().clear(kind, part));
    }

    private static Step<State> changed(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    /// It is not opened for, and whoever stands there is told.
    static Step<State> turnedAway(State state, Grant grant, Reason why) {
        return to(state, new Show(grant.tap(), why), passage(grant.tap(), Result.NOT_PASSED));
    }

    /// @param first the lane was opened without waiting for this record
    static Effect state(String name, Cause cause, boolean first) {
        return Note.of(new Fact.State(name, cause, first));
    }

    static Optional<Mono> earliest(Optional<Mono> one, Optional<Mono> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(earlier(one.get(), other.get()))
                : one.or(() -> other);
    }
}

package onecard.point.barrier;

import static onecard.point.Effects.passage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import onecard.point.barrier.Barrier.State;
import onecard.time.Mono;

/// The words a barrier's steps are made of.
final class Steps {

    private Steps() {}

    static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    static Step<State> to(State next, List<Effect> effects) {
        var wake =
                Stream.of(
                                next.phase().wake(),
                                next.queue().wake(),
                                next.sensors().wake(),
                                next.button().wake())
                        .flatMap(Optional::stream)
                        .min(Mono::compareTo);
        return new Step<>(next, effects, wake);
    }

    static Step<State> alarm(State state, Kind kind, String part) {
        return changed(state, state.raised().raise(kind, part));
    }

    static Step<State> clear(State state, Kind kind, String part) {
        return changed(state, state.raised().clear(kind, part));
    }

    private static Step<State> changed(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    /// The arm is not raised for it, and whoever stands there is told.
    static Step<State> turnedAway(State state, Grant grant, Reason why) {
        return to(
                state.with(state.queue().without(grant.tap())),
                new Show(grant.tap(), why),
                passage(grant.tap(), Result.NOT_PASSED));
    }

    /// @param moved the arm was set going without waiting for this record
    static Effect state(String name, Cause cause, boolean moved) {
        return Note.of(new Fact.State(name, cause, moved));
    }
}

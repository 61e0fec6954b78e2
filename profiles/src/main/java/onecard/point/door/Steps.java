package onecard.point.door;

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
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.time.Mono;

/// The words a door's steps are made of.
final class Steps {

    private Steps() {}

    static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    static Step<State> to(State next, List<Effect> effects) {
        var wake =
                Stream.of(next.phase().wake(), next.button().wake(), next.queue().wake())
                        .flatMap(Optional::stream)
                        .min(Mono::compareTo);
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

    static List<Effect> passages(List<TapId> taps, Result result) {
        return taps.stream().map(tap -> passage(tap, result)).toList();
    }

    static Effect state(String name, Cause cause) {
        return Note.of(new Fact.State(name, cause, false));
    }

    /// Of a door that shuts: after what was ordered.
    static Effect shut(State state, Cause cause) {
        return state(Door.called(state), cause);
    }
}

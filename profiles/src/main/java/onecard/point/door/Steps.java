package onecard.point.door;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.point.Alarms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.Phase.Secure;
import onecard.time.Mono;

/// The words a door's steps are made of.
final class Steps {

    private Steps() {}

    static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    static Step<State> to(State next, List<Effect> effects) {
        var wake =
                Stream.concat(
                                Stream.of(next.phase().wake(), next.button().wake())
                                        .flatMap(Optional::stream),
                                next.pending().values().stream())
                        .min(Mono::compareTo);
        return new Step<>(next, effects, wake);
    }

    static Step<State> told(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    static List<Effect> alarm(Kind kind, boolean raise) {
        return alarm(kind, true, raise);
    }

    static List<Effect> alarm(Kind kind, boolean active, boolean tell) {
        return tell ? List.of(Note.of(new Fact.Alarm(kind, active))) : List.of();
    }

    static List<Effect> passage(Optional<TapId> tap, Result result) {
        return tap.<List<Effect>>map(of -> List.of(Note.of(new Fact.Passage(result), of)))
                .orElse(List.of());
    }

    static Effect state(String name, Cause cause) {
        return Note.of(new Fact.State(name, cause, false));
    }

    static String secureName(State state) {
        return state.ordered().named(new Secure().name());
    }
}

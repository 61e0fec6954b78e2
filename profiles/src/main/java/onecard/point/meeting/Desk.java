package onecard.point.meeting;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Posture;
import onecard.attendance.Signing;
import onecard.point.Alarms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtDesk.Enter;
import onecard.point.Effect.AtDesk.Greet;
import onecard.point.Effect.AtDesk.Welcome;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.meeting.Phase.Idle;
import onecard.point.meeting.Phase.Recording;
import onecard.point.meeting.Phase.Shown;
import onecard.time.Moment;
import onecard.time.Mono;

/// A desk at which people sign in. Pure; its state is owned by the edge loop. `desk.md` beside it
/// draws the phases; a test keeps the drawing true.
///
/// It moves no relay. A sign is made durable first, and only then whoever made it is told; one that
/// the journal will not hold never was, and they are told that. Whoever has signed before is
/// greeted at once, for nothing of theirs is on its way.
public final class Desk implements Point<Desk.State> {

    /// A welcome stands for this, or until the next one: time to read a seat.
    static final Duration SHOWN = Duration.ofSeconds(4);

    /// Everything true of the desk now.
    ///
    /// @param ordered what people or a schedule want it to be
    public record State(Order ordered, Phase phase, Alarms raised) {

        State in(Phase next) {
            return new State(ordered, next, raised);
        }

        State with(Order next) {
            return new State(next, phase, raised);
        }

        State with(Alarms next) {
            return new State(ordered, phase, next);
        }
    }

    /// One whose keys are the loop's to know: it takes signs that were decided.
    public Desk() {}

    @Override
    public State initial() {
        return new State(new Order(Posture.NORMAL, Cause.COMMAND), new Idle(), Alarms.NONE);
    }

    @Override
    public Posture posture(State state) {
        return state.ordered().posture();
    }

    @Override
    public String name(State state) {
        return state.ordered().named(state.phase().name());
    }

    @Override
    public boolean isIdle(State state) {
        return switch (state.phase()) {
            case Idle(), Shown _ -> true;
            case Recording _ -> false;
        };
    }

    /// A text that still stands keeps nobody.
    @Override
    public boolean isAtRest(State state) {
        return isIdle(state);
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.AtDesk.Signed(var tap, var signing) -> signed(state, tap, signing);
            case Input.AtDesk.Known(var tap, var already) ->
                    to(shown(state, now), new Record(tap), new Greet(tap, already));
            case Input.AtDesk.Entered(var tap, var signing) -> entered(state, tap, signing, now);
            case Input.AtDesk.NotEntered(var tap, var why) ->
                    awaited(state, tap)
                            ? to(shown(answered(state, tap), now), new Show(tap, why))
                            : to(state);
            case Input.Refused(var tap, var why) ->
                    to(shown(state, now), new Record(tap), new Show(tap, why));
            // Nobody passes a desk: without a sign it is no more than a tap.
            case Input.Granted granted -> to(state, new Record(granted.tap()));
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order);
            case Input.ReaderLost(var reader) ->
                    alarm(state, state.raised().raise(Kind.READER_LOST, reader));
            case Input.ReaderBack(var reader) ->
                    alarm(state, state.raised().clear(Kind.READER_LOST, reader));
            case Input.Due() -> due(state, now);
            // A sign is answered by name, whatever became of its tap; a desk opens nothing.
            case Input.Recorded _, Input.NotRecorded _, Input.AtTill _, Input.AtPassage _ ->
                    to(state);
        };
    }

    // --- a sign ---

    private static Step<State> signed(State state, TapId tap, Signing.Yes signing) {
        var taps = new HashSet<>(awaited(state));
        taps.add(tap);
        return to(state.in(new Recording(taps)), new Record(tap), new Enter(tap, signing));
    }

    private static Step<State> entered(State state, TapId tap, Signing.Yes signing, Moment now) {
        return awaited(state, tap)
                ? to(shown(answered(state, tap), now), new Welcome(tap, signing))
                : to(state);
    }

    private static Set<TapId> awaited(State state) {
        return state.phase() instanceof Recording(var taps) ? taps : Set.of();
    }

    private static boolean awaited(State state, TapId tap) {
        return awaited(state).contains(tap);
    }

    private static State answered(State state, TapId tap) {
        var taps = new HashSet<>(awaited(state));
        taps.remove(tap);
        return state.in(taps.isEmpty() ? new Idle() : new Recording(taps));
    }

    // --- shown ---

    /// While others are on their way it goes on recording.
    private static State shown(State state, Moment now) {
        return switch (state.phase()) {
            case Idle(), Shown _ -> state.in(new Shown(now.plus(SHOWN)));
            case Recording _ -> state;
        };
    }

    private static Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Shown(var until) when now.reached(until) -> to(state.in(new Idle()));
            case Idle(), Recording _, Shown _ -> to(state); // a stale timer is harmless
        };
    }

    // --- what people and a schedule want ---

    private static Step<State> ordered(State state, Order order, TapId cause) {
        var next = state.with(order);
        var name = order.named(state.phase().name());
        return to(next, Note.of(new Fact.State(name, order.cause(), false), cause));
    }

    private static Step<State> alarm(State state, Alarms.Change change) {
        return new Step<>(state.with(change.next()), change.told(), wake(state));
    }

    private static Step<State> to(State next, Effect... effects) {
        return new Step<>(next, List.of(effects), wake(next));
    }

    private static Optional<Mono> wake(State state) {
        return state.phase().wake();
    }
}

package onecard.point.barrier;

import static onecard.point.Effects.passage;
import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.barrier.Steps.alarm;
import static onecard.point.barrier.Steps.clear;
import static onecard.point.barrier.Steps.to;

import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Alarms;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.barrier.Phase.Clear;
import onecard.point.barrier.Phase.Down;
import onecard.point.barrier.Phase.Fault;
import onecard.point.barrier.Phase.Fire;
import onecard.point.barrier.Phase.Forced;
import onecard.point.barrier.Phase.Free;
import onecard.point.barrier.Phase.Lowering;
import onecard.point.barrier.Phase.Occupied;
import onecard.point.barrier.Phase.Open;
import onecard.point.barrier.Phase.Raising;
import onecard.point.barrier.Phase.Unknown;
import onecard.time.Moment;

/// A vehicle barrier: an arm that is raised for one vehicle at a time and comes down behind it.
/// Pure; its state is owned by the edge loop. `barrier.md` beside it draws the phases and tells who
/// gets which outcome when; a test keeps the drawing true.
///
/// A granted tap waits for its record and its vehicle ([Admission]), and has the arm raised for one
/// crossing ([Arm]); the loops tell how that goes ([Loops]), and the limit contacts where the arm
/// is ([Watch]). It comes down only where the safety loop is seen to be free, goes up again at once
/// when that changes, and lowers nothing that it did not raise, unless an operator says so.
public final class Barrier implements Point<Barrier.State> {

    /// Everything true of the barrier now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param raised alarms that stand
    public record State(
            Order ordered,
            Phase phase,
            Queue queue,
            Sensors sensors,
            Button button,
            Alarms raised) {

        State with(Order next) {
            return new State(next, phase, queue, sensors, button, raised);
        }

        State in(Phase next) {
            return new State(ordered, next, queue, sensors, button, raised);
        }

        State with(Queue next) {
            return new State(ordered, phase, next, sensors, button, raised);
        }

        State with(Sensors next) {
            return new State(ordered, phase, queue, next, button, raised);
        }

        State with(Strays next) {
            return with(sensors.with(next));
        }

        State with(Button next) {
            return new State(ordered, phase, queue, sensors, next, raised);
        }

        State with(Alarms next) {
            return new State(ordered, phase, queue, sensors, button, next);
        }
    }

    private final BarrierProfile profile;
    private final Arm arm;
    private final Admission admission;
    private final Loops loops;
    private final Watch watch;

    public Barrier(BarrierProfile profile) {
        this.profile = profile;
        this.arm = new Arm(profile);
        this.admission = new Admission(profile, arm);
        this.loops = new Loops(profile, arm);
        this.watch = new Watch(profile, arm, loops);
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                new Unknown(),
                Queue.EMPTY,
                Sensors.NONE,
                new Button.Unseen(),
                Alarms.NONE);
    }

    @Override
    public Posture posture(State state) {
        return state.phase() instanceof Fire ? Posture.FIRE : state.ordered().posture();
    }

    @Override
    public String name(State state) {
        return called(state);
    }

    /// Lockdown and out of service are no phases: a barrier that is down is called after them.
    static String called(State state) {
        var name = state.phase().name();
        return state.phase() instanceof Down ? state.ordered().named(name) : name;
    }

    /// What the next phase does not keep up is let go, before anything else is done with the arm.
    @Override
    public Step<State> step(State state, Input input, Moment now) {
        var step = heard(state, input, now);
        boolean letGo = state.phase().isKept() && !step.next().phase().isKept();
        return letGo ? first(profile.drive().unhold(), step) : step;
    }

    private Step<State> heard(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted granted -> admission.granted(state, granted, now);
            case Input.StillThere(var tap) -> to(Admission.stillThere(state, tap, now));
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) -> admission.recorded(state, tap, now);
            case Input.NotRecorded(var tap, var why) -> admission.notRecorded(state, tap, why, now);
            case Input.Sensed(var sensor, var active) -> watch.sensed(state, sensor, active, now);
            case Input.SensorLost(var sensor) -> watch.lost(state, sensor, now);
            case Input.ExitPressed(var press) -> exitPressed(state, press, now);
            case Input.ExitReleased() ->
                    clear(state.with(new Button.Up()), Kind.EXIT_BUTTON_STUCK, "");
            case Input.FireRaised(var press) -> fireRaised(state, press, now);
            case Input.FireCleared() -> fireCleared(state, now);
            case Input.Release(var order, _) -> released(state, order, now);
            case Input.Free(var order, var cause) ->
                    free(state, new Order(Posture.FREE, cause), order, now);
            case Input.Lockdown(var order, var cause) ->
                    bound(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    bound(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    bound(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.ReaderLost(var reader) -> alarm(state, Kind.READER_LOST, reader);
            case Input.ReaderBack(var reader) -> clear(state, Kind.READER_LOST, reader);
            case Input.LineLost(var line) -> alarm(state, Kind.CONTACT_LOST, line);
            case Input.LineBack(var line) -> clear(state, Kind.CONTACT_LOST, line);
            case Input.Due() -> due(state, now);
            // A barrier has no leaf, and asked to hear of no other point.
            case Input.Opened(),
                    Input.Closed(),
                    Input.ContactLost(),
                    Input.Neighbour _,
                    Input.AtDesk _,
                    Input.AtTill _ ->
                    to(state);
        };
    }

    // --- the exit button, or whoever answers the intercom ---

    /// No card is asked, no loop, and no record waited for. A press is one that was seen: a button
    /// found down, or told to be down once more, moves nothing until it was let go.
    private Step<State> exitPressed(State state, TapId press, Moment now) {
        var down = state.with(new Button.Down(now.plus(profile.exitButtonStuck())));
        return switch (state.button()) {
            case Button.Unseen() -> to(down);
            case Button.Up() -> called(down, Cause.EXIT_BUTTON, press, now);
            case Button.Down _, Button.Stuck() -> to(state);
        };
    }

    /// An operator's command, in the journal already: as a press, whichever way. Whoever gave it
    /// sees who crosses, and nobody else does.
    private Step<State> released(State state, TapId order, Moment now) {
        return then(
                called(state, Cause.COMMAND, order, now),
                next -> to(next, new Show(order, Reason.OK), passage(order, Result.ASSUMED)));
    }

    private Step<State> called(State state, Cause by, TapId caller, Moment now) {
        var because = Optional.of(caller);
        var answered = state.with(state.queue().uncalled(by));
        return switch (state.phase()) {
            case Unknown(), Down(), Clear _, Lowering _, Forced(), Fault _ ->
                    arm.begin(answered, Crossing.NOBODYS, by, because, now);
            case Raising(var crossing, _, _) ->
                    arm.raise(meanwhile(state, crossing, by), crossing, by, because, now);
            case Open(var crossing, _) ->
                    arm.raise(meanwhile(state, crossing, by), crossing, by, because, now);
            // It stays up for whoever is meant, when this one is through.
            case Occupied _ -> to(state.with(state.queue().called(by)));
            case Free _, Fire _ -> to(state);
        };
    }

    /// Whoever was granted has time once more, and whoever is meant comes after them.
    private static State meanwhile(State state, Crossing crossing, Cause by) {
        var queue = state.queue();
        return state.with(crossing.tap().isPresent() ? queue.called(by) : queue.uncalled(by));
    }

    // --- fire and orders ---

    private Step<State> fireRaised(State state, TapId press, Moment now) {
        return state.phase() instanceof Fire
                ? to(state)
                : then(
                        arm.freed(state, true, Cause.FIRE, Optional.of(press), now),
                        next -> alarm(next, Kind.FIRE, ""));
    }

    private Step<State> fireCleared(State state, Moment now) {
        if (!(state.phase() instanceof Fire)) {
            return to(state);
        }
        var ordered = state.ordered();
        return then(
                clear(state, Kind.FIRE, ""),
                over ->
                        ordered.posture() == Posture.FREE
                                ? arm.freed(over, false, ordered.cause(), Optional.empty(), now)
                                : arm.wantedDown(over, Cause.FIRE, Optional.empty(), now));
    }

    private Step<State> free(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            // Fire goes first; the order holds when it is over.
            case Fire _, Free _ -> to(next);
            case Unknown(),
                    Down(),
                    Raising _,
                    Open _,
                    Occupied _,
                    Clear _,
                    Lowering _,
                    Forced(),
                    Fault _ ->
                    arm.freed(next, false, order.cause(), Optional.of(cause), now);
        };
    }

    /// Not free, or not any more.
    private Step<State> bound(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            case Fire _ -> to(next);
            case Free _ -> arm.wantedDown(next, order.cause(), Optional.of(cause), now);
            case Unknown(), Forced(), Fault _ ->
                    then(keptOut(state, order, cause), shut -> ordersDown(shut, cause, now));
            case Down() -> then(keptOut(state, order, cause), Barrier::lookedAt);
            case Raising _, Open _, Occupied _, Clear _, Lowering _ -> keptOut(state, order, cause);
        };
    }

    /// Told again, it turns nobody away: whoever waits by then was granted all the same.
    private Step<State> keptOut(State state, Order order, TapId cause) {
        var next = state.with(order);
        var told = new Fact.State(order.named(state.phase().name()), order.cause(), false);
        boolean changed = order.posture() != state.ordered().posture();
        return first(
                Note.of(told, cause),
                order.turnsAway()
                        .filter(_ -> changed)
                        .map(why -> admission.keepOut(next, why))
                        .orElseGet(() -> to(next)));
    }

    /// What nobody here raised comes down only when somebody who looks at it says so.
    private Step<State> ordersDown(State state, TapId cause, Moment now) {
        if (state.ordered().cause() != Cause.COMMAND) {
            return to(state);
        }
        if (profile.drive().lowers()) {
            return arm.wantedDown(state, Cause.COMMAND, Optional.of(cause), now);
        }
        return then(
                lookedAt(state),
                next -> next.sensors().isDown() ? arm.down(next, Cause.CONTACT, now) : to(next));
    }

    /// Whoever gives a command looks at the arm; a schedule does not.
    private static Step<State> lookedAt(State state) {
        return state.ordered().cause() == Cause.COMMAND ? Arm.lookedAt(state) : to(state);
    }

    // --- time ---

    /// Limits may come due together. The arm's comes first: who waits for it is served rather than
    /// turned away.
    private Step<State> due(State state, Moment now) {
        return firstDue(state, now)
                .map(step -> then(step, next -> due(next, now)))
                .orElseGet(() -> to(state));
    }

    private Optional<Step<State>> firstDue(State state, Moment now) {
        if (state.phase().wake().filter(now::reached).isPresent()) {
            return Optional.of(arm.due(state, now));
        }
        if (state.button().wake().filter(now::reached).isPresent()) {
            return Optional.of(alarm(state.with(new Button.Stuck()), Kind.EXIT_BUTTON_STUCK, ""));
        }
        return loops.due(state, now).or(() -> admission.due(state, now));
    }
}

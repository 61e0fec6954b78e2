package onecard.point.turnstile;

import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.turnstile.Steps.clear;
import static onecard.point.turnstile.Steps.raise;
import static onecard.point.turnstile.Steps.to;

import java.time.Duration;
import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Alarms;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Grant;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.Phase.Closing;
import onecard.point.turnstile.Phase.Fault;
import onecard.point.turnstile.Phase.Fire;
import onecard.point.turnstile.Phase.Free;
import onecard.point.turnstile.Phase.Idle;
import onecard.point.turnstile.Phase.Open;
import onecard.time.Moment;

/// A lane with a wing or an arm that opens one way at a time. Pure; its state is owned by the edge
/// loop. `turnstile.md` beside it draws the phases and tells who gets which outcome when; a test
/// keeps the drawing true.
///
/// A granted tap waits for its record and for the lane ([Admission]), and opens it ([Lane]): never
/// both ways, except free or in a fire. A grant is no passage: the contact that tells one says
/// `passed` ([Watch]), and what became of everybody else is told when the lane is home again. It
/// does not close on a safety sensor that is occupied; motion and force are the gate's own affair.
public final class Turnstile implements Point<Turnstile.State> {

    /// How often a release is renewed for somebody who stands in the lane. The line outlasts each
    /// renewal by as much: it must not drop for a moment before the next, and drops by itself soon
    /// after when nobody renews it.
    public static final Duration RENEWAL = Duration.ofSeconds(1);

    /// Everything true of the lane now.
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

        State with(Safety next) {
            return with(sensors.with(next));
        }

        State with(Button next) {
            return new State(ordered, phase, queue, sensors, next, raised);
        }

        State with(Alarms next) {
            return new State(ordered, phase, queue, sensors, button, next);
        }

        boolean isOccupied() {
            return sensors.safety().isOccupied();
        }
    }

    private final TurnstileProfile profile;
    private final Lane lane;
    private final Admission admission;
    private final Watch watch;

    public Turnstile(TurnstileProfile profile) {
        this.profile = profile;
        this.lane = new Lane(profile);
        this.admission = new Admission(profile, lane);
        this.watch = new Watch(profile, lane);
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                new Idle(),
                Queue.EMPTY,
                Sensors.of(profile.sensors()),
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

    /// Lockdown and out of service are no phases: a lane that is shut is called after them.
    static String called(State state) {
        var name = state.phase().name();
        return state.phase() instanceof Idle ? state.ordered().named(name) : name;
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted granted -> admission.granted(state, granted, now);
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) -> admission.recorded(state, tap, now);
            case Input.NotRecorded(var tap, var why) -> admission.notRecorded(state, tap, why, now);
            case Input.ExitPressed(var press) -> exitPressed(state, press, now);
            case Input.ExitReleased() ->
                    clear(state.with(new Button.Up()), Kind.EXIT_BUTTON_STUCK, "");
            case Input.Sensed(var sensor, var active) -> watch.sensed(state, sensor, active, now);
            case Input.SensorLost(var sensor) -> watch.lost(state, sensor, now);
            case Input.FireRaised(var press) -> fireRaised(state, press);
            case Input.FireCleared() -> fireCleared(state, now);
            case Input.Release(var order, var way) ->
                    admission.ordered(state, Grant.ordered(order, way), now);
            case Input.Free(var order, var cause) ->
                    free(state, new Order(Posture.FREE, cause), order);
            case Input.Lockdown(var order, var cause) ->
                    shut(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    shut(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    shut(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.ReaderLost(var reader) -> raise(state, Kind.READER_LOST, reader);
            case Input.ReaderBack(var reader) -> clear(state, Kind.READER_LOST, reader);
            case Input.LineLost(var line) -> raise(state, Kind.CONTACT_LOST, line);
            case Input.LineBack(var line) -> clear(state, Kind.CONTACT_LOST, line);
            case Input.Due() -> due(state, now);
            // A lane has no leaf, waits for nobody who is seen to come, and asked to hear of no
            // other point.
            case Input.Opened(),
                    Input.Closed(),
                    Input.ContactLost(),
                    Input.StillThere _,
                    Input.Neighbour _,
                    Input.AtDesk _,
                    Input.AtTill _ ->
                    to(state);
        };
    }

    /// Pressed, it is the lane's way out: no card is asked, and no record waited for. A button that
    /// was down before the start is no press, and a stuck one opens nothing until it was let go.
    private Step<State> exitPressed(State state, TapId press, Moment now) {
        var down = state.with(new Button.Down(now.plus(profile.exitButtonStuck())));
        return switch (state.button()) {
            case Button.Unseen() -> to(down);
            case Button.Up() -> admission.admitted(down, Grant.press(press), now);
            // Told again because an edge was lost; should somebody have pressed anew, they get out.
            case Button.Down _ -> admission.admitted(state, Grant.press(press), now);
            case Button.Stuck() -> to(state);
        };
    }

    private Step<State> fireRaised(State state, TapId press) {
        return state.phase() instanceof Fire
                ? to(state)
                : then(
                        lane.both(state, new Fire(), Cause.FIRE, Optional.of(press)),
                        next -> raise(next, Kind.FIRE, ""));
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
                                ? lane.both(over, new Free(), ordered.cause(), Optional.empty())
                                : lane.endBoth(over, Cause.FIRE, Optional.empty(), now));
    }

    private Step<State> free(State state, Order order, TapId cause) {
        var next = state.with(order);
        return switch (state.phase()) {
            // Fire goes first; the order holds when it is over.
            case Fire() -> to(next);
            case Free() when state.ordered().posture() == Posture.FREE -> to(next);
            case Idle(), Fault(), Open _, Closing _, Free() ->
                    lane.both(next, new Free(), order.cause(), Optional.of(cause));
        };
    }

    /// Not free, or not any more.
    private Step<State> shut(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            case Fire() -> to(next);
            case Free() -> lane.endBoth(next, order.cause(), Optional.of(cause), now);
            case Idle(), Fault(), Open _, Closing _ -> {
                var name = order.named(state.phase().name());
                var told = Note.of(new Fact.State(name, order.cause(), false), cause);
                boolean changed = order.posture() != state.ordered().posture();
                yield first(
                        told,
                        order.turnsAway()
                                .filter(_ -> changed)
                                .map(why -> admission.keepOut(next, why))
                                .orElseGet(() -> to(next)));
            }
        };
    }

    /// Limits may come due together. The lane's comes first: who waits for it is served rather than
    /// turned away.
    private Step<State> due(State state, Moment now) {
        return firstDue(state, now)
                .map(step -> then(step, next -> due(next, now)))
                .orElseGet(() -> to(state));
    }

    private Optional<Step<State>> firstDue(State state, Moment now) {
        if (state.phase().wake().filter(now::reached).isPresent()) {
            return Optional.of(lane.due(state, now));
        }
        if (state.sensors().safety().wake().filter(now::reached).isPresent()) {
            return Optional.of(watch.due(state, now));
        }
        if (state.button().wake().filter(now::reached).isPresent()) {
            return Optional.of(raise(state.with(new Button.Stuck()), Kind.EXIT_BUTTON_STUCK, ""));
        }
        return admission.due(state, now);
    }
}

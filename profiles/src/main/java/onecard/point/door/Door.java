package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.alarm;
import static onecard.point.door.Steps.secureName;
import static onecard.point.door.Steps.to;
import static onecard.point.door.Steps.told;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Alarms;
import onecard.point.Button;
import onecard.point.Button.Down;
import onecard.point.Button.Stuck;
import onecard.point.Button.Unseen;
import onecard.point.Cause;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.RecordWait;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Phase.Fire;
import onecard.point.door.Phase.Forced;
import onecard.point.door.Phase.Free;
import onecard.point.door.Phase.HeldOpen;
import onecard.point.door.Phase.Open;
import onecard.point.door.Phase.Recording;
import onecard.point.door.Phase.Released;
import onecard.point.door.Phase.Secure;
import onecard.point.door.Phase.Shunted;
import onecard.point.door.Phase.Warned;
import onecard.time.Moment;
import onecard.time.Mono;

/// A door with one lock, an optional contact and an optional exit button. Pure; its state is
/// owned by the edge loop. `door.md` beside it draws the phases; a test keeps the drawing true.
/// Each of its stories has a part: [Admission] of who was granted, [Lock] of the release, [Watch]
/// of the contact, [Exit] of the button, [Orders] of what holds it open.
///
/// A granted tap is recorded first and released on the durable record, or after 50 ms, and then a
/// second record says so. One that uses up a right waits for its record alone, whatever the
/// phase: it is `pending`, and many may be. Lockdown changes what is decided, also of those that
/// are pending, and not how the door moves: whoever leaves is still let out. Fire dominates every
/// phase.
public final class Door implements Point<Door.State> {

    /// Everything true of the door now.
    ///
    /// @param ordered what people or a schedule want it to be: normal, free or lockdown
    /// @param leaf how far the contact can be believed
    /// @param lost alarms about readers and lines that do not answer
    /// @param pending granted taps that use up a right, on their way to the journal, and until when
    ///     their holders are taken to stand there
    /// @param shunt until when an opening is no alarm, whatever else goes on, for the sake of
    ///     whoever pressed the exit button; absent: nobody did, or has opened since
    public record State(
            Order ordered,
            Leaf leaf,
            Button button,
            Phase phase,
            Alarms lost,
            Map<TapId, Mono> pending,
            Optional<Mono> shunt) {
        public State {
            pending = Map.copyOf(pending);
        }

        State in(Phase next) {
            return new State(ordered, leaf, button, next, lost, pending, shunt);
        }

        State with(Order next) {
            return new State(next, leaf, button, phase, lost, pending, shunt);
        }

        State with(Leaf next) {
            return new State(ordered, next, button, phase, lost, pending, shunt);
        }

        State with(Button next) {
            return new State(ordered, leaf, next, phase, lost, pending, shunt);
        }

        State with(Alarms nextLost) {
            return new State(ordered, leaf, button, phase, nextLost, pending, shunt);
        }

        State pending(TapId tap, Mono until) {
            var more = new HashMap<>(pending);
            more.put(tap, until);
            return new State(ordered, leaf, button, phase, lost, more, shunt);
        }

        State shunted(Optional<Mono> until) {
            return new State(ordered, leaf, button, phase, lost, pending, until);
        }

        State answered(TapId tap) {
            var fewer = new HashMap<>(pending);
            fewer.remove(tap);
            return new State(ordered, leaf, button, phase, lost, fewer, shunt);
        }
    }

    private final Admission admission;
    private final Lock lock;
    private final Watch watch;
    private final Exit exit;
    private final Orders orders;

    public Door(DoorProfile profile) {
        this.watch = new Watch(profile);
        this.lock = new Lock(profile);
        this.admission = new Admission(profile, lock, watch);
        this.exit = new Exit(profile, lock);
        this.orders = new Orders(watch);
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                Leaf.UNSEEN,
                new Unseen(),
                new Secure(),
                Alarms.NONE,
                Map.of(),
                Optional.empty());
    }

    @Override
    public Posture posture(State state) {
        return state.phase() instanceof Fire ? Posture.FIRE : state.ordered().posture();
    }

    @Override
    public String name(State state) {
        return state.phase() instanceof Secure ? secureName(state) : state.phase().name();
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted(var tap, var direction, var recordFirst, _) ->
                    recordFirst
                            ? to(state.pending(tap, now.plus(RecordWait.RIGHT)), new Record(tap))
                            : admission.granted(state, tap, direction, now);
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) -> admission.recorded(state, tap, now);
            case Input.NotRecorded(var tap, var why) -> admission.notRecorded(state, tap, why, now);
            case Input.Opened() -> watch.opened(state, now);
            case Input.Closed() -> watch.closed(state);
            case Input.ContactLost() -> Watch.contactLost(state);
            case Input.ExitPressed(var press) -> exit.pressed(state, press, now);
            case Input.ExitReleased() -> Exit.released(state);
            case Input.FireRaised(var press) -> Orders.fireRaised(state, press);
            case Input.FireCleared() -> orders.fireCleared(state, now);
            case Input.Free(var order, var cause) ->
                    orders.ordered(state, new Order(Posture.FREE, cause), order, now);
            case Input.Lockdown(var order, var cause) ->
                    orders.ordered(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    orders.ordered(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    orders.ordered(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.ReaderLost(var reader) ->
                    told(state, state.lost().raise(Kind.READER_LOST, reader));
            case Input.ReaderBack(var reader) ->
                    told(state, state.lost().clear(Kind.READER_LOST, reader));
            case Input.LineLost(var line) ->
                    told(state, state.lost().raise(Kind.CONTACT_LOST, line));
            case Input.LineBack(var line) ->
                    told(state, state.lost().clear(Kind.CONTACT_LOST, line));
            case Input.Due() -> due(state, now);
            // A door has none.
            case Input.Sensed _, Input.SensorLost _ -> to(state);
        };
    }

    /// Limits may come due together.
    private Step<State> due(State state, Moment now) {
        var late = Admission.late(state, now);
        if (late.isPresent()) {
            var step = due(state.answered(late.get()), now);
            return to(step.next(), all(Admission.tooLate(late.get()), step.effects()));
        }
        if (!(state.button() instanceof Down(var stuckAt)) || !now.reached(stuckAt)) {
            return phaseDue(state, now);
        }
        var step = phaseDue(state.with(new Stuck()), now);
        return to(step.next(), all(alarm(Kind.EXIT_BUTTON_STUCK, true), step.effects()));
    }

    private Step<State> phaseDue(State state, Moment now) {
        return switch (state.phase()) {
            case Recording _, Released _ ->
                    admission.due(state, now).orElseGet(() -> lock.due(state, now));
            case Shunted _ -> lock.due(state, now);
            case Open _, Warned _ -> Watch.due(state, now);
            case Secure _, HeldOpen _, Forced _, Free _, Fire _ -> to(state);
        };
    }
}

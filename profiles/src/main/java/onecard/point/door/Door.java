package onecard.point.door;

import static onecard.point.Step.then;
import static onecard.point.door.Steps.clear;
import static onecard.point.door.Steps.raise;
import static onecard.point.door.Steps.to;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import onecard.access.Posture;
import onecard.point.Alarms;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact.Kind;
import onecard.point.Grant;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.Point;
import onecard.point.Step;
import onecard.point.door.Phase.Fire;
import onecard.point.door.Phase.Forced;
import onecard.point.door.Phase.Free;
import onecard.point.door.Phase.HeldOpen;
import onecard.point.door.Phase.Open;
import onecard.point.door.Phase.Released;
import onecard.point.door.Phase.Secure;
import onecard.point.door.Phase.Shunted;
import onecard.point.door.Phase.Warned;
import onecard.time.Moment;
import onecard.time.Mono;

/// A door with one lock, an optional contact and an optional exit button. Pure; its state is
/// owned by the edge loop. `door.md` beside it draws the phases and tells who gets which outcome
/// when; a test keeps the drawing true.
///
/// A granted tap waits for its record ([Admission]), and the lock opens for it ([Lock]): on the
/// durable record, or after 50 ms, and then a second record says so. One that uses up a right
/// waits for its record alone. Other doors may have to be shut first ([Interlock]). A grant is no
/// passage: the contact tells one ([Watch]). Lockdown changes what is decided, and not how the door
/// moves: whoever leaves is still let out, by card or by the button ([Exit]). Fire dominates every
/// phase ([Orders]).
public final class Door implements Point<Door.State> {

    /// Everything true of the door now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param leaf how far the contact can be believed
    /// @param insecure others of its interlock that are not secure, or not heard of yet
    /// @param raised alarms that stand, besides those that its phase says
    public record State(
            Order ordered,
            Leaf leaf,
            Button button,
            Phase phase,
            Queue queue,
            Set<String> insecure,
            Alarms raised) {
        public State {
            insecure = Set.copyOf(insecure);
        }

        State with(Order next) {
            return new State(next, leaf, button, phase, queue, insecure, raised);
        }

        State with(Leaf next) {
            return new State(ordered, next, button, phase, queue, insecure, raised);
        }

        State with(Button next) {
            return new State(ordered, leaf, next, phase, queue, insecure, raised);
        }

        State in(Phase next) {
            return new State(ordered, leaf, button, next, queue, insecure, raised);
        }

        State with(Queue next) {
            return new State(ordered, leaf, button, phase, next, insecure, raised);
        }

        State hearing(String neighbour, boolean secure) {
            var next = new HashSet<>(insecure);
            boolean _ = secure ? next.remove(neighbour) : next.add(neighbour);
            return new State(ordered, leaf, button, phase, queue, next, raised);
        }

        State with(Alarms next) {
            return new State(ordered, leaf, button, phase, queue, insecure, next);
        }
    }

    private final DoorProfile profile;
    private final Admission admission;
    private final Interlock interlock;
    private final Watch watch;
    private final Exit exit;
    private final Orders orders;

    public Door(DoorProfile profile) {
        this.profile = profile;
        this.watch = new Watch(profile);
        var lock = new Lock(profile, watch);
        this.interlock = new Interlock(profile, lock);
        this.admission = new Admission(profile, interlock);
        this.exit = new Exit(profile, interlock, lock);
        this.orders = new Orders(lock);
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                Leaf.UNSEEN,
                new Button.Unseen(),
                new Secure(),
                Queue.EMPTY,
                neighbours(),
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

    @Override
    public Set<String> neighbours() {
        return profile.neighbours();
    }

    @Override
    public boolean isSecure(State state) {
        return Interlock.isSecure(state);
    }

    /// Lockdown and out of service are no phases: a door that is shut is called after them.
    static String called(State state) {
        var name = state.phase().name();
        return state.phase() instanceof Secure ? state.ordered().named(name) : name;
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return Interlock.settled(heard(state, input, now));
    }

    private Step<State> heard(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted granted -> admission.granted(state, granted, now);
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) -> admission.recorded(state, tap, now);
            case Input.NotRecorded(var tap, var why) -> admission.notRecorded(state, tap, why, now);
            case Input.Opened() -> watch.opened(state, now);
            case Input.Closed() -> Watch.closed(state);
            case Input.ContactLost() -> Watch.lost(state);
            case Input.ExitPressed(var press) -> exit.pressed(state, press, now);
            case Input.ExitReleased() -> Exit.letGo(state);
            case Input.FireRaised(var press) -> Orders.fireRaised(state, press);
            case Input.FireCleared() -> orders.fireCleared(state, now);
            case Input.Release(var order, var way) ->
                    orders.release(state, Grant.ordered(order, way), now);
            case Input.Free(var order, var cause) ->
                    Orders.free(state, new Order(Posture.FREE, cause), order);
            case Input.Lockdown(var order, var cause) ->
                    orders.shut(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    orders.shut(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    orders.shut(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.Neighbour(var door, var secure) ->
                    interlock.neighbour(state, door, secure, now);
            case Input.ReaderLost(var reader) -> raise(state, Kind.READER_LOST, reader);
            case Input.ReaderBack(var reader) -> clear(state, Kind.READER_LOST, reader);
            case Input.LineLost(var line) -> raise(state, Kind.CONTACT_LOST, line);
            case Input.LineBack(var line) -> clear(state, Kind.CONTACT_LOST, line);
            case Input.Due() -> due(state, now);
            // A door has none, and waits for nobody who is seen to come.
            case Input.Sensed _,
                    Input.SensorLost _,
                    Input.StillThere _,
                    Input.AtDesk _,
                    Input.AtTill _ ->
                    to(state);
        };
    }

    /// Limits may come due together. A record that takes too long comes first: the lock stays open
    /// for its tap, instead of biting and opening again.
    private Step<State> due(State state, Moment now) {
        return firstDue(state, now)
                .map(step -> then(step, next -> due(next, now)))
                .orElseGet(() -> to(state));
    }

    private Optional<Step<State>> firstDue(State state, Moment now) {
        return admission
                .due(state, now)
                .or(() -> interlock.due(state, now))
                .or(
                        () ->
                                isDue(state.phase().wake(), now)
                                        ? Optional.of(phaseDue(state, now))
                                        : Optional.empty())
                .or(
                        () ->
                                isDue(state.button().wake(), now)
                                        ? Optional.of(Exit.due(state))
                                        : Optional.empty());
    }

    private static boolean isDue(Optional<Mono> wake, Moment now) {
        return wake.filter(now::reached).isPresent();
    }

    private static Step<State> phaseDue(State state, Moment now) {
        return switch (state.phase()) {
            case Released _, Shunted _ -> Lock.due(state, now);
            case Open _, Warned _ -> Watch.due(state);
            case Secure(), HeldOpen(), Forced(), Free _, Fire _ -> to(state);
        };
    }
}

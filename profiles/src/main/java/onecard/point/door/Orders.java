package onecard.point.door;

import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.door.Steps.to;

import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Grant;
import onecard.point.Order;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
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

/// What people, a schedule and the fire alarm want the door to be. Fire goes first: an order holds
/// when it is over.
record Orders(Lock lock) {

    static Step<State> fireRaised(State state, TapId press) {
        return state.phase() instanceof Fire
                ? to(state)
                : then(
                        Lock.hold(
                                state,
                                new Fire(state.phase().isOpen()),
                                Cause.FIRE,
                                Optional.of(press)),
                        next -> to(next, Note.of(new Fact.Alarm(Kind.FIRE, true))));
    }

    Step<State> fireCleared(State state, Moment now) {
        if (!(state.phase() instanceof Fire(var open))) {
            return to(state);
        }
        var ordered = state.ordered();
        return first(
                Note.of(new Fact.Alarm(Kind.FIRE, false)),
                ordered.posture() == Posture.FREE
                        ? Lock.hold(state, new Free(open), ordered.cause(), Optional.empty())
                        : lock.bite(state, Cause.FIRE, Optional.empty(), now));
    }

    /// An operator lets one pass, whatever is ordered. Like who orders it open, they are taken to
    /// know what that means for the others of an interlock.
    Step<State> release(State state, Grant order, Moment now) {
        return lock.open(state, order, now);
    }

    static Step<State> free(State state, Order order, TapId cause) {
        var next = state.with(order);
        return switch (state.phase()) {
            case Fire _, Free _ -> to(next);
            case Secure(), Released _, Shunted _, Open _, Warned _, HeldOpen(), Forced() ->
                    Lock.hold(
                            next,
                            new Free(state.phase().isOpen()),
                            order.cause(),
                            Optional.of(cause));
        };
    }

    /// Not free, or not any more.
    Step<State> shut(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            case Fire _ -> to(next);
            case Free _ -> lock.bite(next, order.cause(), Optional.of(cause), now);
            case Secure(), Released _, Shunted _, Open _, Warned _, HeldOpen(), Forced() ->
                    first(
                            Note.of(
                                    new Fact.State(
                                            order.named(state.phase().name()),
                                            order.cause(),
                                            false),
                                    cause),
                            order.turnsAway()
                                    .map(why -> Admission.keepOut(next, why))
                                    .orElseGet(() -> to(next)));
        };
    }
}

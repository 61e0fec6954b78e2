package onecard.point.door;

import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.door.Steps.clear;
import static onecard.point.door.Steps.raise;
import static onecard.point.door.Steps.to;
import static onecard.point.door.Steps.turnedAway;

import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Effect.Show;
import onecard.point.Effects;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Step;
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

/// Doors of which one at most is not secure: shut, locked, seen to be, and with nobody's record on
/// its way. A neighbour that nobody has heard of is not secure.
///
/// Whoever comes in while another is not is turned away, and taps again. Whoever leaves, by card or
/// by the button, is let out as soon as the others are, and after a while in any case, with an
/// alarm: nobody is kept in. What holds a door open is above it: a fire, and an order, whose giver
/// is taken to know.
record Interlock(DoorProfile profile, Lock lock) {

    /// What is asked of the others before a door opens.
    static boolean isSecure(State state) {
        return state.phase() instanceof Secure
                && state.leaf() == Leaf.SEEN
                && state.queue().recording().isEmpty();
    }

    /// Whether the lock may not open now. Where the leaf is open already there is nothing to bar.
    static boolean bars(State state) {
        return switch (state.phase()) {
            case Secure(), Shunted _, Released _ -> !state.insecure().isEmpty();
            case Open _, Warned _, HeldOpen(), Forced(), Free _, Fire _ -> false;
        };
    }

    /// The lock opens for somebody whom nothing but the others keeps.
    Step<State> open(State state, Grant grant, Moment now) {
        if (!bars(state)) {
            return lock.open(state, grant, now);
        }
        return grant.leaves()
                ? waits(state, grant, now)
                : turnedAway(state, grant, Reason.INTERLOCK);
    }

    private Step<State> waits(State state, Grant grant, Moment now) {
        if (!state.queue().hasRoom(grant)) {
            // It opens for those who wait, and so for them.
            return grant.isPress()
                    ? to(state)
                    : to(
                            state,
                            new Show(grant.tap(), Reason.INTERLOCK),
                            Effects.passage(grant.tap(), Result.ASSUMED));
        }
        var until = now.plus(profile.interlock().orElseThrow().exitWait());
        var next = state.with(state.queue().and(new Queue.Waiting(grant, until)));
        return to(next, new Show(grant.tap(), Reason.INTERLOCK));
    }

    /// What another one of them is now.
    Step<State> neighbour(State state, String door, boolean secure, Moment now) {
        if (!profile.neighbours().contains(door)) {
            return to(state);
        }
        var next = state.hearing(door, secure);
        return next.insecure().isEmpty() ? letOut(next, now) : to(next);
    }

    /// Somebody has waited to get out for long enough; empty: nobody has.
    Optional<Step<State>> due(State state, Moment now) {
        return state.queue().isImpatient(now)
                ? Optional.of(then(raise(state, Kind.INTERLOCK, ""), next -> letOut(next, now)))
                : Optional.empty();
    }

    private Step<State> letOut(State state, Moment now) {
        var step = to(state.with(state.queue().nobodyWaits()));
        for (var each : state.queue().waiting()) {
            step = then(step, next -> lock.open(next, each.grant(), now));
        }
        return step;
    }

    /// The alarm is over when this door, or all the others are secure.
    static Step<State> settled(Step<State> step) {
        var state = step.next();
        return state.raised().stands(Kind.INTERLOCK, "")
                        && (state.insecure().isEmpty() || isSecure(state))
                ? first(step.effects(), clear(state, Kind.INTERLOCK, ""))
                : step;
    }
}

package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.passage;
import static onecard.point.door.Steps.secureName;
import static onecard.point.door.Steps.state;
import static onecard.point.door.Steps.to;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Result;
import onecard.point.Output;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
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

/// What the lock does for those who were let in: how long it is open, and that it bites again.
record Lock(DoorProfile profile) {

    /// The lock opens for `tap`, or stays open for longer. Without a contact that is seen, the
    /// passage is assumed right away.
    Step<State> released(State state, TapId tap, Moment now, Effect... and) {
        var until = now.plus(profile.release());
        var effects =
                new ArrayList<Effect>(
                        List.of(new Release(Output.LOCK, until), new Show(tap, Reason.OK)));
        effects.addAll(List.of(and));
        if (state.phase() instanceof Released(var first, var before, _)) {
            if (lockDropped(before, now)) {
                effects.add(Note.of(new Fact.State("released", Cause.TAP, false), tap));
            }
            return to(state.in(new Released(first, opensUntil(until))), effects);
        }
        effects.add(Note.of(new Fact.State("released", Cause.TAP, false), tap));
        effects.addAll(assumedUnlessSeen(state, tap));
        return to(state.in(new Released(awaited(state, tap), opensUntil(until))), effects);
    }

    /// A leaf that leaves its frame just before the lock bites is told a debounce later.
    Mono opensUntil(Mono lockUntil) {
        return profile.contact().map(lockUntil::plus).orElse(lockUntil);
    }

    /// In the last debounce of a release the lock has dropped, and a tap energises it anew.
    private boolean lockDropped(Mono opensUntil, Moment now) {
        return profile.contact().filter(late -> now.reached(opensUntil.minus(late))).isPresent();
    }

    /// Whose passage the contact will tell.
    static Optional<TapId> awaited(State state, TapId tap) {
        return Optional.of(tap).filter(_ -> state.leaf() == Leaf.SEEN);
    }

    static List<Effect> assumedUnlessSeen(State state, TapId tap) {
        return state.leaf() == Leaf.SEEN ? List.of() : passage(Optional.of(tap), Result.ASSUMED);
    }

    /// The tap's part is over; an exit button pressed meanwhile still counts. Without a tap's
    /// release nothing changes, so nothing but the shunt is told.
    Step<State> shutAgain(State state, List<Effect> and, Moment now) {
        if (isShunted(state, now)) {
            return to(
                    state.in(new Shunted(state.shunt().orElseThrow())),
                    all(and, state("shunted", Cause.EXIT_BUTTON)));
        }
        var shut = state.in(new Secure());
        return state.phase() instanceof Released
                ? to(shut, all(and, state(secureName(state), Cause.TIMER)))
                : to(shut, and);
    }

    static boolean isShunted(State state, Moment now) {
        return state.shunt().filter(until -> !now.reached(until)).isPresent();
    }

    /// The time to open is over, or that of the shunt.
    Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Released(var tap, var until, var second) when now.reached(until) -> {
                var over = new ArrayList<Effect>(List.of(new Relock(Output.LOCK)));
                over.addAll(passage(tap, Result.NOT_PASSED));
                // Too late to extend: it will open anew.
                yield second.isPresent()
                        ? to(state.in(second.get()), over)
                        : shutAgain(state, over, now);
            }
            case Shunted(var until) when now.reached(until) ->
                    to(state.in(new Secure()), state(secureName(state), Cause.TIMER));
            // A stale timer is harmless.
            case Secure _,
                    Recording _,
                    Released _,
                    Shunted _,
                    Open _,
                    Warned _,
                    HeldOpen _,
                    Forced _,
                    Free _,
                    Fire _ ->
                    to(state);
        };
    }
}

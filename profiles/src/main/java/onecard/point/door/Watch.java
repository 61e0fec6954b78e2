package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.alarm;
import static onecard.point.door.Steps.passage;
import static onecard.point.door.Steps.secureName;
import static onecard.point.door.Steps.state;
import static onecard.point.door.Steps.to;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Warn;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Output;
import onecard.point.Step;
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

/// What the door makes of its contact: that somebody opens it, rightly or not, and for how long.
record Watch(DoorProfile profile) {

    Step<State> opened(State state, Moment now) {
        var seen = state.with(Leaf.SEEN).shunted(Optional.empty());
        var found = contactFound(state);
        return switch (state.phase()) {
            case Secure _ ->
                    state.leaf() == Leaf.SEEN
                            ? forced(seen, found)
                            // Nobody saw it leave its frame: open, but not forced.
                            : to(seen.in(open(now)), all(found, state("open", Cause.CONTACT)));
            case Recording _ ->
                    Lock.isShunted(state, now)
                            ? to(
                                    seen.in(open(now)),
                                    all(
                                            all(found, Admission.goesThrough(state.phase())),
                                            state("open", Cause.EXIT_BUTTON)))
                            : forced(seen, all(found, Admission.goesThrough(state.phase())));
            case Released(var tap, _, _) -> {
                var effects = new ArrayList<>(found);
                if (profile.relock() == DoorProfile.Relock.ON_OPEN) {
                    effects.add(new Relock(Output.LOCK));
                }
                effects.addAll(passage(tap, Result.PASSED));
                effects.add(state("open", Cause.CONTACT));
                yield to(seen.in(open(now)), effects);
            }
            case Shunted _ -> to(seen.in(open(now)), all(found, state("open", Cause.EXIT_BUTTON)));
            case Free _ -> to(seen.in(new Free(true)), found);
            case Fire _ -> to(seen.in(new Fire(true)), found);
            case Open _, Warned _, HeldOpen _, Forced _ -> to(seen, found);
        };
    }

    Step<State> closed(State state) {
        var seen = state.with(Leaf.SEEN);
        var found = contactFound(state);
        return switch (state.phase()) {
            case Open _, Warned _, HeldOpen _, Forced _ ->
                    to(
                            seen.in(new Secure()),
                            all(
                                    endOfAlarms(state.phase()),
                                    all(
                                            found,
                                            new Relock(Output.LOCK),
                                            state(secureName(state), Cause.CONTACT))));
            case Free _ -> to(seen.in(new Free(false)), found);
            case Fire _ -> to(seen.in(new Fire(false)), found);
            case Secure _, Recording _, Released _, Shunted _ -> to(seen, found);
        };
    }

    static Step<State> contactLost(State state) {
        var blind = state.with(Leaf.LOST);
        var alarm = alarm(Kind.CONTACT_LOST, state.leaf() != Leaf.LOST);
        return switch (state.phase()) {
            // Nobody can say how long it stays open now; a raised alarm stays until it is seen
            // shut.
            case Open _, Warned _ ->
                    to(
                            blind.in(new Secure()),
                            all(
                                    endOfAlarms(state.phase()),
                                    all(
                                            alarm,
                                            new Relock(Output.LOCK),
                                            state(secureName(state), Cause.FAULT))));
            case Free _ -> to(blind.in(new Free(false)), alarm);
            case Fire _ -> to(blind.in(new Fire(false)), alarm);
            case Released(var tap, var until, var second) ->
                    to(
                            blind.in(new Released(Optional.empty(), until, second)),
                            all(alarm, passage(tap, Result.ASSUMED)));
            case Secure _, Recording _, Shunted _, HeldOpen _, Forced _ -> to(blind, alarm);
        };
    }

    private static Step<State> forced(State state, List<Effect> found) {
        return to(
                state.in(new Forced()),
                all(
                        found,
                        Note.of(new Fact.Alarm(Kind.FORCED, true)),
                        state("forced", Cause.CONTACT)));
    }

    /// A legitimate tap at an open door starts its open time anew.
    Step<State> restarted(State state, Moment now, List<Effect> and) {
        return to(state.in(open(now)), all(endOfAlarms(state.phase()), and));
    }

    Open open(Moment now) {
        return new Open(now.plus(profile.preAlarm()), now.plus(profile.heldOpen()));
    }

    static List<Effect> endOfAlarms(Phase phase) {
        return switch (phase) {
            case Warned _ ->
                    List.of(new Warn(false), Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, false)));
            case HeldOpen _ ->
                    List.of(new Warn(false), Note.of(new Fact.Alarm(Kind.HELD_OPEN, false)));
            case Forced _ -> List.of(Note.of(new Fact.Alarm(Kind.FORCED, false)));
            case Secure _, Recording _, Released _, Shunted _, Open _, Free _, Fire _ -> List.of();
        };
    }

    private static List<Effect> contactFound(State state) {
        return alarm(Kind.CONTACT_LOST, false, state.leaf() == Leaf.LOST);
    }

    /// Open for too long.
    static Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Open(var warnAt, var limit) when now.reached(warnAt) ->
                    to(
                            state.in(new Warned(limit)),
                            new Warn(true),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, true)));
            case Warned(var limit) when now.reached(limit) ->
                    to(
                            state.in(new HeldOpen()),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, false)),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN, true)),
                            state("held_open", Cause.TIMER));
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

package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.door.Steps.clear;
import static onecard.point.door.Steps.passages;
import static onecard.point.door.Steps.raise;
import static onecard.point.door.Steps.shut;
import static onecard.point.door.Steps.state;
import static onecard.point.door.Steps.to;

import java.util.ArrayList;
import java.util.List;
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
import onecard.point.door.Phase.Released;
import onecard.point.door.Phase.Secure;
import onecard.point.door.Phase.Shunted;
import onecard.point.door.Phase.Warned;
import onecard.time.Moment;

/// What the door makes of its contact: that somebody opens it, rightly or not, and for how long.
record Watch(DoorProfile profile) {

    // --- the leaf ---

    Step<State> opened(State state, Moment now) {
        // Nobody saw it leave its frame: open, but not forced.
        boolean found = state.leaf() != Leaf.SEEN;
        return then(
                clear(state.with(Leaf.SEEN), Kind.CONTACT_LOST, ""),
                seen ->
                        switch (seen.phase()) {
                            case Secure() ->
                                    found ? opens(seen, false, Cause.CONTACT, now) : forced(seen);
                            case Released open -> passes(seen, open, now);
                            case Shunted _ -> opens(seen, false, Cause.EXIT_BUTTON, now);
                            case Free _ -> to(seen.in(new Free(true)));
                            case Fire _ -> to(seen.in(new Fire(true)));
                            case Open _, Warned _, HeldOpen(), Forced() -> to(seen);
                        });
    }

    private Step<State> passes(State state, Released open, Moment now) {
        var effects = new ArrayList<Effect>();
        if (profile.relock() == DoorProfile.Relock.ON_OPEN) {
            effects.add(new Relock(Output.LOCK));
        }
        var awaited = open.awaited();
        if (!awaited.isEmpty()) {
            effects.addAll(passages(awaited.subList(0, 1), Result.PASSED));
            effects.addAll(passages(awaited.subList(1, awaited.size()), Result.ASSUMED));
        }
        return first(effects, opens(state, open.extended(), Cause.CONTACT, now));
    }

    private Step<State> opens(State state, boolean extended, Cause cause, Moment now) {
        return to(state.in(open(extended, now)), state("open", cause));
    }

    private static Step<State> forced(State state) {
        return to(
                state.in(new Forced()),
                Note.of(new Fact.Alarm(Kind.FORCED, true)),
                state("forced", Cause.CONTACT));
    }

    static Step<State> closed(State state) {
        return then(
                clear(state.with(Leaf.SEEN), Kind.CONTACT_LOST, ""),
                seen ->
                        switch (seen.phase()) {
                            case Open _, Warned _, HeldOpen(), Forced() ->
                                    relocked(seen, Cause.CONTACT);
                            case Free _ -> to(seen.in(new Free(false)));
                            case Fire _ -> to(seen.in(new Fire(false)));
                            case Secure(), Released _, Shunted _ -> to(seen);
                        });
    }

    /// A raised alarm stays until it is seen shut.
    static Step<State> lost(State state) {
        return then(
                raise(state.with(Leaf.LOST), Kind.CONTACT_LOST, ""),
                blind ->
                        switch (blind.phase()) {
                            // Nobody can say how long it stays open now.
                            case Open _, Warned _ -> relocked(blind, Cause.FAULT);
                            case Released open ->
                                    to(
                                            blind.in(open.unwatched()),
                                            passages(open.awaited(), Result.ASSUMED));
                            case Free _ -> to(blind.in(new Free(false)));
                            case Fire _ -> to(blind.in(new Fire(false)));
                            case Secure(), Shunted _, HeldOpen(), Forced() -> to(blind);
                        });
    }

    private static Step<State> relocked(State state, Cause cause) {
        var next = state.in(new Secure());
        return to(
                next, all(endOfAlarms(state.phase()), new Relock(Output.LOCK), shut(next, cause)));
    }

    // --- for how long ---

    /// A legitimate tap at an open door starts its open time anew, and shortens nobody else's.
    Step<State> restarted(State state, boolean extended, Moment now) {
        var anew = open(extended, now);
        boolean longer =
                !(state.phase() instanceof Open before) || anew.limit().reached(before.limit());
        return to(longer ? state.in(anew) : state, endOfAlarms(state.phase()));
    }

    Open open(boolean extended, Moment now) {
        var times = profile.times(extended);
        return new Open(now.plus(times.preAlarm()), now.plus(times.heldOpen()));
    }

    static List<Effect> endOfAlarms(Phase phase) {
        return switch (phase) {
            case Warned _ ->
                    List.of(new Warn(false), Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, false)));
            case HeldOpen() ->
                    List.of(new Warn(false), Note.of(new Fact.Alarm(Kind.HELD_OPEN, false)));
            case Forced() -> List.of(Note.of(new Fact.Alarm(Kind.FORCED, false)));
            case Secure(), Released _, Shunted _, Open _, Free _, Fire _ -> List.of();
        };
    }

    /// Open for too long.
    static Step<State> due(State state) {
        return switch (state.phase()) {
            case Open(_, var limit) ->
                    to(
                            state.in(new Warned(limit)),
                            new Warn(true),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, true)));
            case Warned _ ->
                    to(
                            state.in(new HeldOpen()),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN_SOON, false)),
                            Note.of(new Fact.Alarm(Kind.HELD_OPEN, true)),
                            state("held_open", Cause.TIMER));
            case Secure(), Released _, Shunted _, HeldOpen(), Forced(), Free _, Fire _ -> to(state);
        };
    }
}

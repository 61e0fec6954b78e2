package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.Effects.passage;
import static onecard.point.Step.then;
import static onecard.point.door.Steps.passages;
import static onecard.point.door.Steps.shut;
import static onecard.point.door.Steps.state;
import static onecard.point.door.Steps.to;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Output;
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
import onecard.time.Mono;

/// What the lock does: it opens for those who were granted, is held open, and bites again. Of
/// those it was opened for, the first to tap is told to have passed when the leaf opens, and of the
/// others that is assumed: they may have gone with them.
record Lock(DoorProfile profile, Watch watch) {

    /// More than tap while a door is released once; of those beyond, the passage is assumed.
    private static final int AWAITED_MAX = 8;

    // --- for somebody ---

    /// It opens, or stays open for longer. The leaf may be open, and whoever was granted is assumed
    /// to walk through; who leaves, or is let in by an operator, gets the lock released all the
    /// same: a contact may be stuck, an exit is never blocked, and an operator is obeyed.
    Step<State> open(State state, Grant grant, Moment now) {
        return switch (state.phase()) {
            case Secure(), Shunted _, Released _ -> released(state, grant, now);
            case Open _, Warned _ ->
                    then(
                            grant.isPress()
                                    ? to(state)
                                    : watch.restarted(state, grant.extended(), now),
                            next -> walksThrough(next, grant, now));
            case HeldOpen(), Forced() -> walksThrough(state, grant, now);
            case Free _, Fire _ -> to(state, walksThrough(grant));
        };
    }

    private Step<State> released(State state, Grant grant, Moment now) {
        var was = state.phase();
        boolean more = grant.extended();
        var until = opensUntil(now.plus(profile.times(more).release()));
        var open =
                switch (was) {
                    case Released before -> before.longer(until, more);
                    case Shunted(var end) -> Released.until(until, more, Optional.of(end));
                    case Secure(), Open _, Warned _, HeldOpen(), Forced(), Free _, Fire _ ->
                            Released.until(until, more, Optional.empty());
                };
        var effects = new ArrayList<Effect>(List.of(release(open)));
        effects.addAll(welcome(grant));
        if (grant.isPress() || !(was instanceof Released before) || now.reached(dropsAt(before))) {
            effects.add(released(grant));
        }
        if (grant.again().filter(was.awaited()::contains).isPresent()) {
            effects.add(
                    passage(grant.tap(), Result.NOT_PASSED)); // the same person, and nobody more
            return to(state.in(open), effects);
        }
        boolean told = state.leaf() == Leaf.SEEN && open.awaited().size() < AWAITED_MAX;
        if (told && !grant.isPress()) {
            return to(state.in(open.awaiting(grant.tap())), effects);
        }
        effects.addAll(assumed(grant));
        return to(state.in(open), effects);
    }

    private Step<State> walksThrough(State state, Grant grant, Moment now) {
        if (!grant.leaves() && !grant.isOrder()) {
            return to(state, walksThrough(grant));
        }
        var until = now.plus(profile.times(grant.extended()).release());
        var effects = new ArrayList<Effect>(List.of(new Release(Output.LOCK, until)));
        effects.addAll(welcome(grant));
        effects.add(released(grant));
        effects.addAll(assumed(grant));
        return to(state, effects);
    }

    private static List<Effect> walksThrough(Grant grant) {
        return all(welcome(grant), assumed(grant));
    }

    private static List<Effect> welcome(Grant grant) {
        if (grant.isPress()) {
            return List.of();
        }
        var ok = new Show(grant.tap(), Reason.OK);
        return grant.recorded()
                ? List.of(ok)
                : List.of(ok, Note.of(new Fact.ReleasedBeforeRecord(), grant.tap()));
    }

    private static List<Effect> assumed(Grant grant) {
        return grant.isPress() ? List.of() : List.of(passage(grant.tap(), Result.ASSUMED));
    }

    private static Effect released(Grant grant) {
        return Note.of(new Fact.State("released", grant.by(), grant.isPress()), grant.tap());
    }

    private Effect release(Released open) {
        return new Release(Output.LOCK, dropsAt(open));
    }

    /// A leaf that leaves its frame just before the lock bites is told a debounce later.
    Mono opensUntil(Mono lockUntil) {
        return profile.contact().map(lockUntil::plus).orElse(lockUntil);
    }

    private Mono dropsAt(Released open) {
        return profile.contact().map(open.until()::minus).orElse(open.until());
    }

    // --- for everybody ---

    /// Held open, by order or for a fire. Of those it was opened for, and of those whose record is
    /// on its way, nobody sees any more who passes.
    ///
    /// @param phase free or fire
    /// @param because the order or the alarm
    static Step<State> hold(State state, Phase phase, Cause by, Optional<TapId> because) {
        var effects = new ArrayList<>(Watch.endOfAlarms(state.phase()));
        effects.add(new Hold(Output.LOCK, by));
        effects.addAll(passages(state.phase().awaited(), Result.ASSUMED));
        state.queue().all().forEach(grant -> effects.addAll(walksThrough(grant.withRecord())));
        effects.add(new Note(new Fact.State(phase.name(), by, true), because));
        return to(state.with(Queue.EMPTY).in(phase), effects);
    }

    /// The hold is over: the lock bites, and a leaf that stands open is timed from now.
    Step<State> bite(State state, Cause by, Optional<TapId> because, Moment now) {
        var next = state.in(state.phase().isOpen() ? watch.open(false, now) : new Secure());
        return to(
                next,
                new Relock(Output.LOCK),
                new Note(new Fact.State(Door.called(next), by, false), because));
    }

    // --- time ---

    /// The time to open is over, or that of the shunt. An exit button pressed meanwhile still
    /// counts.
    static Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Released(var awaited, _, _, var shunt) -> {
                var next =
                        shunt.filter(end -> !now.reached(end))
                                .<Phase>map(Shunted::new)
                                .orElseGet(Secure::new);
                var told =
                        next instanceof Shunted
                                ? state(next.name(), Cause.EXIT_BUTTON)
                                : shut(state.in(next), Cause.TIMER);
                yield to(
                        state.in(next),
                        all(
                                List.of(new Relock(Output.LOCK)),
                                all(passages(awaited, Result.NOT_PASSED), told)));
            }
            case Shunted _ -> to(state.in(new Secure()), shut(state.in(new Secure()), Cause.TIMER));
            case Secure(), Open _, Warned _, HeldOpen(), Forced(), Free _, Fire _ -> to(state);
        };
    }
}

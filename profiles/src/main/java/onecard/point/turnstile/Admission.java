package onecard.point.turnstile;

import static onecard.point.Effects.passage;
import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.turnstile.Steps.to;
import static onecard.point.turnstile.Steps.turnedAway;

import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.RecordWait;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.Phase.Closing;
import onecard.point.turnstile.Phase.Fault;
import onecard.point.turnstile.Phase.Fire;
import onecard.point.turnstile.Phase.Free;
import onecard.point.turnstile.Phase.Idle;
import onecard.point.turnstile.Phase.Open;
import onecard.point.turnstile.Queue.Recording;
import onecard.point.turnstile.Queue.Waiting;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Moment;

/// What a grant goes through until the lane opens for it: its record first, then the lane, if that
/// is busy. Whoever it is not opened for is shown why, and told to have not passed.
record Admission(TurnstileProfile profile, Lane lane) {

    // --- for its record ---

    Step<State> granted(State state, Input.Granted granted, Moment now) {
        var tap = granted.tap();
        if (state.phase() instanceof Free || state.phase() instanceof Fire) {
            return to(
                    state, new Record(tap), new Show(tap, Reason.OK), passage(tap, Result.ASSUMED));
        }
        boolean leaves = granted.direction() == Direction.OUT;
        var grant = Grant.of(granted);
        if (state.queue().isFull()) {
            return first(
                    new Record(tap),
                    leaves ? admitted(state, grant, now) : turnedAway(state, grant, Reason.BUSY));
        }
        // Whoever leaves is never held up by a record.
        boolean right = granted.recordFirst() && !leaves;
        var until = now.plus(right ? RecordWait.RIGHT : RecordWait.TAP);
        return to(
                state.with(state.queue().and(new Recording(grant, right, until))), new Record(tap));
    }

    Step<State> recorded(State state, TapId tap, Moment now) {
        var queue = state.queue();
        var waiting = queue.waiting(tap);
        if (waiting.isPresent()) {
            return to(state.with(queue.recorded(waiting.get())));
        }
        var recording = queue.recording(tap);
        // It came too late for anything: the lane opened without it, or will not.
        if (recording.isEmpty()) {
            return to(state);
        }
        var done = recording.get();
        return done.right() && now.reached(done.until())
                ? late(state, done, now)
                : admitted(state.with(queue.without(done)), done.grant().withRecord(), now);
    }

    Step<State> notRecorded(State state, TapId tap, Reason why, Moment now) {
        var queue = state.queue();
        var waiting = queue.waiting(tap).filter(each -> !opensUnrecorded(each.grant()));
        if (waiting.isPresent()) {
            return to(state.with(queue.without(waiting.get())), new Show(tap, why));
        }
        var recording = queue.recording(tap);
        if (recording.isEmpty()) {
            return to(state);
        }
        var failed = recording.get();
        var next = state.with(queue.without(failed));
        return !failed.right() && opensUnrecorded(failed.grant())
                ? admitted(next, failed.grant(), now)
                : to(next, new Show(tap, why));
    }

    private boolean opensUnrecorded(Grant grant) {
        return grant.way() == Direction.OUT || profile.journalFull() == JournalFull.OPEN;
    }

    /// Its record takes too long: it goes on without, unless it uses up a right. The record of that
    /// may still come, and the lane would open for somebody else.
    private Step<State> late(State state, Recording late, Moment now) {
        var next = state.with(state.queue().without(late));
        return late.right()
                ? turnedAway(next, late.grant(), Reason.DEVICE_FAULT)
                : admitted(next, late.grant(), now);
    }

    // --- for the lane ---

    /// An operator's command, which is in the journal already.
    Step<State> ordered(State state, Grant order, Moment now) {
        return state.phase() instanceof Free || state.phase() instanceof Fire
                ? to(state, new Show(order.tap(), Reason.OK), passage(order.tap(), Result.ASSUMED))
                : admitted(state, order, now);
    }

    /// Nothing but the lane itself is in its way any more.
    Step<State> admitted(State state, Grant grant, Moment now) {
        return switch (state.phase()) {
            // If somebody waits the other way, they have their turn first.
            case Open open
                    when open.opening().way() == grant.way()
                            && !state.queue().waits(grant.way().opposite())
                            && lane.joins(open, grant) ->
                    lane.join(state, open, grant, now);
            case Open _, Closing _ when comesInAgain(state, grant) -> again(state, grant);
            case Idle(), Fault() -> lane.open(state, List.of(grant), now);
            case Open _, Closing _ -> waits(state, grant, now);
            // Whoever pressed the button: everybody else was let through.
            case Free(), Fire() -> to(state);
        };
    }

    /// It is opened for them already, or they wait for it.
    private static boolean comesInAgain(State state, Grant grant) {
        return comesIn(grant)
                && grant.again()
                        .filter(
                                tap ->
                                        state.queue().waiting(tap).isPresent()
                                                || state.phase()
                                                        .current()
                                                        .filter(opening -> opening.isFor(tap))
                                                        .isPresent())
                        .isPresent();
    }

    /// Whoever waits is told so once more. A lane does not open once more for whoever has the card
    /// that it was opened for.
    private static Step<State> again(State state, Grant grant) {
        boolean waits = grant.again().flatMap(state.queue()::waiting).isPresent();
        return turnedAway(state, grant, waits ? Reason.INTERLOCK : Reason.BUSY);
    }

    private Step<State> waits(State state, Grant grant, Moment now) {
        if (!state.queue().hasRoom(grant, profile.passes())) {
            // It opens for whoever pressed the button before, and so for this press.
            return grant.isPress() ? to(state) : turnedAway(state, grant, Reason.BUSY);
        }
        var until = Optional.of(now.plus(profile.patience())).filter(_ -> comesIn(grant));
        var next = state.with(state.queue().and(new Waiting(grant, until)));
        return grant.isPress() ? to(next) : to(next, new Show(grant.tap(), Reason.INTERLOCK));
    }

    /// Whoever waits to come in was granted before it was closed to them. Whoever was let in
    /// already passes, and whoever leaves is let out as ever.
    Step<State> keepOut(State state, Reason why) {
        var step = to(state.with(state.queue().leaving()));
        for (var grant : state.queue().all().filter(Admission::comesIn).toList()) {
            step = then(step, next -> turnedAway(next, grant, why));
        }
        return step;
    }

    private static boolean comesIn(Grant grant) {
        return grant.way() == Direction.IN;
    }

    // --- time ---

    /// What the first limit that is due brings; empty: none is.
    Optional<Step<State>> due(State state, Moment now) {
        var queue = state.queue();
        return queue.late(now)
                .map(late -> late(state, late, now))
                .or(() -> queue.impatient(now).map(gone -> leaves(state, gone)));
    }

    private static Step<State> leaves(State state, Waiting gone) {
        return turnedAway(state.with(state.queue().without(gone)), gone.grant(), Reason.BUSY);
    }
}

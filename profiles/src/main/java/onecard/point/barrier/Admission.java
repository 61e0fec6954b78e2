package onecard.point.barrier;

import static onecard.point.Effects.passage;
import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.barrier.Steps.to;
import static onecard.point.barrier.Steps.turnedAway;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.barrier.Barrier.State;
import onecard.point.barrier.Crossing.Progress;
import onecard.point.barrier.Phase.Clear;
import onecard.point.barrier.Phase.Fire;
import onecard.point.barrier.Phase.Free;
import onecard.point.barrier.Phase.Lowering;
import onecard.point.barrier.Queue.Stage;
import onecard.point.barrier.Queue.Waiting;
import onecard.time.Moment;

/// What a grant goes through until the arm is raised for it: its record, its vehicle, and whoever
/// crosses before it. Whoever it is not raised for is shown why, and told to have not passed.
record Admission(BarrierProfile profile, Arm arm) {

    // --- for its record ---

    Step<State> granted(State state, Input.Granted granted, Moment now) {
        var tap = granted.tap();
        if (state.phase() instanceof Free || state.phase() instanceof Fire) {
            return to(
                    state, new Record(tap), new Show(tap, Reason.OK), passage(tap, Result.ASSUMED));
        }
        var way = granted.direction();
        var grant = Grant.of(granted);
        if (state.queue().isFull(way)) {
            return grant.leaves()
                    ? then(placeFor(state, way), next -> granted(next, granted, now))
                    : first(new Record(tap), turnedAway(state, grant, Reason.BUSY));
        }
        var loop = Sensors.arrival(way);
        if (!grant.leaves() && !state.sensors().sees(loop)) {
            return first(new Record(tap), turnedAway(state, grant, Reason.DEVICE_FAULT));
        }
        var again = granted.again();
        if (again.flatMap(state.queue()::of).isPresent()) {
            return first(new Record(tap), waitsAgain(state, again.get(), grant, now));
        }
        if (again.flatMap(before -> crossing(state, before)).isPresent()) {
            return first(new Record(tap), crossesAgain(state, grant));
        }
        // Whoever leaves is never held up by a record.
        var stage = granted.recordFirst() && !grant.leaves() ? Stage.RIGHT : Stage.RECORD;
        var waits = new Waiting(grant, stage, now.mono(), state.sensors().isActive(loop));
        return to(state.with(state.queue().and(waits)), new Record(tap));
    }

    /// Nobody is kept in by those who do not drive: whoever was seen longest ago makes room, and
    /// may ask anew.
    private static Step<State> placeFor(State state, Direction way) {
        return turnedAway(state, state.queue().stalest(way).grant(), Reason.INTERLOCK);
    }

    /// Whoever waits for their vehicle, or for the way, waits from now on.
    private static Step<State> waitsAgain(State state, TapId before, Grant again, Moment now) {
        return turnedAway(stillThere(state, before, now), again, Reason.INTERLOCK);
    }

    /// The same, of whoever is seen there still. Nobody waits longer for a record, and whoever has
    /// waited for too long has, though nobody has told them yet.
    static State stillThere(State state, TapId tap, Moment now) {
        return state.queue()
                .of(tap)
                .filter(waits -> waits.stage() == Stage.VEHICLE && !now.reached(waits.until()))
                .map(waits -> state.with(state.queue().replaced(waits.from(now))))
                .orElse(state);
    }

    /// The arm is up for them already, and is not raised once more for whoever has the card.
    private static Step<State> crossesAgain(State state, Grant again) {
        return turnedAway(state, again, again.leaves() ? Reason.INTERLOCK : Reason.BUSY);
    }

    /// Empty, too, where they have not driven in and it comes down.
    private static Optional<Crossing> crossing(State state, TapId tap) {
        boolean comesDown = state.phase() instanceof Clear || state.phase() instanceof Lowering;
        return state.phase()
                .current()
                .filter(now -> now.tap().equals(Optional.of(tap)))
                .filter(now -> !comesDown || now.progress() != Progress.AWAITED);
    }

    Step<State> recorded(State state, TapId tap, Moment now) {
        var waits = state.queue().of(tap);
        // It came too late for anything: the arm went up without it, or will not.
        if (waits.isEmpty()) {
            return to(state);
        }
        var done = waits.get().withRecord();
        return switch (done.stage()) {
            case RECORD -> admitted(state, done, now);
            case RIGHT ->
                    now.reached(done.until()) ? late(state, done, now) : admitted(state, done, now);
            case VEHICLE -> to(state.with(state.queue().replaced(done)));
        };
    }

    Step<State> notRecorded(State state, TapId tap, Reason why, Moment now) {
        var waits = state.queue().of(tap);
        if (waits.isEmpty()) {
            return to(state);
        }
        var failed = waits.get();
        if (!opensUnrecorded(failed)) {
            return to(state.with(state.queue().without(tap)), new Show(tap, why));
        }
        return failed.stage() == Stage.RECORD ? admitted(state, failed, now) : to(state);
    }

    private boolean opensUnrecorded(Waiting failed) {
        boolean may = failed.grant().leaves() || profile.journalFull() == JournalFull.OPEN;
        return may && failed.stage() != Stage.RIGHT;
    }

    /// Its record takes too long: it goes on without, unless it uses up a right. The record of that
    /// may still come, and the arm would be raised for somebody else. Or nobody is there, or
    /// somebody else is in its way for too long.
    private Step<State> late(State state, Waiting late, Moment now) {
        return switch (late.stage()) {
            case RECORD -> admitted(state, late, now);
            case RIGHT -> turnedAway(state, late.grant(), Reason.DEVICE_FAULT);
            case VEHICLE -> turnedAway(state, late.grant(), Reason.BUSY);
        };
    }

    // --- for its vehicle, and the way ---

    private Step<State> admitted(State state, Waiting waits, Moment now) {
        var step = arm.next(state.with(state.queue().replaced(waits.forVehicle())), now);
        return step.next().queue().of(waits.tap()).isPresent()
                ? then(step, next -> to(next, new Show(waits.tap(), Reason.INTERLOCK)))
                : step;
    }

    /// Whoever waits to come in was granted before it was closed to them. Whoever crosses already
    /// does so, and whoever leaves is let out as ever.
    Step<State> keepOut(State state, Reason why) {
        var step = to(state);
        for (var waits : state.queue().those(each -> !each.grant().leaves())) {
            step = then(step, next -> turnedAway(next, waits.grant(), why));
        }
        return step;
    }

    // --- time ---

    /// What the first limit that is due brings; empty: none is.
    Optional<Step<State>> due(State state, Moment now) {
        return state.queue().late(now).map(late -> late(state, late, now));
    }
}

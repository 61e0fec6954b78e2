package onecard.point.door;

import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.door.Steps.to;
import static onecard.point.door.Steps.turnedAway;

import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Effect.Record;
import onecard.point.Effect.Show;
import onecard.point.Grant;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.RecordWait;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.Phase.Fire;
import onecard.point.door.Phase.Free;
import onecard.point.door.Queue.Recording;
import onecard.time.Moment;

/// What a grant goes through until the lock is asked to open for it: its record. Whoever it is not
/// opened for is shown why, and told to have not passed.
record Admission(DoorProfile profile, Interlock interlock) {

    Step<State> granted(State state, Input.Granted granted, Moment now) {
        var tap = granted.tap();
        var record = new Record(tap);
        var grant = Grant.of(granted);
        if (state.phase() instanceof Free || state.phase() instanceof Fire) {
            return first(record, interlock.open(state, grant.withRecord(), now));
        }
        if (!grant.leaves() && Interlock.bars(state)) {
            return first(record, turnedAway(state, grant, Reason.INTERLOCK));
        }
        if (state.queue().isFull()) {
            return first(
                    record,
                    grant.leaves()
                            ? interlock.open(state, grant, now)
                            : turnedAway(state, grant, Reason.BUSY));
        }
        // Whoever leaves is never held up by a record.
        boolean right = granted.recordFirst() && !grant.leaves();
        var until = now.plus(right ? RecordWait.RIGHT : RecordWait.TAP);
        return to(state.with(state.queue().and(new Recording(grant, right, until))), record);
    }

    Step<State> recorded(State state, TapId tap, Moment now) {
        var recording = state.queue().recording(tap);
        // It came late: the lock opened without it, or will when the others are shut.
        if (recording.isEmpty()) {
            return to(state.with(state.queue().recorded(tap)));
        }
        var done = recording.get();
        return done.right() && now.reached(done.until())
                ? late(state, done, now)
                : interlock.open(
                        state.with(state.queue().without(done)), done.grant().withRecord(), now);
    }

    Step<State> notRecorded(State state, TapId tap, Reason why, Moment now) {
        var recording = state.queue().recording(tap);
        if (recording.isEmpty()) {
            return to(state);
        }
        var failed = recording.get();
        var next = state.with(state.queue().without(failed));
        return !failed.right() && opensUnrecorded(failed.grant())
                ? interlock.open(next, failed.grant(), now)
                : to(next, new Show(tap, why));
    }

    private boolean opensUnrecorded(Grant grant) {
        return grant.leaves() || profile.journalFull() == JournalFull.OPEN;
    }

    /// Its record takes too long: it goes on without, unless it uses up a right. The record of that
    /// may still come, and the lock would open for somebody else.
    private Step<State> late(State state, Recording late, Moment now) {
        var next = state.with(state.queue().without(late));
        return late.right()
                ? turnedAway(next, late.grant(), Reason.DEVICE_FAULT)
                : interlock.open(next, late.grant(), now);
    }

    /// Whoever comes in was granted before it was closed to them. Whoever was let in already opens,
    /// and whoever leaves is let out as ever.
    static Step<State> keepOut(State state, Reason why) {
        var step = to(state.with(state.queue().leaving()));
        for (var grant : state.queue().all().filter(each -> !each.leaves()).toList()) {
            step = then(step, next -> turnedAway(next, grant, why));
        }
        return step;
    }

    /// What the first limit that is due brings; empty: none is.
    Optional<Step<State>> due(State state, Moment now) {
        return state.queue().late(now).map(late -> late(state, late, now));
    }
}

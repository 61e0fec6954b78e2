package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.passage;
import static onecard.point.door.Steps.to;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Release;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Result;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.RecordWait;
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

/// What a grant goes through until the lock opens for it: its record, first of all.
record Admission(DoorProfile profile, Lock lock, Watch watch) {

    Step<State> granted(State state, TapId tap, Direction direction, Moment now) {
        var recording = new Recording(tap, direction, now.plus(RecordWait.TAP));
        return switch (state.phase()) {
            case Secure _, Shunted _ -> to(state.in(recording), new Record(tap));
            // Somebody else's grant is on its way to the journal and will open for both.
            case Recording _ -> to(state, new Record(tap));
            // A second tap in the window extends it and is no second pass.
            case Released open ->
                    to(
                            state.in(open.with(open.second().or(() -> Optional.of(recording)))),
                            new Record(tap));
            case Open _, Warned _ -> watch.restarted(state, now, alreadyOpen(tap, direction, now));
            case HeldOpen _, Forced _ -> to(state, alreadyOpen(tap, direction, now));
            case Free _, Fire _ -> to(state, new Record(tap), new Show(tap, Reason.OK));
        };
    }

    /// The contact says open, so the person is assumed to walk through. Whoever leaves gets the
    /// lock released all the same: a contact may be stuck, and an exit is never blocked.
    private List<Effect> alreadyOpen(TapId tap, Direction direction, Moment now) {
        var effects = new ArrayList<Effect>(List.of(new Record(tap), new Show(tap, Reason.OK)));
        if (direction == Direction.OUT) {
            effects.add(new Release(Output.LOCK, now.plus(profile.release())));
            effects.add(Note.of(new Fact.ReleasedBeforeRecord(), tap));
        }
        effects.add(Note.of(new Fact.Passage(Result.ASSUMED), tap));
        return effects;
    }

    Step<State> recorded(State state, TapId tap, Moment now) {
        var standsUntil = state.pending().get(tap);
        if (standsUntil != null) {
            return now.reached(standsUntil)
                    ? to(state.answered(tap), tooLate(tap))
                    : rightUsed(state.answered(tap), tap, now);
        }
        return awaitsRecord(state, tap) ? lock.released(state, tap, now) : to(state);
    }

    /// The record of a used-up right is there: it opens now, whatever the door was doing.
    private Step<State> rightUsed(State state, TapId tap, Moment now) {
        var walksIn =
                all(List.of(new Show(tap, Reason.OK)), passage(Optional.of(tap), Result.ASSUMED));
        var away = state.ordered().turnsAway();
        if (away.isPresent() && !(state.phase() instanceof Fire)) {
            return to(
                    state,
                    all(
                            List.of(new Show(tap, away.get())),
                            passage(Optional.of(tap), Result.NOT_PASSED)));
        }
        return switch (state.phase()) {
            // The grant that was on its way extends it, as a second tap does.
            case Recording recording -> {
                var step = lock.released(state, tap, now);
                var open = (Released) step.next().phase();
                yield to(step.next().in(open.with(Optional.of(recording))), step.effects());
            }
            case Secure _, Shunted _, Released _ -> lock.released(state, tap, now);
            case Open _, Warned _ -> watch.restarted(state, now, walksIn);
            case HeldOpen _, Forced _ -> to(state, walksIn);
            case Free _, Fire _ -> to(state, new Show(tap, Reason.OK));
        };
    }

    /// The record of a used-up right may still come; a door that opens then would open for somebody
    /// else.
    static List<Effect> tooLate(TapId tap) {
        return all(
                List.of(new Show(tap, Reason.DEVICE_FAULT)),
                passage(Optional.of(tap), Result.NOT_PASSED));
    }

    Step<State> notRecorded(State state, TapId tap, Reason why, Moment now) {
        if (state.pending().containsKey(tap)) {
            return to(state.answered(tap), new Show(tap, why));
        }
        return switch (state.phase()) {
            case Recording recording when recording.tap().equals(tap) ->
                    opensUnrecorded(recording)
                            ? releasedBeforeRecord(state, tap, now)
                            : lock.shutAgain(state, List.of(new Show(tap, why)), now);
            case Released open
                    when open.second().filter(next -> next.tap().equals(tap)).isPresent() ->
                    opensUnrecorded(open.second().get())
                            ? releasedBeforeRecord(state, tap, now)
                            : to(state.in(open.with(Optional.empty())), new Show(tap, why));
            case Recording _,
                    Released _,
                    Secure _,
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

    /// False for an answer that is late, or another tap's.
    private static boolean awaitsRecord(State state, TapId tap) {
        return switch (state.phase()) {
            case Recording recording -> recording.tap().equals(tap);
            case Released released ->
                    released.second().filter(next -> next.tap().equals(tap)).isPresent();
            case Secure _, Shunted _, Open _, Warned _, HeldOpen _, Forced _, Free _, Fire _ ->
                    false;
        };
    }

    private boolean opensUnrecorded(Recording recording) {
        return recording.direction() == Direction.OUT || profile.journalFull() == JournalFull.OPEN;
    }

    private Step<State> releasedBeforeRecord(State state, TapId tap, Moment now) {
        return lock.released(state, tap, now, Note.of(new Fact.ReleasedBeforeRecord(), tap));
    }

    /// Of whom was let in, when something else opens or holds the door meanwhile: nobody will see
    /// that one pass.
    static List<Effect> goesThrough(Phase phase) {
        return switch (phase) {
            case Recording(var tap, _, _) ->
                    all(
                            List.of(new Show(tap, Reason.OK)),
                            passage(Optional.of(tap), Result.ASSUMED));
            case Released(var tap, _, _) -> passage(tap, Result.ASSUMED);
            case Secure _, Shunted _, Open _, Warned _, HeldOpen _, Forced _, Free _, Fire _ ->
                    List.of();
        };
    }

    /// The first record that takes too long; empty: none does.
    Optional<Step<State>> due(State state, Moment now) {
        return state.phase() instanceof Recording(var tap, _, var until) && now.reached(until)
                ? Optional.of(releasedBeforeRecord(state, tap, now))
                : state.phase() instanceof Released(_, _, var second)
                        ? second.filter(next -> now.reached(next.until()))
                                .map(next -> releasedBeforeRecord(state, next.tap(), now))
                        : Optional.empty();
    }

    /// Whose right was used up too late; empty: nobody's.
    static Optional<TapId> late(State state, Moment now) {
        return state.pending().entrySet().stream()
                .filter(pending -> now.reached(pending.getValue()))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingLong(TapId::number));
    }
}

package onecard.point.door;

import static onecard.point.Effects.all;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Alarms;
import onecard.point.Button;
import onecard.point.Button.Down;
import onecard.point.Button.Stuck;
import onecard.point.Button.Unseen;
import onecard.point.Button.Up;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Effect.Warn;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Order;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.RecordWait;
import onecard.point.Step;
import onecard.point.TapId;
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

/// A door with one lock, an optional contact and an optional exit button. Pure; its state is
/// owned by the edge loop. `door.md` beside it draws the phases; a test keeps the drawing true.
///
/// A granted tap is recorded first and released on the durable record, or after 50 ms, and then a
/// second record says so. One that uses up a right waits for its record alone, whatever the
/// phase: it is `pending`, and many may be. Lockdown changes what is decided, also of those that
/// are pending, and not how the door moves: whoever leaves is still let out. Fire dominates every
/// phase.
public final class Door implements Point<Door.State> {

    /// Everything true of the door now.
    ///
    /// @param ordered what people or a schedule want it to be: normal, free or lockdown
    /// @param leaf how far the contact can be believed
    /// @param lost alarms about readers and lines that do not answer
    /// @param pending granted taps that use up a right, on their way to the journal, and until when
    ///     their holders are taken to stand there
    /// @param shunt until when an opening is no alarm, whatever else goes on, for the sake of
    ///     whoever pressed the exit button; absent: nobody did, or has opened since
    public record State(
            Order ordered,
            Leaf leaf,
            Button button,
            Phase phase,
            Alarms lost,
            Map<TapId, Mono> pending,
            Optional<Mono> shunt) {
        public State {
            pending = Map.copyOf(pending);
        }

        State in(Phase next) {
            return new State(ordered, leaf, button, next, lost, pending, shunt);
        }

        State with(Order next) {
            return new State(next, leaf, button, phase, lost, pending, shunt);
        }

        State with(Leaf next) {
            return new State(ordered, next, button, phase, lost, pending, shunt);
        }

        State with(Button next) {
            return new State(ordered, leaf, next, phase, lost, pending, shunt);
        }

        State with(Alarms nextLost) {
            return new State(ordered, leaf, button, phase, nextLost, pending, shunt);
        }

        State pending(TapId tap, Mono until) {
            var more = new HashMap<>(pending);
            more.put(tap, until);
            return new State(ordered, leaf, button, phase, lost, more, shunt);
        }

        State shunted(Optional<Mono> until) {
            return new State(ordered, leaf, button, phase, lost, pending, until);
        }

        State answered(TapId tap) {
            var fewer = new HashMap<>(pending);
            fewer.remove(tap);
            return new State(ordered, leaf, button, phase, lost, fewer, shunt);
        }
    }

    /// The contact's standing.
    public enum Leaf {
        /// None fitted, or no level seen since start: every passage is assumed.
        UNSEEN,
        SEEN,
        /// Was seen, is not any more.
        LOST
    }

    private final DoorProfile profile;

    public Door(DoorProfile profile) {
        this.profile = profile;
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                Leaf.UNSEEN,
                new Unseen(),
                new Secure(),
                Alarms.NONE,
                Map.of(),
                Optional.empty());
    }

    @Override
    public Posture posture(State state) {
        return state.phase() instanceof Fire ? Posture.FIRE : state.ordered().posture();
    }

    @Override
    public String name(State state) {
        return state.phase() instanceof Secure ? secureName(state) : state.phase().name();
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted(var tap, var direction, var recordFirst, _) ->
                    recordFirst
                            ? to(state.pending(tap, now.plus(RecordWait.RIGHT)), new Record(tap))
                            : granted(state, tap, direction, now);
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) -> recorded(state, tap, now);
            case Input.NotRecorded(var tap, var why) -> notRecorded(state, tap, why, now);
            case Input.Opened() -> opened(state, now);
            case Input.Closed() -> closed(state);
            case Input.ContactLost() -> contactLost(state);
            case Input.ExitPressed(var press) -> exitPressed(state, press, now);
            case Input.ExitReleased() -> exitReleased(state);
            case Input.FireRaised(var press) -> fireRaised(state, press);
            case Input.FireCleared() -> fireCleared(state, now);
            case Input.Free(var order, var cause) ->
                    ordered(state, new Order(Posture.FREE, cause), order, now);
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order, now);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order, now);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order, now);
            case Input.ReaderLost(var reader) ->
                    told(state, state.lost().raise(Kind.READER_LOST, reader));
            case Input.ReaderBack(var reader) ->
                    told(state, state.lost().clear(Kind.READER_LOST, reader));
            case Input.LineLost(var line) ->
                    told(state, state.lost().raise(Kind.CONTACT_LOST, line));
            case Input.LineBack(var line) ->
                    told(state, state.lost().clear(Kind.CONTACT_LOST, line));
            case Input.Due() -> due(state, now);
            // A door has none.
            case Input.Sensed _, Input.SensorLost _ -> to(state);
        };
    }

    private Step<State> granted(State state, TapId tap, Direction direction, Moment now) {
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
            case Open _, Warned _ -> restarted(state, now, alreadyOpen(tap, direction, now));
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

    private Step<State> recorded(State state, TapId tap, Moment now) {
        var standsUntil = state.pending().get(tap);
        if (standsUntil != null) {
            return now.reached(standsUntil)
                    ? to(state.answered(tap), tooLate(tap))
                    : rightUsed(state.answered(tap), tap, now);
        }
        return awaitsRecord(state, tap) ? released(state, tap, now) : to(state);
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
                var step = released(state, tap, now);
                var open = (Released) step.next().phase();
                yield to(step.next().in(open.with(Optional.of(recording))), step.effects());
            }
            case Secure _, Shunted _, Released _ -> released(state, tap, now);
            case Open _, Warned _ -> restarted(state, now, walksIn);
            case HeldOpen _, Forced _ -> to(state, walksIn);
            case Free _, Fire _ -> to(state, new Show(tap, Reason.OK));
        };
    }

    /// The record of a used-up right may still come; a door that opens then would open for somebody
    /// else.
    private static List<Effect> tooLate(TapId tap) {
        return all(
                List.of(new Show(tap, Reason.DEVICE_FAULT)),
                passage(Optional.of(tap), Result.NOT_PASSED));
    }

    private Step<State> notRecorded(State state, TapId tap, Reason why, Moment now) {
        if (state.pending().containsKey(tap)) {
            return to(state.answered(tap), new Show(tap, why));
        }
        return switch (state.phase()) {
            case Recording recording when recording.tap().equals(tap) ->
                    opensUnrecorded(recording)
                            ? releasedBeforeRecord(state, tap, now)
                            : shutAgain(state, List.of(new Show(tap, why)), now);
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

    private Step<State> opened(State state, Moment now) {
        var seen = state.with(Leaf.SEEN).shunted(Optional.empty());
        var found = contactFound(state);
        return switch (state.phase()) {
            case Secure _ ->
                    state.leaf() == Leaf.SEEN
                            ? forced(seen, found)
                            // Nobody saw it leave its frame: open, but not forced.
                            : to(seen.in(open(now)), all(found, state("open", Cause.CONTACT)));
            case Recording _ ->
                    isShunted(state, now)
                            ? to(
                                    seen.in(open(now)),
                                    all(
                                            all(found, goesThrough(state.phase())),
                                            state("open", Cause.EXIT_BUTTON)))
                            : forced(seen, all(found, goesThrough(state.phase())));
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

    private Step<State> closed(State state) {
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

    private static Step<State> contactLost(State state) {
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

    private Step<State> exitPressed(State state, TapId press, Moment now) {
        var down = state.with(new Down(now.plus(profile.exitButtonStuck())));
        return switch (state.button()) {
            // Down since before the start: nobody was seen to press, and no start opens a door.
            case Unseen() -> to(down);
            case Up() -> pressed(down, press, now);
            // Told again because an edge was lost; should somebody have pressed anew, they get
            // out.
            case Down _ -> pressed(state, press, now);
            case Stuck() -> to(state);
        };
    }

    private Step<State> pressed(State state, TapId press, Moment now) {
        var until = now.plus(profile.release());
        var expected = opensUntil(until);
        var by = new Fact.State("released", Cause.EXIT_BUTTON, true);
        return switch (profile.exitButton()) {
            case UNLOCK ->
                    switch (state.phase()) {
                        case Secure _, Shunted _ ->
                                to(
                                        state.in(new Released(Optional.empty(), expected)),
                                        new Release(Output.LOCK, until),
                                        Note.of(by, press));
                        // It opens for both: for the press at once, and the tap is granted.
                        case Recording(var tap, _, _) ->
                                to(
                                        state.in(new Released(awaited(state, tap), expected)),
                                        all(
                                                List.of(
                                                        new Release(Output.LOCK, until),
                                                        new Show(tap, Reason.OK),
                                                        Note.of(by, press)),
                                                assumedUnlessSeen(state, tap)));
                        case Released(var tap, _, var second) ->
                                to(
                                        state.in(new Released(tap, expected, second)),
                                        new Release(Output.LOCK, until),
                                        Note.of(by, press));
                        // The contact says open; should it be stuck, nobody is locked in.
                        case Open _, Warned _, HeldOpen _, Forced _ ->
                                to(state, new Release(Output.LOCK, until), Note.of(by, press));
                        case Free _, Fire _ -> to(state);
                    };
            case SHUNT ->
                    switch (state.phase()) {
                        case Secure _, Shunted _ ->
                                to(
                                        state.shunted(Optional.of(expected))
                                                .in(new Shunted(expected)),
                                        Note.of(
                                                new Fact.State("shunted", Cause.EXIT_BUTTON, false),
                                                press));
                        // The door is busy with a tap; the press holds all the same.
                        case Recording _, Released _ -> to(state.shunted(Optional.of(expected)));
                        case Open _, Warned _, HeldOpen _, Forced _, Free _, Fire _ -> to(state);
                    };
            case NONE -> to(state);
        };
    }

    private static Step<State> exitReleased(State state) {
        var up = state.with(new Up());
        return to(up, alarm(Kind.EXIT_BUTTON_STUCK, false, state.button() instanceof Stuck));
    }

    private static Step<State> fireRaised(State state, TapId press) {
        if (state.phase() instanceof Fire) {
            return to(state);
        }
        return to(
                state.in(new Fire(state.phase().isOpen())),
                all(
                        endOfAlarms(state.phase()),
                        all(
                                List.of(new Hold(Output.LOCK, Cause.FIRE)),
                                all(
                                        goesThrough(state.phase()),
                                        Note.of(new Fact.State("fire", Cause.FIRE, true), press),
                                        Note.of(new Fact.Alarm(Kind.FIRE, true))))));
    }

    private Step<State> fireCleared(State state, Moment now) {
        if (!(state.phase() instanceof Fire(var open))) {
            return to(state);
        }
        var over = Note.of(new Fact.Alarm(Kind.FIRE, false));
        return state.ordered().posture() == Posture.FREE
                ? to(
                        state.in(new Free(open)),
                        new Hold(Output.LOCK, state.ordered().cause()),
                        over,
                        Note.of(new Fact.State("free", state.ordered().cause(), true)))
                : locked(state, open, Cause.FIRE, Optional.empty(), now, over);
    }

    private Step<State> ordered(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            // Fire goes first; the order holds when it is over.
            case Fire _ -> to(next);
            case Free(var open) ->
                    order.posture() == Posture.FREE
                            ? to(next)
                            : locked(next, open, order.cause(), Optional.of(cause), now);
            case Secure _,
                    Recording _,
                    Released _,
                    Shunted _,
                    Open _,
                    Warned _,
                    HeldOpen _,
                    Forced _ ->
                    order.posture() == Posture.FREE
                            ? to(
                                    next.in(new Free(state.phase().isOpen())),
                                    all(
                                            endOfAlarms(state.phase()),
                                            all(
                                                    List.of(new Hold(Output.LOCK, order.cause())),
                                                    all(
                                                            goesThrough(state.phase()),
                                                            Note.of(
                                                                    new Fact.State(
                                                                            "free",
                                                                            order.cause(),
                                                                            true),
                                                                    cause)))))
                            : to(
                                    next,
                                    Note.of(
                                            new Fact.State(
                                                    order.named(state.phase().name()),
                                                    order.cause(),
                                                    false),
                                            cause));
        };
    }

    /// Ends a hold: the lock bites, and a leaf that stands open is timed from now.
    private Step<State> locked(
            State state, boolean open, Cause by, Optional<TapId> cause, Moment now, Effect... and) {
        var next = state.in(open ? open(now) : new Secure());
        var fact = new Fact.State(open ? "open" : secureName(state), by, false);
        return to(next, all(List.of(new Relock(Output.LOCK), new Note(fact, cause)), and));
    }

    private static Step<State> told(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    /// Limits may come due together.
    private Step<State> due(State state, Moment now) {
        var late =
                state.pending().entrySet().stream()
                        .filter(pending -> now.reached(pending.getValue()))
                        .map(Map.Entry::getKey)
                        .min(Comparator.comparingLong(TapId::number));
        if (late.isPresent()) {
            var step = due(state.answered(late.get()), now);
            return to(step.next(), all(tooLate(late.get()), step.effects()));
        }
        if (!(state.button() instanceof Down(var stuckAt)) || !now.reached(stuckAt)) {
            return phaseDue(state, now);
        }
        var step = phaseDue(state.with(new Stuck()), now);
        return to(step.next(), all(alarm(Kind.EXIT_BUTTON_STUCK, true), step.effects()));
    }

    private Step<State> phaseDue(State state, Moment now) {
        return switch (state.phase()) {
            case Recording(var tap, _, var until) when now.reached(until) ->
                    releasedBeforeRecord(state, tap, now);
            case Released(_, _, var second)
                    when second.filter(next -> now.reached(next.until())).isPresent() ->
                    releasedBeforeRecord(state, second.get().tap(), now);
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

    /// The tap's part is over; an exit button pressed meanwhile still counts. Without a tap's
    /// release nothing changes, so nothing but the shunt is told.
    private Step<State> shutAgain(State state, List<Effect> and, Moment now) {
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

    private static boolean isShunted(State state, Moment now) {
        return state.shunt().filter(until -> !now.reached(until)).isPresent();
    }

    private Step<State> releasedBeforeRecord(State state, TapId tap, Moment now) {
        return released(state, tap, now, Note.of(new Fact.ReleasedBeforeRecord(), tap));
    }

    /// The lock opens for `tap`, or stays open for longer. Without a contact that is seen, the
    /// passage is assumed right away.
    private Step<State> released(State state, TapId tap, Moment now, Effect... and) {
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
    private Mono opensUntil(Mono lockUntil) {
        return profile.contact().map(lockUntil::plus).orElse(lockUntil);
    }

    /// In the last debounce of a release the lock has dropped, and a tap energises it anew.
    private boolean lockDropped(Mono opensUntil, Moment now) {
        return profile.contact().filter(late -> now.reached(opensUntil.minus(late))).isPresent();
    }

    /// Whose passage the contact will tell.
    private static Optional<TapId> awaited(State state, TapId tap) {
        return Optional.of(tap).filter(_ -> state.leaf() == Leaf.SEEN);
    }

    private static List<Effect> assumedUnlessSeen(State state, TapId tap) {
        return state.leaf() == Leaf.SEEN ? List.of() : passage(Optional.of(tap), Result.ASSUMED);
    }

    /// Of whom was let in, when something else opens or holds the door meanwhile: nobody will see
    /// that one pass.
    private static List<Effect> goesThrough(Phase phase) {
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

    private static List<Effect> passage(Optional<TapId> tap, Result result) {
        return tap.<List<Effect>>map(of -> List.of(Note.of(new Fact.Passage(result), of)))
                .orElse(List.of());
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
    private Step<State> restarted(State state, Moment now, List<Effect> and) {
        return to(state.in(open(now)), all(endOfAlarms(state.phase()), and));
    }

    private Open open(Moment now) {
        return new Open(now.plus(profile.preAlarm()), now.plus(profile.heldOpen()));
    }

    private static List<Effect> endOfAlarms(Phase phase) {
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

    private static List<Effect> alarm(Kind kind, boolean raise) {
        return alarm(kind, true, raise);
    }

    private static List<Effect> alarm(Kind kind, boolean active, boolean tell) {
        return tell ? List.of(Note.of(new Fact.Alarm(kind, active))) : List.of();
    }

    private static Effect state(String name, Cause cause) {
        return Note.of(new Fact.State(name, cause, false));
    }

    private static String secureName(State state) {
        return state.ordered().named(new Secure().name());
    }

    private static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    private static Step<State> to(State next, List<Effect> effects) {
        var wake =
                Stream.concat(
                                Stream.of(next.phase().wake(), next.button().wake())
                                        .flatMap(Optional::stream),
                                next.pending().values().stream())
                        .min(Mono::compareTo);
        return new Step<>(next, effects, wake);
    }
}

package onecard.point.turnstile;

import static onecard.point.Effects.all;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Alarms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Record;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Order;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.RecordWait;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.Grant.Stage;
import onecard.point.turnstile.Phase.Closing;
import onecard.point.turnstile.Phase.Fire;
import onecard.point.turnstile.Phase.Free;
import onecard.point.turnstile.Phase.Idle;
import onecard.point.turnstile.Phase.Open;
import onecard.time.Moment;
import onecard.time.Mono;

/// A lane with a wing or an arm that opens one way at a time. Pure; its state is owned by the edge
/// loop. `turnstile.md` beside it draws the phases; a test keeps the drawing true.
///
/// A granted tap waits for its record, then for the lane, and opens it: never both ways, except
/// free or in a fire. A grant is no passage: the contact that tells one says `passed`, whoever
/// stepped in and went back is `reversed`, and whoever came behind `tailgated`. The lane does not
/// close on a safety sensor that is occupied; motion and force are the gate's own affair.
public final class Turnstile implements Point<Turnstile.State> {

    /// Grants waiting at once; people stand in a queue, not all at the reader.
    private static final int GRANTS_MAX = 8;

    /// How often a release is renewed for somebody who stands in the lane. The line outlasts the
    /// window by as much: it must not drop for a moment before it is renewed, and drops by itself
    /// soon after when nobody does.
    public static final java.time.Duration RENEWAL = java.time.Duration.ofSeconds(1);

    /// Everything true of the lane now.
    ///
    /// @param ordered what people or a schedule want it to be
    /// @param grants granted taps that it has not opened for, oldest first
    /// @param occupied sensors that are active now
    /// @param blockedAt when an occupied safety sensor becomes an alarm; absent: it is free, or is
    ///     one already
    /// @param raised alarms that stand
    public record State(
            Order ordered,
            Phase phase,
            List<Grant> grants,
            Set<Sensor> occupied,
            Optional<Mono> blockedAt,
            Alarms raised) {
        public State {
            grants = List.copyOf(grants);
            occupied = Set.copyOf(occupied);
        }

        State in(Phase next) {
            return new State(ordered, next, grants, occupied, blockedAt, raised);
        }

        State with(Order next) {
            return new State(next, phase, grants, occupied, blockedAt, raised);
        }

        State with(List<Grant> next) {
            return new State(ordered, phase, next, occupied, blockedAt, raised);
        }

        State sensing(Set<Sensor> next, Optional<Mono> blocked) {
            return new State(ordered, phase, grants, next, blocked, raised);
        }

        State with(Alarms next) {
            return new State(ordered, phase, grants, occupied, blockedAt, next);
        }

        State and(Grant grant) {
            return with(Stream.concat(grants.stream(), Stream.of(grant)).toList());
        }

        State without(Grant grant) {
            return with(grants.stream().filter(other -> !other.equals(grant)).toList());
        }

        boolean isOccupied() {
            return occupied.contains(Sensor.SAFETY);
        }
    }

    private final TurnstileProfile profile;

    public Turnstile(TurnstileProfile profile) {
        this.profile = profile;
    }

    @Override
    public State initial() {
        return new State(
                new Order(Posture.NORMAL, Cause.COMMAND),
                new Idle(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Alarms.NONE);
    }

    @Override
    public Posture posture(State state) {
        return state.phase() instanceof Fire ? Posture.FIRE : state.ordered().posture();
    }

    @Override
    public String name(State state) {
        return state.phase() instanceof Idle ? shutName(state) : state.phase().name();
    }

    @Override
    public Step<State> step(State state, Input input, Moment now) {
        return switch (input) {
            case Input.Granted granted -> granted(state, granted, now);
            case Input.Refused(var tap, var why) -> to(state, new Record(tap), new Show(tap, why));
            case Input.Recorded(var tap, _) ->
                    waitingFor(state, tap)
                            .map(grant -> recorded(state.without(grant), grant, now))
                            .orElseGet(() -> to(state));
            case Input.NotRecorded(var tap, var why) ->
                    waitingFor(state, tap)
                            .map(grant -> notRecorded(state.without(grant), grant, why, now))
                            .orElseGet(() -> to(state));
            case Input.Sensed(var sensor, var active) ->
                    active ? occupied(state, sensor, now) : freed(state, sensor, now);
            case Input.SensorLost(var sensor) ->
                    then(
                            freed(state, sensor, now),
                            s -> raise(s, Kind.CONTACT_LOST, sensor.wire()));
            case Input.ExitPressed(var press) -> exitPressed(state, press, now);
            case Input.FireRaised(var press) -> fireRaised(state, press);
            case Input.FireCleared() -> fireCleared(state);
            case Input.Free(var order, var cause) ->
                    ordered(state, new Order(Posture.FREE, cause), order);
            case Input.Lockdown(var order, var cause) ->
                    ordered(state, new Order(Posture.LOCKDOWN, cause), order);
            case Input.Disabled(var order, var cause) ->
                    ordered(state, new Order(Posture.DISABLED, cause), order);
            case Input.Normal(var order, var cause) ->
                    ordered(state, new Order(Posture.NORMAL, cause), order);
            case Input.ReaderLost(var reader) -> raise(state, Kind.READER_LOST, reader);
            case Input.ReaderBack(var reader) -> clear(state, Kind.READER_LOST, reader);
            case Input.LineLost(var line) -> raise(state, Kind.CONTACT_LOST, line);
            case Input.LineBack(var line) -> clear(state, Kind.CONTACT_LOST, line);
            case Input.Due() -> due(state, now);
            // A lane has no leaf, and whoever holds the button down is not in its way.
            case Input.Opened(), Input.Closed(), Input.ContactLost(), Input.ExitReleased() ->
                    to(state);
        };
    }

    // --- grants ---

    private Step<State> granted(State state, Input.Granted granted, Moment now) {
        var tap = granted.tap();
        if (state.phase() instanceof Free || state.phase() instanceof Fire) {
            return to(
                    state, new Record(tap), new Show(tap, Reason.OK), passage(tap, Result.ASSUMED));
        }
        if (state.grants().size() >= GRANTS_MAX) {
            return to(
                    state,
                    new Record(tap),
                    new Show(tap, Reason.BUSY),
                    passage(tap, Result.NOT_PASSED));
        }
        var stage = granted.recordFirst() ? Stage.RIGHT : Stage.RECORD;
        var until = now.plus(granted.recordFirst() ? RecordWait.RIGHT : RecordWait.TAP);
        var grant = new Grant(tap, granted.direction(), Cause.TAP, stage, until);
        return to(state.and(grant), new Record(tap));
    }

    /// The grant whose record this may be; empty for an answer that is late.
    private static Optional<Grant> waitingFor(State state, TapId tap) {
        return state.grants().stream()
                .filter(grant -> grant.tap().equals(tap) && !queued(grant))
                .findFirst();
    }

    private Step<State> recorded(State state, Grant grant, Moment now) {
        boolean shut = grant.stage() == Stage.RIGHT && posture(state) == Posture.LOCKDOWN;
        return shut
                ? to(
                        state,
                        new Show(grant.tap(), Reason.LOCKDOWN),
                        passage(grant.tap(), Result.NOT_PASSED))
                : admitted(state, grant, now);
    }

    private Step<State> notRecorded(State state, Grant grant, Reason why, Moment now) {
        boolean opens =
                grant.stage() == Stage.RECORD
                        && (grant.way() == Direction.OUT
                                || profile.journalFull() == JournalFull.OPEN);
        return opens
                ? admitted(state, grant, now, releasedBeforeRecord(grant))
                : to(state, new Show(grant.tap(), why));
    }

    private static Effect releasedBeforeRecord(Grant grant) {
        return Note.of(new Fact.ReleasedBeforeRecord(), grant.tap());
    }

    /// Nothing but the lane itself is in its way any more.
    private Step<State> admitted(State state, Grant grant, Moment now, Effect... and) {
        var effects = List.of(and);
        return switch (state.phase()) {
            case Idle() -> open(state, grant, now, effects);
            case Open open when open.way() == grant.way() ->
                    again(state, open, grant, now, effects);
            case Open _ ->
                    to(
                            waits(state, grant, now),
                            all(effects, new Show(grant.tap(), Reason.INTERLOCK)));
            case Closing _ -> to(waits(state, grant, now), effects);
            case Free(), Fire() ->
                    to(
                            state,
                            all(
                                    effects,
                                    new Show(grant.tap(), Reason.OK),
                                    passage(grant.tap(), Result.ASSUMED)));
        };
    }

    private State waits(State state, Grant grant, Moment now) {
        return state.and(grant.waitingForLane(now.plus(profile.window())));
    }

    private Step<State> open(State state, Grant grant, Moment now, List<Effect> and) {
        var until = now.plus(profile.window());
        var phase =
                tellsPassage(grant.way())
                        ? new Open(
                                grant.way(), List.of(grant.tap()), Optional.empty(), until, false)
                        : new Open(grant.way(), List.of(), Optional.of(grant.tap()), until, false);
        var fact = new Fact.State(phase.name(), grant.by(), grant.by() == Cause.EXIT_BUTTON);
        return to(
                state.in(phase),
                all(
                        List.of(
                                released(grant.way(), until),
                                new Show(grant.tap(), Reason.OK),
                                Note.of(fact, grant.tap())),
                        all(and, assumedUnlessTold(grant))));
    }

    /// A second tap while it is open: one more to pass where several may, else more time.
    private Step<State> again(State state, Open open, Grant grant, Moment now, List<Effect> and) {
        var until = now.plus(profile.window());
        boolean another =
                tellsPassage(open.way())
                        && (open.passes().isEmpty() || open.passes().size() < profile.passes());
        var passes =
                another
                        ? Stream.concat(open.passes().stream(), Stream.of(grant.tap())).toList()
                        : open.passes();
        return to(
                state.in(new Open(open.way(), passes, open.last(), until, open.stepped())),
                all(
                        List.of(released(open.way(), until), new Show(grant.tap(), Reason.OK)),
                        all(and, assumedUnlessTold(grant))));
    }

    private List<Effect> assumedUnlessTold(Grant grant) {
        return tellsPassage(grant.way())
                ? List.of()
                : List.of(passage(grant.tap(), Result.ASSUMED));
    }

    private boolean tellsPassage(Direction way) {
        return profile.sensors().contains(told(way));
    }

    /// Pressed, it is the lane's way out: no card is asked, and no record waited for.
    private Step<State> exitPressed(State state, TapId press, Moment now) {
        var until = now.plus(profile.window());
        var exit = new Grant(press, Direction.OUT, Cause.EXIT_BUTTON, Stage.LANE, until);
        return switch (state.phase()) {
            case Idle() -> open(state, exit, now, List.of());
            case Open open when open.way() == Direction.OUT ->
                    again(state, open, exit, now, List.of());
            // It comes when the lane is free; with so many before it, they open it as well.
            case Open _, Closing _ ->
                    to(state.grants().size() < GRANTS_MAX ? state.and(exit) : state);
            case Free(), Fire() -> to(state);
        };
    }

    // --- sensors ---

    private Step<State> occupied(State state, Sensor sensor, Moment now) {
        if (state.occupied().contains(sensor)) {
            return to(state);
        }
        var more = EnumSet.of(sensor);
        more.addAll(state.occupied());
        var blocked =
                sensor == Sensor.SAFETY
                        ? Optional.of(now.plus(profile.blocked()))
                        : state.blockedAt();
        var seen = state.sensing(more, blocked);
        var found = clear(seen, Kind.CONTACT_LOST, sensor.wire());
        return then(
                found,
                next ->
                        switch (sensor) {
                            case PASSED_IN -> passed(next, Direction.IN, now);
                            case PASSED_OUT -> passed(next, Direction.OUT, now);
                            case SAFETY -> stepsIn(next, now);
                            case HOME -> clear(next, Kind.WING_NOT_HOME, "");
                        });
    }

    private Step<State> freed(State state, Sensor sensor, Moment now) {
        var fewer = new HashSet<>(state.occupied());
        if (!fewer.remove(sensor)) {
            return clear(state, Kind.CONTACT_LOST, sensor.wire());
        }
        var blocked = sensor == Sensor.SAFETY ? Optional.<Mono>empty() : state.blockedAt();
        var seen = state.sensing(fewer, blocked);
        return switch (sensor) {
            case PASSED_IN, PASSED_OUT ->
                    then(
                            clear(seen, Kind.INTRUSION, sensor.wire()),
                            next -> clear(next, Kind.TAILGATED, sensor.wire()));
            case SAFETY -> then(clear(seen, Kind.SENSOR_BLOCKED, ""), next -> leaves(next, now));
            case HOME -> to(seen);
        };
    }

    private Step<State> passed(State state, Direction way, Moment now) {
        return switch (state.phase()) {
            case Open open when open.way() == way && !open.passes().isEmpty() -> {
                var who = open.passes().getFirst();
                var rest = open.passes().subList(1, open.passes().size());
                var next = new Open(way, rest, Optional.of(who), open.until(), open.stepped());
                var step = to(state.in(next), passage(who, Result.PASSED));
                yield rest.isEmpty() ? then(step, s -> leaves(s, now)) : step;
            }
            case Open open when open.way() == way -> tailgated(state, way, open.last());
            case Closing(var closing, var last, _) when closing == way ->
                    tailgated(state, way, last);
            case Idle(), Open _, Closing _ -> raise(state, Kind.INTRUSION, told(way).wire());
            case Free(), Fire() -> to(state);
        };
    }

    /// Behind somebody who may pass; where nobody could tell the first, this may be them.
    private static Step<State> tailgated(State state, Direction way, Optional<TapId> behind) {
        var step = raise(state, Kind.TAILGATED, told(way).wire());
        return to(
                step.next(),
                all(
                        behind.map(tap -> List.of(passage(tap, Result.TAILGATED)))
                                .orElse(List.of()),
                        step.effects()));
    }

    private Step<State> stepsIn(State state, Moment now) {
        return switch (state.phase()) {
            case Open(var way, var passes, var last, var until, _) ->
                    to(state.in(new Open(way, passes, last, until, true)));
            // It was closing: open again for whoever stands there, and for nobody's passage.
            case Closing(var way, var last, _) -> {
                var until = now.plus(RENEWAL);
                var again = new Open(way, List.of(), last, until, true);
                yield to(state.in(again), released(way, until), state(again.name(), Cause.CONTACT));
            }
            case Idle(), Free(), Fire() -> to(state);
        };
    }

    /// Nobody stands in it: whatever only waited for that goes on.
    private Step<State> leaves(State state, Moment now) {
        return switch (state.phase()) {
            case Open open when open.passes().isEmpty() && open.last().isPresent() ->
                    closing(state, open, List.of(), now);
            case Free() when state.ordered().posture() != Posture.FREE -> shut(state);
            case Idle(), Open _, Closing _, Free(), Fire() -> to(state);
        };
    }

    private Step<State> closing(State state, Open open, List<Effect> and, Moment now) {
        if (state.isOccupied()) {
            return to(state, and);
        }
        var closing = new Closing(open.way(), open.last(), now.plus(profile.closing()));
        return to(
                state.in(closing),
                all(and, new Relock(output(open.way())), state("closing", Cause.CONTACT)));
    }

    // --- orders ---

    private static Step<State> fireRaised(State state, TapId press) {
        if (state.phase() instanceof Fire) {
            return to(state);
        }
        return to(
                unqueued(state).in(new Fire()),
                all(
                        List.of(new Hold(Output.IN, Cause.FIRE), new Hold(Output.OUT, Cause.FIRE)),
                        all(
                                goThrough(state),
                                Note.of(new Fact.State("fire", Cause.FIRE, true), press),
                                Note.of(new Fact.Alarm(Kind.FIRE, true)))));
    }

    private static Step<State> fireCleared(State state) {
        if (!(state.phase() instanceof Fire)) {
            return to(state);
        }
        var over = Note.of(new Fact.Alarm(Kind.FIRE, false));
        return free(state, Optional.empty(), List.of(over));
    }

    private static Step<State> ordered(State state, Order order, TapId cause) {
        var next = state.with(order);
        return switch (state.phase()) {
            // Fire goes first; the order holds when it is over.
            case Fire() -> to(next);
            case Free() ->
                    state.ordered().posture() == order.posture()
                            ? to(next)
                            : free(next, Optional.of(cause), List.of());
            case Idle(), Open _, Closing _ ->
                    order.posture() == Posture.FREE
                            ? free(unqueued(next), Optional.of(cause), goThrough(state))
                            : to(
                                    next,
                                    Note.of(
                                            new Fact.State(
                                                    order.posture() == Posture.LOCKDOWN
                                                            ? "lockdown"
                                                            : state.phase().name(),
                                                    order.cause(),
                                                    false),
                                            cause));
        };
    }

    /// Held open as ordered; where that is over, until nobody stands in it.
    private static Step<State> free(State state, Optional<TapId> cause, List<Effect> and) {
        if (state.ordered().posture() != Posture.FREE && !state.isOccupied()) {
            var step = shut(state);
            return to(step.next(), all(and, step.effects()));
        }
        var by = state.ordered().cause();
        return to(
                state.in(new Free()),
                all(
                        List.of(new Hold(Output.IN, by), new Hold(Output.OUT, by)),
                        all(and, new Note(new Fact.State("free", by, true), cause))));
    }

    private static Step<State> shut(State state) {
        return to(
                state.in(new Idle()),
                new Relock(Output.IN),
                new Relock(Output.OUT),
                state(shutName(state), state.ordered().cause()));
    }

    /// Of those who were let in, when something else opens the lane: nobody will tell them apart.
    private static List<Effect> goThrough(State state) {
        var passing =
                state.phase() instanceof Open open ? open.passes().stream() : Stream.<TapId>empty();
        var queued = state.grants().stream().filter(Turnstile::queued).map(Grant::tap);
        return Stream.concat(passing, queued).map(tap -> passage(tap, Result.ASSUMED)).toList();
    }

    private static State unqueued(State state) {
        return state.with(state.grants().stream().filter(grant -> !queued(grant)).toList());
    }

    private static boolean queued(Grant grant) {
        return grant.stage() == Stage.LANE;
    }

    // --- time ---

    /// Limits may come due together; the grants' first, in their order.
    private Step<State> due(State state, Moment now) {
        var late =
                state.grants().stream()
                        .filter(grant -> now.reached(grant.until()))
                        .min(Comparator.comparing(Grant::until));
        if (late.isPresent()) {
            var step = late(state.without(late.get()), late.get(), now);
            return then(step, next -> due(next, now));
        }
        if (state.blockedAt().filter(now::reached).isPresent()) {
            var told = state.sensing(state.occupied(), Optional.empty());
            return then(raise(told, Kind.SENSOR_BLOCKED, ""), next -> phaseDue(next, now));
        }
        return phaseDue(state, now);
    }

    private Step<State> late(State state, Grant grant, Moment now) {
        return switch (grant.stage()) {
            case RECORD -> admitted(state, grant, now, releasedBeforeRecord(grant));
            case RIGHT ->
                    to(
                            state,
                            new Show(grant.tap(), Reason.DEVICE_FAULT),
                            passage(grant.tap(), Result.NOT_PASSED));
            case LANE -> to(state, passage(grant.tap(), Result.NOT_PASSED));
        };
    }

    private Step<State> phaseDue(State state, Moment now) {
        return switch (state.phase()) {
            case Open open when now.reached(open.until()) -> windowOver(state, open, now);
            case Closing(_, _, var until) when now.reached(until) -> home(state, now);
            // A stale timer is harmless.
            case Idle(), Open _, Closing _, Free(), Fire() -> to(state);
        };
    }

    private Step<State> windowOver(State state, Open open, Moment now) {
        if (state.isOccupied()) {
            var until = now.plus(RENEWAL);
            return to(
                    state.in(
                            new Open(
                                    open.way(), open.passes(), open.last(), until, open.stepped())),
                    released(open.way(), until));
        }
        var result = open.stepped() ? Result.REVERSED : Result.NOT_PASSED;
        var effects = open.passes().stream().map(tap -> passage(tap, result)).toList();
        return closing(state, open, effects, now);
    }

    private Step<State> home(State state, Moment now) {
        boolean astray =
                profile.sensors().contains(Sensor.HOME) && !state.occupied().contains(Sensor.HOME);
        var idle = state.in(new Idle());
        var step =
                then(
                        to(idle, state(shutName(state), Cause.TIMER)),
                        next -> astray ? raise(next, Kind.WING_NOT_HOME, "") : to(next));
        return then(
                step,
                next ->
                        next.grants().stream()
                                .filter(Turnstile::queued)
                                .findFirst()
                                .map(grant -> open(next.without(grant), grant, now, List.of()))
                                .orElseGet(() -> to(next)));
    }

    // --- words ---

    private static Step<State> raise(State state, Kind kind, String part) {
        return changed(state, state.raised().raise(kind, part));
    }

    private static Step<State> clear(State state, Kind kind, String part) {
        return changed(state, state.raised().clear(kind, part));
    }

    private static Step<State> changed(State state, Alarms.Change change) {
        return to(state.with(change.next()), change.told());
    }

    private static String shutName(State state) {
        return state.ordered().posture() == Posture.LOCKDOWN ? "lockdown" : new Idle().name();
    }

    private static Sensor told(Direction way) {
        return way == Direction.IN ? Sensor.PASSED_IN : Sensor.PASSED_OUT;
    }

    private static Output output(Direction way) {
        return way == Direction.IN ? Output.IN : Output.OUT;
    }

    private static Effect released(Direction way, Mono until) {
        return new Release(output(way), until.plus(RENEWAL));
    }

    private static Effect passage(TapId tap, Result result) {
        return Note.of(new Fact.Passage(result), tap);
    }

    private static Effect state(String name, Cause cause) {
        return Note.of(new Fact.State(name, cause, false));
    }

    /// One step after another, as one.
    private static Step<State> then(Step<State> first, Function<State, Step<State>> second) {
        var step = second.apply(first.next());
        return to(step.next(), all(first.effects(), step.effects()));
    }

    private static Step<State> to(State next, Effect... effects) {
        return to(next, List.of(effects));
    }

    private static Step<State> to(State next, List<Effect> effects) {
        var wake =
                Stream.of(
                                next.grants().stream().map(Grant::until),
                                next.blockedAt().stream(),
                                next.phase().wake().stream())
                        .flatMap(stream -> stream)
                        .min(Mono::compareTo);
        return new Step<>(next, effects, wake);
    }
}

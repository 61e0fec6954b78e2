package onecard.point.barrier;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Sequences;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Found;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Started;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.barrier.Barrier.State;
import onecard.point.barrier.BarrierLedger.Answer;
import onecard.point.barrier.BarrierLedger.Line;
import onecard.point.barrier.BarrierLedger.Owed;
import onecard.point.barrier.Past.After;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What may happen at a barrier, and what must hold at any: invariants I31, I33, I34, I47, I55,
/// I60, I61, I62 and I67, over sequences.
///
/// @param ledger what is true before the first move
/// @param met what the barrier was met with, and what that moved
record BarrierRules(BarrierProfile profile, BarrierLedger ledger, Scope scope, Met met)
        implements Rules<State, BarrierLedger> {

    /// Who never tapped.
    private static final TapId STRANGER = new TapId(-7);

    /// How late a wake may come.
    private static final Duration LATE = Duration.ofMillis(300);

    /// What a barrier was met with.
    ///
    /// @param moved from phase to phase, as a drawing says it
    /// @param heard each input in each phase, by their names
    record Met(Set<String> moved, Set<String> heard) {
        Met() {
            this(new TreeSet<>(), new TreeSet<>());
        }

        void add(Met more) {
            moved.addAll(more.moved());
            heard.addAll(more.heard());
        }

        private void step(Phase from, Input input, Phase to) {
            var by = input.getClass().getSimpleName();
            heard.add(from.name() + " hears " + by);
            if (!from.name().equals(to.name())) {
                moved.add(from.name() + " --> " + to.name() + ": " + by);
            }
        }
    }

    /// What of everything that may happen is walked.
    ///
    /// @param waiting so many grants may wait at once
    /// @param between inputs come just before a wake and after one that is late, too
    /// @param rare what is answered as something else is, comes too
    /// @param may inputs that come
    record Scope(int waiting, boolean between, boolean rare, Predicate<Input> may) {

        static final Scope USUAL = new Scope(1, false, false, _ -> true);

        static final Scope ALL = new Scope(2, true, true, _ -> true);

        Scope only(Predicate<Input> which) {
            return new Scope(waiting, between, rare, which);
        }

        Scope waiting(int most) {
            return new Scope(most, between, rare, may);
        }

        Scope rareToo() {
            return new Scope(waiting, between, true, may);
        }

        Scope betweenWakes() {
            return new Scope(waiting, true, rare, may);
        }
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, BarrierLedger> at) {
        var moves = new ArrayList<Move>();
        if (scope.between()) {
            moves.addAll(at.time(LATE));
        } else {
            at.due().ifPresent(moves::add);
        }
        inputs(at).stream()
                .filter(scope.may())
                .forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    private List<Input> inputs(At<State, BarrierLedger> at) {
        var tap = at.fresh();
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.ExitPressed(tap),
                                new Input.FireRaised(tap),
                                new Input.FireCleared(),
                                new Input.Free(tap, Cause.SCHEDULE),
                                new Input.Lockdown(tap, Cause.COMMAND),
                                new Input.Normal(tap, Cause.COMMAND)));
        if (scope.rare()) {
            inputs.addAll(rare(tap));
        }
        if (!scope.rare() && !(at.state().button() instanceof Button.Up)) {
            inputs.add(new Input.ExitReleased());
        }
        long waits =
                at.ledger().owed().values().stream().filter(Owed.Waits.class::isInstance).count();
        if (waits < scope.waiting()) {
            inputs.add(new Input.Granted(tap, Direction.IN));
            inputs.add(new Input.Granted(tap, Direction.OUT));
            inputs.add(new Input.Granted(tap, Direction.IN, true));
        }
        at.ledger().owed().forEach((of, owed) -> answers(of, owed, inputs));
        if (scope.between()) {
            at.ledger().owed().keySet().forEach(of -> inputs.add(new Input.StillThere(of)));
        }
        for (var sensor : Sensor.values()) {
            if (profile.sensors().contains(sensor)) {
                sense(at.ledger(), sensor, inputs);
            }
        }
        return inputs;
    }

    private static List<Input> rare(TapId tap) {
        return List.of(
                new Input.Refused(tap, Reason.UNKNOWN),
                new Input.Release(tap, Direction.IN),
                new Input.Release(tap, Direction.OUT),
                new Input.Free(tap, Cause.COMMAND),
                new Input.Lockdown(tap, Cause.SCHEDULE),
                new Input.Normal(tap, Cause.SCHEDULE),
                new Input.Disabled(tap, Cause.COMMAND),
                new Input.Disabled(tap, Cause.SCHEDULE),
                new Input.ReaderLost("in"),
                new Input.ReaderBack("in"),
                new Input.LineLost("exit"),
                new Input.LineBack("exit"),
                new Input.Opened(),
                new Input.Closed(),
                new Input.ContactLost(),
                new Input.Neighbour("door-1", true),
                new Input.Recorded(STRANGER, 7),
                new Input.NotRecorded(STRANGER, Reason.JOURNAL_FULL),
                new Input.StillThere(STRANGER),
                new Input.ExitReleased());
    }

    private static void answers(TapId of, Owed owed, List<Input> inputs) {
        switch (owed) {
            case Owed.Waits waits when waits.answer() == Answer.NONE -> {
                inputs.add(new Input.Recorded(of, 7));
                inputs.add(new Input.NotRecorded(of, Reason.JOURNAL_FULL));
            }
            case Owed.Waits _ -> {}
            case Owed.Crosses _ -> inputs.add(new Input.Recorded(of, 7));
        }
    }

    /// The other level, or either, where nobody knows; and its loss.
    private static void sense(BarrierLedger ledger, Sensor sensor, List<Input> inputs) {
        if (!ledger.tells(sensor, true)) {
            inputs.add(new Input.Sensed(sensor, true));
        }
        if (!ledger.tells(sensor, false)) {
            inputs.add(new Input.Sensed(sensor, false));
        }
        if (ledger.told().containsKey(sensor)) {
            inputs.add(new Input.SensorLost(sensor));
        }
    }

    // --- what must hold ---

    @Override
    public BarrierLedger after(At<State, BarrierLedger> from, Move move, Step<State> step) {
        move.input().ifPresent(input -> met.step(from.state().phase(), input, step.next().phase()));
        return new BarrierPage(profile, from, move, step).kept();
    }

    // --- and that it comes home ---

    @Override
    public Optional<Move> homeward(At<State, BarrierLedger> at) {
        return input(at).map(input -> Move.of(at.now(), input)).or(at::due).or(() -> home(at));
    }

    /// Nobody is on a loop, nobody presses, nothing burns, and an operator wants it down; the arm
    /// goes where it is driven.
    private Optional<Input> input(At<State, BarrierLedger> at) {
        var state = at.state();
        for (var loop : List.of(Sensor.SAFETY, Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT)) {
            if (profile.sensors().contains(loop) && !at.ledger().tells(loop, false)) {
                return Optional.of(new Input.Sensed(loop, false));
            }
        }
        if (!(state.button() instanceof Button.Up)) {
            return Optional.of(new Input.ExitReleased());
        }
        if (state.phase() instanceof Phase.Fire) {
            return Optional.of(new Input.FireCleared());
        }
        var normal = Optional.<Input>of(new Input.Normal(at.fresh(), Cause.COMMAND));
        if (state.ordered().posture() != Posture.NORMAL) {
            return normal;
        }
        var lost = state.raised().standing();
        if (lost.contains(new Fact.Alarm(Kind.READER_LOST, true, "in"))) {
            return Optional.of(new Input.ReaderBack("in"));
        }
        if (lost.contains(new Fact.Alarm(Kind.CONTACT_LOST, true, "exit"))) {
            return Optional.of(new Input.LineBack("exit"));
        }
        return switch (state.phase()) {
            case Phase.Raising _, Phase.Open _, Phase.Occupied _ -> arm(at, true);
            case Phase.Clear _ -> arm(at, profile.drive().lowers());
            case Phase.Down(), Phase.Lowering _ -> arm(at, false);
            case Phase.Fault _ -> profile.drive().lowers() ? normal : arm(at, false);
            case Phase.Unknown(), Phase.Forced() ->
                    profile.drive().lowers()
                            ? normal
                            : arm(at, false)
                                    .or(
                                            () ->
                                                    normal.filter(
                                                            _ ->
                                                                    state.sensors()
                                                                            .strays()
                                                                            .tooMany()));
            case Phase.Free _, Phase.Fire _ -> Optional.empty();
        };
    }

    private Optional<Input> arm(At<State, BarrierLedger> at, boolean up) {
        return limit(at, up ? Sensor.DOWN : Sensor.UP, false)
                .or(() -> limit(at, up ? Sensor.UP : Sensor.DOWN, true));
    }

    private Optional<Input> limit(At<State, BarrierLedger> at, Sensor limit, boolean active) {
        return profile.sensors().contains(limit) && !at.ledger().tells(limit, active)
                ? Optional.of(new Input.Sensed(limit, active))
                : Optional.empty();
    }

    private Optional<Move> home(At<State, BarrierLedger> at) {
        var ledger = at.ledger();
        boolean unseen = !profile.drive().lowers() && !profile.sensors().contains(Sensor.DOWN);
        unless(
                at.state().phase() instanceof Phase.Down
                        || unseen && at.state().phase() instanceof Phase.Unknown,
                "every state is left again");
        unless(
                !ledger.lines().containsValue(new Line.Held()),
                "at home no line is on, or it ends by itself");
        unless(ledger.owed().isEmpty(), "every granted tap has an outcome");
        unless(
                ledger.standing().stream().allMatch(BarrierRules::mayStand),
                "every alarm ends, and a limit contact's when it is reached");
        return Optional.empty();
    }

    /// Of a limit contact, and until the next vehicle.
    private static boolean mayStand(Fact.Alarm alarm) {
        boolean limit =
                Stream.of(Sensor.UP, Sensor.DOWN).map(Sensor::wire).anyMatch(alarm.part()::equals);
        return alarm.kind() == Kind.LIMIT_NOT_REACHED
                || alarm.kind() == Kind.LIMITS_CONTRADICT
                || alarm.kind() == Kind.CONTACT_LOST && limit;
    }

    // --- where it begins ---

    /// Walks every sequence of at most `length` moves, after those of a past, the last of which was
    /// when time starts.
    static Walk walk(
            Point<State> machine,
            BarrierProfile profile,
            List<After> past,
            Scope scope,
            int length) {
        var met = new Met();
        try {
            var rules = new BarrierRules(profile, BarrierLedger.EMPTY, scope, met);
            var at = rules.after(machine, past);
            var begun = new BarrierRules(profile, at.ledger(), scope, met);
            return new Walk(Sequences.walk(new Started<>(machine, at.state()), begun, length), met);
        } catch (Broken inThePast) {
            var broken = Optional.of(inThePast.toString());
            return new Walk(new Found(broken, 0, past.size(), Duration.ZERO), met);
        }
    }

    /// Makes so many moves at random and goes home; what breaks, if anything does.
    static Optional<String> stroll(
            Point<State> machine, BarrierProfile profile, Random random, int length) {
        var rules = new BarrierRules(profile, BarrierLedger.EMPTY, Scope.ALL, new Met());
        var at =
                new At<State, BarrierLedger>(
                        machine.initial(), rules.ledger(), mono(EPOCH), Optional.empty(), 0);
        var story = new ArrayList<Move>();
        try {
            for (int i = 0; i < length; i++) {
                var moves = rules.moves(at);
                story.add(moves.get(random.nextInt(moves.size())));
                at = rules.taken(machine, at, story.getLast());
            }
            for (var home = rules.homeward(at); home.isPresent(); home = rules.homeward(at)) {
                story.add(home.get());
                at = rules.taken(machine, at, story.getLast());
                unless(story.size() < length + 200, "every state is left again");
            }
            return Optional.empty();
        } catch (Broken rule) {
            return Optional.of(rule.getMessage() + " after " + story);
        }
    }

    private At<State, BarrierLedger> taken(
            Point<State> machine, At<State, BarrierLedger> from, Move move) {
        var now = new Moment(move.at(), Instant.EPOCH, ClockTrust.SYNCED);
        var step =
                move.input()
                        .map(input -> machine.step(from.state(), input, now))
                        .orElseGet(() -> new Step<>(from.state(), List.of(), from.wake()));
        var ledger = after(from, move, step);
        return new At<>(step.next(), ledger, move.at(), step.wake(), from.taken() + 1);
    }

    private At<State, BarrierLedger> after(Point<State> machine, List<After> past) {
        long millis = EPOCH - past.stream().mapToLong(After::millis).sum();
        var at =
                new At<State, BarrierLedger>(
                        machine.initial(), ledger, mono(millis), Optional.empty(), 0);
        for (var after : past) {
            millis += after.millis();
            at = taken(machine, at, Move.of(mono(millis), after.input()));
        }
        return at;
    }

    record Walk(Found found, Met met) {}

    /// Where [Sequences] starts.
    private static final long EPOCH = Duration.ofHours(1).toMillis();

    private static Mono mono(long millis) {
        return new Mono(Duration.ofMillis(millis).toNanos());
    }
}

package onecard.point.door;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static onecard.point.door.DoorStory.interlocked;
import static onecard.point.door.DoorStory.profile;
import static onecard.point.door.DoorStory.relockingOnClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Sequences;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Started;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Twisted;
import onecard.point.door.Door.State;
import onecard.point.door.DoorProfile.ExitButton;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens at a door, in whatever order.
class DoorSequencesTest {

    private static final TapId TAP = new TapId(1);

    // --- every sequence of some inputs ---

    @ParameterizedTest
    @MethodSource("profiles")
    void whateverHappens(DoorProfile profile) {
        var found = Sequences.walk(started(profile), ready(profile), 5);
        System.out.println("door, 5 inputs: " + told(found));
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void whateverHappensFirst(DoorProfile profile) {
        var rules = DoorRules.started(profile, DoorStory.LATE);
        var found = Sequences.walk(new Door(profile), rules, 4);
        assertEquals(Optional.empty(), found.broken());
    }

    static Stream<DoorProfile> profiles() {
        return Stream.of(
                profile(true, ExitButton.UNLOCK),
                profile(true, ExitButton.SHUNT),
                profile(false, ExitButton.UNLOCK),
                profile(false, ExitButton.NONE),
                relockingOnClose(),
                interlocked(ExitButton.UNLOCK, "b"),
                interlocked(ExitButton.SHUNT, "b", "c"));
    }

    private static DoorRules ready(DoorProfile profile) {
        return DoorRules.ready(profile, DoorStory.LATE);
    }

    /// Its contacts have told their first level, and its neighbours are secure.
    private static Point<State> started(DoorProfile profile) {
        var told = new ArrayList<Input>(List.of(new Input.ExitReleased()));
        if (profile.contact().isPresent()) {
            told.add(new Input.Closed());
        }
        profile.neighbours().forEach(each -> told.add(new Input.Neighbour(each, true)));
        return Started.told(new Door(profile), told);
    }

    private static String told(Sequences.Found found) {
        return "%d states, %d steps, %d ms"
                .formatted(found.states(), found.steps(), found.took().toMillis());
    }

    // --- some long ones ---

    @Test
    void aHundredInputsUnderThreeThousandSeeds() {
        var profiles = profiles().toList();
        for (long seed = 0; seed < 3_000; seed++) {
            var profile = profiles.get((int) (seed % profiles.size()));
            long which = seed;
            var broken = hundred(started(profile), ready(profile), seed);
            assertTrue(broken.isEmpty(), () -> "seed " + which + ": " + broken.orElse(""));
        }
    }

    /// What is wrong with a hundred random moves, if anything.
    private static Optional<String> hundred(Point<State> door, DoorRules rules, long seed) {
        var random = new Random(seed);
        var start = new Mono(ofSeconds(3_600).toNanos());
        var at = new At<>(door.initial(), rules.ledger(), start, Optional.empty(), 0);
        for (int i = 0; i < 100; i++) {
            var moves = rules.moves(at);
            var move = moves.get(random.nextInt(moves.size()));
            var state = at.state();
            var wake = at.wake();
            var step =
                    move.input()
                            .map(input -> door.step(state, input, DoorStory.at(move.at().nanos())))
                            .orElseGet(() -> new Step<>(state, List.of(), wake));
            try {
                var ledger = rules.after(at, move, step);
                at = new At<>(step.next(), ledger, move.at(), step.wake(), i + 1);
            } catch (Broken rule) {
                return Optional.of(rule.getMessage() + " by " + move + " in " + at);
            }
        }
        return Optional.empty();
    }

    // --- the rules find what they should ---

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var profile = interlocked(ExitButton.UNLOCK, "b");
        var found = Sequences.walk(new Twisted<>(started(profile), bug), ready(profile), 5);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        OPENS_FOR_THE_REFUSED,
        OPENS_WITHOUT_A_RECORD,
        OPENS_A_RIGHT_WITHOUT_A_RECORD,
        FORGETS_WHO_WAITS,
        DOES_NOT_HEAR_THE_NEIGHBOUR,
        OPENS_WITHOUT_A_CAUSE,
        TELLS_AN_OUTCOME_TWICE,
        TELLS_NO_OUTCOME,
        KEEPS_IN_BY_A_FULL_JOURNAL,
        NEVER_FORCED,
        FIRE_ENDS_BY_AN_ORDER,
        SAYS_NOT_THAT_THE_CONTACT_IS_LOST;

        @Override
        public Step<State> step(Point<State> door, State state, Input input, Moment now) {
            var step = door.step(state, heard(input), now);
            return switch (this) {
                case OPENS_FOR_THE_REFUSED ->
                        input instanceof Input.Refused
                                ? with(
                                        step,
                                        new Effect.Release(Output.LOCK, now.plus(ofSeconds(5))))
                                : step;
                case OPENS_WITHOUT_A_RECORD ->
                        input instanceof Input.Granted(var tap, _, _, _, _)
                                ? door.step(step.next(), new Input.Recorded(tap, 7), now)
                                : step;
                case FORGETS_WHO_WAITS ->
                        input instanceof Input.Due
                                ? new Step<>(
                                        step.next().with(step.next().queue().nobodyWaits()),
                                        step.effects(),
                                        step.wake())
                                : step;
                case OPENS_WITHOUT_A_CAUSE ->
                        without(step, effect -> effect instanceof Effect.Note(Fact.State _, _));
                case TELLS_AN_OUTCOME_TWICE ->
                        step.effects().stream()
                                .filter(Bug::isOutcome)
                                .findFirst()
                                .map(outcome -> with(step, outcome))
                                .orElse(step);
                case TELLS_NO_OUTCOME -> without(step, Bug::isOutcome);
                case NEVER_FORCED -> without(step, DoorStory.alarm(Fact.Kind.FORCED, true)::equals);
                case SAYS_NOT_THAT_THE_CONTACT_IS_LOST ->
                        without(step, DoorStory.alarm(Fact.Kind.CONTACT_LOST, true)::equals);
                case FIRE_ENDS_BY_AN_ORDER ->
                        input instanceof Input.Normal
                                ? door.step(step.next(), new Input.FireCleared(), now)
                                : step;
                case OPENS_A_RIGHT_WITHOUT_A_RECORD,
                        DOES_NOT_HEAR_THE_NEIGHBOUR,
                        KEEPS_IN_BY_A_FULL_JOURNAL ->
                        step;
            };
        }

        private Input heard(Input input) {
            return switch (this) {
                case OPENS_A_RIGHT_WITHOUT_A_RECORD ->
                        input instanceof Input.Granted(var tap, var way, _, var more, _)
                                ? new Input.Granted(tap, way, false, more)
                                : input;
                case DOES_NOT_HEAR_THE_NEIGHBOUR ->
                        input instanceof Input.Neighbour(var door, _)
                                ? new Input.Neighbour(door, true)
                                : input;
                case KEEPS_IN_BY_A_FULL_JOURNAL ->
                        input instanceof Input.Granted(var tap, _, var first, var more, _)
                                ? new Input.Granted(tap, Direction.IN, first, more)
                                : input;
                case OPENS_FOR_THE_REFUSED,
                        OPENS_WITHOUT_A_RECORD,
                        FORGETS_WHO_WAITS,
                        OPENS_WITHOUT_A_CAUSE,
                        TELLS_AN_OUTCOME_TWICE,
                        TELLS_NO_OUTCOME,
                        NEVER_FORCED,
                        FIRE_ENDS_BY_AN_ORDER,
                        SAYS_NOT_THAT_THE_CONTACT_IS_LOST ->
                        input;
            };
        }

        private static boolean isOutcome(Effect effect) {
            return effect instanceof Effect.Note(Fact.Passage _, _);
        }
    }

    // --- every state, every input ---

    @Test
    void everyInputHasAnAnswerInEveryReachableState() {
        long steps = 0;
        for (var profile : kinds()) {
            var door = new Door(profile);
            for (var state : reachable(profile)) {
                for (var input : Stream.concat(MOVING.stream(), TELLING.stream()).toList()) {
                    door.step(state, input, DoorStory.at(ofMillis(30).toNanos()));
                    steps++;
                }
            }
        }
        System.out.println("door, every state and input: " + steps + " steps");
        assertTrue(steps > 50_000, "only " + steps + " steps");
    }

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var profile : kinds()) {
            var door = new Door(profile);
            for (var state : reachable(profile)) {
                for (var input : MOVING) {
                    for (var now : times(input)) {
                        moved(state, input, door.step(state, input, now).next(), done);
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("door/door.md"));
    }

    private static void moved(State from, Input input, State to, Set<String> done) {
        var by = ": " + input.getClass().getSimpleName();
        arrow(from.phase().name(), to.phase().name(), by, done);
        arrow(button(from), button(to), by, done);
    }

    private static void arrow(String from, String to, String by, Set<String> done) {
        if (!from.equals(to)) {
            done.add(from + " --> " + to + by);
        }
    }

    private static String button(State state) {
        return state.button().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static List<DoorProfile> kinds() {
        return List.of(
                interlocked(ExitButton.SHUNT, "b"),
                profile(false, ExitButton.UNLOCK),
                relockingOnClose(),
                interlocked(ExitButton.UNLOCK, "b"));
    }

    private static final Map<DoorProfile, Set<State>> REACHABLE = new HashMap<>();

    private static Set<State> reachable(DoorProfile profile) {
        return REACHABLE.computeIfAbsent(profile, of -> explore(new Door(of)));
    }

    /// Every state that is reachable by one tap and one press, at few times, so that there are
    /// finitely many.
    private static Set<State> explore(Door door) {
        var seen = new HashSet<State>(Set.of(door.initial()));
        var open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            var state = open.removeLast();
            for (var input : MOVING) {
                for (var now : times(input)) {
                    var next = door.step(state, input, now).next();
                    if (isFirst(next) && seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return seen;
    }

    /// Inputs come at once, a press also just before a release is over; time passes to the end of a
    /// release, to the warning, and until everything is over.
    private static List<Moment> times(Input input) {
        var seconds =
                switch (input) {
                    case Input.Due() -> Stream.of(0, 6, 26, 1_000);
                    case Input.ExitPressed _ -> Stream.of(0, 4);
                    default -> Stream.of(0);
                };
        return seconds.map(each -> DoorStory.at(ofSeconds(each).toNanos())).toList();
    }

    private static boolean isFirst(State state) {
        return state.queue().all().count() <= 1 && state.phase().awaited().size() <= 1;
    }

    private static final List<Input> MOVING =
            List.of(
                    new Input.Granted(TAP, Direction.IN),
                    new Input.Granted(TAP, Direction.OUT),
                    new Input.Granted(TAP, Direction.IN, true),
                    new Input.Granted(TAP, Direction.IN, false, true),
                    new Input.Refused(TAP, Reason.UNKNOWN),
                    new Input.Recorded(TAP, 7),
                    new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                    new Input.Opened(),
                    new Input.Closed(),
                    new Input.ContactLost(),
                    new Input.ExitPressed(TAP),
                    new Input.ExitReleased(),
                    new Input.FireRaised(TAP),
                    new Input.FireCleared(),
                    new Input.Release(TAP, Direction.IN),
                    new Input.Free(TAP, Cause.COMMAND),
                    new Input.Lockdown(TAP, Cause.COMMAND),
                    new Input.Disabled(TAP, Cause.COMMAND),
                    new Input.Normal(TAP, Cause.COMMAND),
                    new Input.Neighbour("b", true),
                    new Input.Neighbour("b", false),
                    new Input.Neighbour("c", true),
                    new Input.Due());

    /// What only raises and clears alarms, or is another kind's.
    private static final List<Input> TELLING =
            List.of(
                    new Input.ReaderLost("in"),
                    new Input.ReaderBack("in"),
                    new Input.LineLost("exit"),
                    new Input.LineBack("exit"),
                    new Input.StillThere(TAP),
                    new Input.Sensed(Sensor.SAFETY, true),
                    new Input.SensorLost(Sensor.SAFETY));
}

package onecard.point.barrier;

import static onecard.point.Twisted.isPassage;
import static onecard.point.Twisted.nothing;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.Inputs;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Twisted;
import onecard.point.Twisted.Twist;
import onecard.point.barrier.Barrier.State;
import onecard.point.barrier.BarrierRules.Met;
import onecard.point.barrier.BarrierRules.Scope;
import onecard.point.barrier.BarrierRules.Walk;
import onecard.point.barrier.Phase.Lowering;
import onecard.point.barrier.Queue.Waiting;
import onecard.time.Moment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All sequences of inputs to a barrier, up to a length: I31, I33, I34, I47, I55, I60, I61, I62,
/// I67.
class BarrierSequencesTest {

    // --- eight moves of some inputs ---

    @Test
    void noEightMovesOfVehiclesBreakABarrier() {
        Predicate<Input> vehicles =
                input ->
                        input instanceof Input.Granted(_, _, var right, _, _) && !right
                                || input instanceof Input.Recorded
                                || input instanceof Input.Sensed(var loop, _)
                                        && BarrierProfile.isLoop(loop)
                                || input instanceof Input.SensorLost(var lost)
                                        && BarrierProfile.isLoop(lost);
        var scope = Scope.USUAL.waiting(2).only(vehicles);
        holds("8 moves of vehicles", walk(Barriers.freeExit(), Past.REST, scope, 8));
    }

    @Test
    void noEightMovesOfTheArmBreakABarrier() {
        Predicate<Input> arm =
                input ->
                        input instanceof Input.Sensed(var sensor, _) && !isArrival(sensor)
                                || input instanceof Input.SensorLost(var lost) && !isArrival(lost)
                                || input instanceof Input.FireRaised
                                || input instanceof Input.FireCleared
                                || input instanceof Input.ExitPressed
                                || input instanceof Input.ExitReleased
                                || input instanceof Input.Normal;
        for (var profile : List.of(Barriers.freeExit(), Barriers.held())) {
            holds("8 moves of the arm", walk(profile, Past.LOWERING, Scope.USUAL.only(arm), 8));
        }
    }

    @Test
    void noEightMovesOfTheJournalBreakABarrier() {
        Predicate<Input> journal =
                input ->
                        input instanceof Input.Granted
                                || input instanceof Input.Recorded
                                || input instanceof Input.NotRecorded
                                || input instanceof Input.Lockdown
                                || input instanceof Input.Sensed(var sensor, _)
                                        && sensor == Sensor.ARRIVAL_IN;
        var scope = Scope.USUAL.betweenWakes().only(journal);
        holds("8 moves of the journal", walk(Barriers.freeExit(), Past.REST, scope, 8));
    }

    /// Their plates are read again and again, at any moment.
    @Test
    void noSevenMovesOfVehiclesThatAreSeenBreakABarrier() {
        Predicate<Input> seen =
                input ->
                        input instanceof Input.Granted(_, var way, _, _, _) && way == Direction.IN
                                || input instanceof Input.StillThere
                                || input instanceof Input.Recorded
                                || input instanceof Input.Sensed(var sensor, _)
                                        && sensor == Sensor.ARRIVAL_IN;
        var scope = Scope.USUAL.betweenWakes().only(seen);
        holds("7 moves of plates", walk(Barriers.freeExit(), Past.REST, scope, 7));
    }

    private static boolean isArrival(Sensor sensor) {
        return sensor == Sensor.ARRIVAL_IN || sensor == Sensor.ARRIVAL_OUT;
    }

    // --- all inputs ---

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void noEightInputsBreakABarrier(Past past) {
        holds("8 moves after " + past, walk(Barriers.freeExit(), past, Scope.USUAL, 8));
    }

    /// Some wakes are late, and more than one wait.
    @Test
    void noThreeInputsBreakAnyBarrier() {
        Everything.WALKS.forEach(walk -> holds("3 moves of everything", walk));
    }

    /// Walked once, and asked for more than one thing.
    private static final class Everything {
        static final List<Walk> WALKS =
                anyWithAnyPast((profile, past) -> walk(profile, past, Scope.ALL, 3));
    }

    private static List<Walk> anyWithAnyPast(BiFunction<BarrierProfile, Past, Walk> walk) {
        return Barriers.all().stream()
                .flatMap(profile -> Stream.of(Past.values()).map(past -> walk.apply(profile, past)))
                .toList();
    }

    @Test
    void noFortyMovesAtRandomBreakABarrier() {
        for (long seed = 0; seed < 1_000; seed++) {
            var profile = Barriers.all().get((int) (seed % Barriers.all().size()));
            var broken = BarrierRules.stroll(new Barrier(profile), profile, new Random(seed), 40);
            long which = seed;
            assertEquals(Optional.empty(), broken, () -> "seed " + which);
        }
    }

    // --- as it is drawn ---

    @Test
    void everyInputIsMetInEveryPhase() {
        var pairs = new TreeSet<String>();
        for (var phase : Phase.class.getPermittedSubclasses()) {
            for (var input : Inputs.atPassages()) {
                var name = phase.getSimpleName().toLowerCase(Locale.ROOT);
                pairs.add(name + " hears " + input.getSimpleName());
            }
        }
        var met = new Met();
        Everything.WALKS.forEach(walk -> met.add(walk.met()));
        assertEquals(pairs, met.heard());
    }

    @Test
    void theDrawingShowsExactlyWhatTheBarrierDoes() throws IOException {
        var met = new Met();
        Everything.WALKS.forEach(walk -> met.add(walk.met()));
        anyWithAnyPast(BarrierSequencesTest::traffic).forEach(walk -> met.add(walk.met()));
        assertEquals(Drawing.of("barrier/barrier.md"), String.join("\n", met.moved()));
    }

    /// Deep enough for whatever the drawing shows.
    private static Walk traffic(BarrierProfile profile, Past past) {
        Predicate<Input> traffic =
                input ->
                        input instanceof Input.Granted(_, _, var right, _, _) && !right
                                || input instanceof Input.Recorded
                                || input instanceof Input.NotRecorded
                                || input instanceof Input.Sensed
                                || input instanceof Input.SensorLost;
        boolean everything = profile.equals(Barriers.freeExit());
        return walk(profile, past, Scope.USUAL.only(traffic), everything ? 4 : 5);
    }

    private static Walk walk(BarrierProfile profile, Past past, Scope scope, int length) {
        return BarrierRules.walk(new Barrier(profile), profile, past.of(profile), scope, length);
    }

    private static void holds(String what, Walk walk) {
        var found = walk.found();
        System.out.printf(
                "barrier, %s: %d states, %d steps, %d ms%n",
                what, found.states(), found.steps(), found.took().toMillis());
        assertEquals(Optional.empty(), found.broken());
        assertTrue(found.states() > 10, () -> found.states() + " states");
    }

    // --- and bugs are found ---

    /// A bug, when it shows, and the rule it breaks.
    enum Bug {
        COMES_DOWN_AS_SOON_AS_THE_LOOP_IS_FREE(
                Past.REST,
                "I60: down only when the safety loop has been free for long enough",
                (barrier, state, input, now) -> {
                    var step = barrier.step(state, input, now);
                    return step.next().phase() instanceof Phase.Clear(var crossing, _)
                            ? in(step, new Phase.Clear(crossing, now.plus(Duration.ofMillis(1))))
                            : step;
                }),
        COMES_DOWN_ON_SOMEBODY(
                Past.LOWERING,
                "I60: up at once, when it is not free",
                (barrier, state, input, now) ->
                        input.equals(new Input.Sensed(Sensor.SAFETY, true))
                                ? keepsComingDown(barrier, state, input, now)
                                : barrier.step(state, input, now)),
        TAKES_A_LOST_LOOP_FOR_A_FREE_ONE(
                Past.LOWERING,
                "I60: up at once, when it is not free",
                (barrier, state, input, now) ->
                        input.equals(new Input.SensorLost(Sensor.SAFETY))
                                ? keepsComingDown(barrier, state, input, now)
                                : barrier.step(state, input, now)),
        PULSES_AGAINST_ITSELF(
                Past.REST,
                "no two lines are on at once",
                (barrier, state, input, now) ->
                        without(barrier.step(state, input, now), Relock.class::isInstance)),
        LETS_GO_WHAT_IT_KEEPS_UP(
                Past.KEPT_UP,
                "I60: never let go on an occupied or lost loop",
                (barrier, state, input, now) ->
                        input.equals(new Input.SensorLost(Sensor.SAFETY))
                                ? with(barrier.step(state, input, now), new Relock(Output.RAISE))
                                : barrier.step(state, input, now)),
        FORGETS_WHAT_IT_KEEPS_UP(
                Past.KEPT_UP,
                "what is kept up is not pulsed",
                (barrier, state, input, now) ->
                        input instanceof Input.Recorded(var tap, _)
                                        && state.queue().of(tap).isPresent()
                                        && !state.sensors().sees(Sensor.SAFETY)
                                ? barrier.step(forgetful(state), input, now)
                                : barrier.step(state, input, now)),
        LOWERS_WHAT_IT_DID_NOT_RAISE(
                Past.REST,
                "it lowers what it has raised itself",
                (barrier, state, input, now) -> {
                    var step = barrier.step(state, input, now);
                    var down = new Input.Normal(new TapId(-9), Cause.COMMAND);
                    return input instanceof Input.Sensed && state.phase() instanceof Phase.Forced
                            ? and(barrier, step, down, now)
                            : step;
                }),
        RAISES_FOR_A_LOOP_ALONE(
                Past.REST,
                "it acts only with the vehicle on its loop",
                (barrier, state, input, now) -> {
                    var step = barrier.step(state, input, now);
                    return input instanceof Input.Granted
                            ? and(barrier, step, new Input.Sensed(Sensor.ARRIVAL_IN, true), now)
                            : step;
                }),
        ACTS_ON_A_CREDENTIAL_THAT_IS_STALE(
                Past.REST,
                "it acts only on a credential that is fresh",
                (barrier, state, input, now) ->
                        input instanceof Input.Sensed
                                ? barrier.step(fresh(state, now), input, now)
                                : barrier.step(state, input, now)),
        TAKES_WHOEVER_IS_SEEN_FOR_RECORDED(
                Past.REST,
                "whoever is not waited for is not seen",
                (barrier, state, input, now) ->
                        input instanceof Input.StillThere(var tap)
                                ? barrier.step(state, new Input.Recorded(tap, 7), now)
                                : barrier.step(state, input, now)),
        FORGETS_WHO_IS_SEEN_STILL(
                Past.REST,
                "I61: nobody is kept in",
                (barrier, state, input, now) ->
                        input instanceof Input.StillThere
                                ? nothing(barrier, state, now)
                                : barrier.step(state, input, now)),
        RAISES_FOR_NO_CAUSE(
                Past.REST,
                "I31: each movement has one cause",
                (barrier, state, input, now) ->
                        without(barrier.step(state, input, now), Bug::saysThatItIsRaised)),
        MOVES_FOR_A_BUTTON_FOUND_DOWN(
                Past.START,
                "I33: a button is pressed after it was seen up",
                (barrier, state, input, now) ->
                        input instanceof Input.ExitPressed
                                        && state.button() instanceof Button.Unseen
                                ? barrier.step(state.with(new Button.Up()), input, now)
                                : barrier.step(state, input, now)),
        IS_DEAF_TO_FIRE(
                Past.REST,
                "I34: fire, or an order, holds it up",
                (barrier, state, input, now) ->
                        input instanceof Input.FireRaised
                                ? nothing(barrier, state, now)
                                : barrier.step(state, input, now)),
        DOES_NOT_WAIT_FOR_THE_RECORD(
                Past.REST,
                "I47: it opens on its record, or says that it does not",
                (barrier, state, input, now) -> {
                    var step = barrier.step(state, input, now);
                    return input instanceof Input.Granted(var tap, _, _, _, _)
                            ? and(barrier, step, new Input.Recorded(tap, 7), now)
                            : step;
                }),
        DOES_NOT_SAY_THAT_IT_DID_NOT_WAIT(
                Past.REST,
                "I47: it opens on its record, or says that it does not",
                (barrier, state, input, now) ->
                        without(barrier.step(state, input, now), Twisted::saysItDidNotWait)),
        OPENS_FOR_A_RIGHT_BEFORE_ITS_RECORD(
                Past.REST,
                "a right opens nothing before its record",
                (barrier, state, input, now) ->
                        input instanceof Input.Granted(var tap, var way, _, _, _)
                                ? barrier.step(state, new Input.Granted(tap, way), now)
                                : barrier.step(state, input, now)),
        OPENS_FOR_A_LATE_ANSWER(
                Past.REST,
                "I55: a late answer changes nothing",
                (barrier, state, input, now) ->
                        input instanceof Input.Recorded(var tap, _)
                                        && state.queue().of(tap).isEmpty()
                                ? barrier.step(state, new Input.ExitPressed(tap), now)
                                : barrier.step(state, input, now)),
        FORGETS_WHO_DID_NOT_DRIVE_IN(
                Past.REST,
                "every granted tap has an outcome",
                (barrier, state, input, now) ->
                        without(
                                barrier.step(state, input, now),
                                effect -> isPassage(effect, Result.NOT_PASSED))),
        TELLS_AN_OUTCOME_TWICE(
                Past.REST,
                "exactly one outcome for each grant",
                (barrier, state, input, now) -> {
                    var step = barrier.step(state, input, now);
                    var outcomes = step.effects().stream().filter(Bug::isOutcome);
                    return with(step, outcomes.toArray(Effect[]::new));
                }),
        TURNS_AWAY_IN_SILENCE(
                Past.REST,
                "whoever is not let in has not passed, and is told or gone",
                (barrier, state, input, now) ->
                        without(barrier.step(state, input, now), Bug::tellsOfAFault)),
        LETS_WAIT_IN_SILENCE(
                Past.REST,
                "whoever waits is told to",
                (barrier, state, input, now) ->
                        without(barrier.step(state, input, now), Bug::tellsToWait)),
        KEEPS_PEOPLE_IN_DURING_A_LOCKDOWN(
                Past.REST,
                "I61: nobody is kept in",
                (barrier, state, input, now) ->
                        input instanceof Input.Recorded(var tap, _)
                                        && barrier.posture(state) == Posture.LOCKDOWN
                                ? with(
                                        barrier.step(state, input, now),
                                        new Show(tap, Reason.LOCKDOWN))
                                : barrier.step(state, input, now)),
        DOES_NOT_SAY_WHAT_IT_DOES_NOT_SEE(
                Past.REST,
                "I62: a loss is told",
                (barrier, state, input, now) ->
                        input instanceof Input.SensorLost
                                ? nothing(barrier, state, now)
                                : barrier.step(state, input, now)),
        BELIEVES_A_LOOP_THAT_IS_STUCK(
                Past.REST,
                "whoever is not let in has not passed, and is told or gone",
                (barrier, state, input, now) ->
                        input instanceof Input.Granted
                                ? barrier.step(unstuck(state, now), input, now)
                                : barrier.step(state, input, now)),
        ACTS_ON_A_STALE_TIMER(Past.REST, "a stale timer is harmless", Twisted::actsOnAStaleTimer),
        WAKES_AT_ONCE(Past.REST, "after Due the wake lies ahead", Twisted::wakesAtOnce),
        NEVER_WAKES(Past.REST, "every state is left again", Twisted::neverWakes);

        private final Past past;
        private final String rule;
        private final Twist<State> twist;

        Bug(Past past, String rule, Twist<State> twist) {
            this.past = past;
            this.rule = rule;
            this.twist = twist;
        }

        private static Step<State> and(
                Point<State> barrier, Step<State> step, Input input, Moment now) {
            return Step.then(step, next -> barrier.step(next, input, now));
        }

        private static State forgetful(State state) {
            return state.phase() instanceof Phase.Raising(var crossing, var until, _)
                    ? state.in(new Phase.Raising(crossing, until, false))
                    : state;
        }

        private static State fresh(State state, Moment now) {
            var queue = state.queue();
            var fresh =
                    queue.waiting().stream()
                            .map(
                                    old ->
                                            new Waiting(
                                                    old.grant(),
                                                    old.stage(),
                                                    now.mono(),
                                                    old.arrived()))
                            .toList();
            return state.with(new Queue(fresh, queue.called()));
        }

        private static State unstuck(State state, Moment now) {
            var told = state.sensors().told();
            var later = Map.of(Sensor.ARRIVAL_IN, now.plus(Duration.ofDays(1)));
            return state.raised().stands(Kind.LOOP_STUCK, Sensor.ARRIVAL_IN.wire())
                    ? state.with(new Sensors(told, later, Strays.NONE))
                    : state;
        }

        private static Step<State> in(Step<State> step, Phase phase) {
            return new Step<>(step.next().in(phase), step.effects(), phase.wake());
        }

        private static Step<State> keepsComingDown(
                Point<State> barrier, State state, Input input, Moment now) {
            var step = barrier.step(state, input, now);
            return state.phase() instanceof Lowering
                    ? in(without(step, _ -> true), state.phase())
                    : step;
        }

        private static boolean saysThatItIsRaised(Effect effect) {
            return effect instanceof Note(Fact.State(var name, _, _), _) && name.equals("raising");
        }

        private static boolean tellsOfAFault(Effect effect) {
            return effect instanceof Show(_, var why) && why == Reason.DEVICE_FAULT;
        }

        private static boolean tellsToWait(Effect effect) {
            return effect instanceof Show(_, var why) && why == Reason.INTERLOCK;
        }

        private static boolean isOutcome(Effect effect) {
            return effect instanceof Note(Fact.Passage _, _);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleItBreaks(Bug bug) {
        var profile = Barriers.freeExit();
        var twisted = new Twisted<>(new Barrier(profile), bug.twist);
        var scope = Scope.USUAL.betweenWakes();
        var broken =
                BarrierRules.walk(twisted, profile, bug.past.of(profile), scope, 4)
                        .found()
                        .broken();
        assertTrue(
                broken.filter(rule -> rule.contains(bug.rule)).isPresent(),
                () -> bug + " was found by " + broken);
    }
}

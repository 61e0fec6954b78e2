package onecard.point.turnstile;

import static onecard.point.Twisted.isPassage;
import static onecard.point.Twisted.nothing;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Effects;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.Inputs;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Sequences;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Twisted;
import onecard.point.Twisted.Twist;
import onecard.point.turnstile.LaneRules.Alphabet;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Moment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// All sequences of inputs to a lane, up to a length: I31, I34, I47, I55, I60, I61, I62, I67.
class LaneSequencesTest {

    @ParameterizedTest
    @EnumSource(
            value = Alphabet.class,
            names = {"PEOPLE", "TROUBLE"})
    void noEightMovesBreakALane(Alphabet alphabet) {
        holds(Lanes.everything(), new LaneRules(Lanes.everything(), alphabet), 8);
    }

    @Tag("long")
    @Test
    void noEightMovesBreakALaneWhenPeopleAndTroubleComeTogether() {
        var late = Optional.of(LaneRules.LATE);
        holds(Lanes.everything(), new LaneRules(Lanes.everything(), Alphabet.TOGETHER, late), 8);
    }

    @Tag("long")
    @Test
    void noSixInputsBreakALane() {
        holds(Lanes.everything(), everything(Lanes.everything()), 6);
    }

    static List<TurnstileProfile> lanes() {
        return Lanes.all();
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void noFourInputsBreakAnyLane(TurnstileProfile profile) {
        holds(profile, everything(profile), 4);
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void noFiveMovesBreakAnyLaneWhoseLoopHangs(TurnstileProfile profile) {
        var hung = Optional.of(LaneRules.HUNG);
        holds(profile, new LaneRules(profile, Alphabet.TROUBLE, hung), 5);
    }

    private static LaneRules everything(TurnstileProfile profile) {
        return new LaneRules(profile, Alphabet.EVERYTHING, Optional.of(LaneRules.LATE));
    }

    private static void holds(TurnstileProfile profile, LaneRules rules, int length) {
        var lane = Lanes.atRest(new Turnstile(profile), profile);
        var found = Sequences.walk(lane, rules, length);
        System.out.printf(
                "turnstile, %d moves of %s: %d states, %d steps, %d ms%n",
                length, rules.alphabet(), found.states(), found.steps(), found.took().toMillis());
        assertEquals(Optional.empty(), found.broken());
        assertTrue(found.states() > 100, () -> found.states() + " states");
    }

    // --- as it is drawn ---

    @Test
    void everyInputIsMetInEveryPhase() {
        var pairs = new TreeSet<String>();
        for (var phase : Phase.class.getPermittedSubclasses()) {
            for (var input : Inputs.atPassages()) {
                pairs.add(phase.getSimpleName() + " hears " + input.getSimpleName());
            }
        }
        assertEquals(pairs, Drawn.ALL.heard());
    }

    @Test
    void theDrawingShowsExactlyWhatTheLaneDoes() throws IOException {
        assertEquals(Drawing.of("turnstile/turnstile.md"), String.join("\n", Drawn.ALL.moved()));
    }

    /// Keeps what lanes met in each phase, and what moved them from phase to phase.
    private record Drawn(LaneRules rules, Set<String> moved, Set<String> heard)
            implements Rules<State, LaneLedger> {

        private static final List<Input> STRANGE =
                List.of(
                        new Input.NotRecorded(new TapId(99), Reason.JOURNAL_FULL),
                        new Input.ReaderLost("in"),
                        new Input.ReaderBack("in"),
                        new Input.LineLost("exit"),
                        new Input.LineBack("exit"),
                        new Input.Opened(),
                        new Input.Closed(),
                        new Input.ContactLost(),
                        new Input.StillThere(new TapId(99)),
                        new Input.Neighbour("door-1", true));

        /// Walked once, and asked for more than one thing.
        static final Drawn ALL = all();

        private static Drawn all() {
            var moved = new TreeSet<String>();
            var heard = new TreeSet<String>();
            var last = new Drawn(everything(Lanes.everything()), moved, heard);
            for (var profile : List.of(Lanes.everything(), Lanes.two())) {
                var lane = Lanes.atRest(new Turnstile(profile), profile);
                var found = Sequences.walk(lane, new Drawn(everything(profile), moved, heard), 3);
                assertEquals(Optional.empty(), found.broken());
                var trouble = new LaneRules(profile, Alphabet.TROUBLE);
                Sequences.walk(lane, new Drawn(trouble, moved, heard), 5);
            }
            return last;
        }

        @Override
        public LaneLedger ledger() {
            return rules.ledger();
        }

        /// Those of other points, too, and what comes out of turn.
        @Override
        public List<Move> moves(At<State, LaneLedger> at) {
            var moves = new ArrayList<>(rules.moves(at));
            if (rules.alphabet() == Alphabet.EVERYTHING) {
                STRANGE.forEach(input -> moves.add(Move.of(at.now(), input)));
            }
            return moves;
        }

        @Override
        public Optional<Input> rest(Move move) {
            return rules.rest(move);
        }

        @Override
        public LaneLedger after(At<State, LaneLedger> from, Move move, Step<State> step) {
            var phase = from.state().phase();
            move.input()
                    .ifPresent(
                            input ->
                                    heard.add(
                                            phase.getClass().getSimpleName()
                                                    + " hears "
                                                    + input.getClass().getSimpleName()));
            var before = phase.name();
            var after = step.next().phase().name();
            if (!before.equals(after)) {
                var input = move.input().orElseThrow().getClass().getSimpleName();
                moved.add(before + " --> " + after + ": " + input);
            }
            return rules.after(from, move, step);
        }

        @Override
        public Optional<Move> homeward(At<State, LaneLedger> at) {
            var standing = at.state().raised().standing();
            if (standing.contains(new Fact.Alarm(Kind.READER_LOST, true, "in"))) {
                return Optional.of(Move.of(at.now(), new Input.ReaderBack("in")));
            }
            if (standing.contains(new Fact.Alarm(Kind.CONTACT_LOST, true, "exit"))) {
                return Optional.of(Move.of(at.now(), new Input.LineBack("exit")));
            }
            return rules.homeward(at);
        }
    }

    // --- and bugs are found ---

    /// A bug, what it shows in, and the rule it breaks.
    enum Bug {
        CLOSES_ON_WHOEVER_STEPS_IN(
                Alphabet.TROUBLE,
                "I60: it closes on nobody",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    return input.equals(new Input.Sensed(Sensor.SAFETY, true))
                            ? with(step, new Relock(Output.IN), new Relock(Output.OUT))
                            : step;
                }),
        DOES_NOT_RENEW_FOR_WHOEVER_STANDS_THERE(
                Alphabet.TROUBLE,
                "I60: it closes on nobody",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    return input instanceof Input.Due && state.phase() instanceof Phase.Open
                            ? without(step, Release.class::isInstance)
                            : step;
                }),
        TAKES_A_LOST_SENSOR_FOR_A_FREE_ONE(
                Alphabet.TROUBLE, "I60: it closes on nobody", Bug::takenForFree),
        OPENS_BOTH_WAYS(
                Alphabet.TROUBLE,
                "I60: never both directions open",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    var until = now.plus(Duration.ofSeconds(1));
                    return input instanceof Input.ExitPressed
                            ? with(step, new Release(Output.OUT, until))
                            : step;
                }),
        OPENS_FOR_THE_REFUSED(
                Alphabet.EVERYTHING,
                "a line is on only when the phase says so",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    var until = now.plus(Duration.ofSeconds(1));
                    return input instanceof Input.Refused
                            ? with(step, new Release(Output.IN, until))
                            : step;
                }),
        DOES_NOT_SAY_WHY_IT_OPENS(
                Alphabet.TROUBLE,
                "I31: every opening has one cause",
                (lane, state, input, now) ->
                        without(lane.step(state, input, now), Bug::saysWhatItIs)),
        DOES_NOT_SAY_THAT_IT_DID_NOT_WAIT(
                Alphabet.EVERYTHING,
                "I31: its cause is recorded before it",
                (lane, state, input, now) ->
                        without(lane.step(state, input, now), Twisted::saysItDidNotWait)),
        SAYS_THAT_IT_DID_NOT_WAIT_THOUGH_IT_DID(
                Alphabet.EVERYTHING,
                "I47: it is told when it is so",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    return input instanceof Input.Recorded(var tap, _)
                            ? with(step, Note.of(new Fact.ReleasedBeforeRecord(), tap))
                            : step;
                }),
        OPENS_FOR_A_RIGHT_BEFORE_ITS_RECORD(
                Alphabet.EVERYTHING,
                "a right opens nothing before its record",
                (lane, state, input, now) ->
                        input instanceof Input.Granted(var tap, var way, _, var extended, _)
                                ? lane.step(
                                        state, new Input.Granted(tap, way, false, extended), now)
                                : lane.step(state, input, now)),
        FORGETS_WHO_DID_NOT_PASS(
                Alphabet.TROUBLE,
                "exactly one outcome for each grant",
                (lane, state, input, now) ->
                        without(
                                lane.step(state, input, now),
                                effect -> isPassage(effect, Result.NOT_PASSED))),
        COUNTS_EVERYBODY_TWICE(
                Alphabet.TROUBLE,
                "exactly one outcome for each grant",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    var passed =
                            step.effects().stream().filter(each -> isPassage(each, Result.PASSED));
                    return with(step, passed.toArray(Effect[]::new));
                }),
        SAYS_THAT_NOBODY_PASSED_WHERE_NOBODY_SAW_IT(
                Alphabet.TROUBLE,
                "I62: who is not seen is assumed to have passed",
                (lane, state, input, now) -> {
                    var step = lane.step(state, input, now);
                    return input instanceof Input.SensorLost(var sensor) && sensor != Sensor.SAFETY
                            ? new Step<>(
                                    step.next().in(state.phase()),
                                    without(step, each -> isPassage(each, Result.ASSUMED))
                                            .effects(),
                                    step.wake())
                            : step;
                }),
        IS_DEAF_TO_FIRE(
                Alphabet.TROUBLE,
                "I34: fire dominates",
                (lane, state, input, now) ->
                        input instanceof Input.FireRaised
                                ? nothing(lane, state, now)
                                : lane.step(state, input, now)),
        KEEPS_PEOPLE_IN_DURING_A_LOCKDOWN(
                Alphabet.TROUBLE,
                "I61: who wants out is let out",
                (lane, state, input, now) ->
                        input instanceof Input.ExitPressed
                                        && lane.posture(state) == Posture.LOCKDOWN
                                ? nothing(lane, state, now)
                                : lane.step(state, input, now)),
        TURNS_AWAY_IN_SILENCE(
                Alphabet.EVERYTHING,
                "whoever is turned away is shown something",
                (lane, state, input, now) ->
                        without(
                                lane.step(state, input, now),
                                each ->
                                        each instanceof Show(_, var why)
                                                && why == Reason.DEVICE_FAULT)),
        LETS_WAIT_IN_SILENCE(
                Alphabet.TROUBLE,
                "whoever waits for the lane is told to",
                (lane, state, input, now) ->
                        without(
                                lane.step(state, input, now),
                                each ->
                                        each instanceof Show(_, var why)
                                                && why == Reason.INTERLOCK)),
        ACTS_ON_A_STALE_TIMER(
                Alphabet.EVERYTHING, "a stale timer is harmless", Twisted::actsOnAStaleTimer),
        WAKES_AT_ONCE(Alphabet.TROUBLE, "after Due the wake lies ahead", Twisted::wakesAtOnce),
        NEVER_WAKES(Alphabet.TROUBLE, "every state is left again", Twisted::neverWakes),
        OPENS_FOR_A_LATE_ANSWER(
                Alphabet.EVERYTHING,
                "I55: a late answer changes nothing",
                (lane, state, input, now) ->
                        input instanceof Input.Recorded(var tap, _)
                                        && state.queue().recording(tap).isEmpty()
                                ? lane.step(
                                        lane.step(state, new Input.Granted(tap, Direction.IN), now)
                                                .next(),
                                        input,
                                        now)
                                : lane.step(state, input, now)),
        DOES_NOT_SAY_WHAT_IT_DOES_NOT_SEE(
                Alphabet.TROUBLE,
                "I62: what is not observed is said, until it is",
                (lane, state, input, now) ->
                        input instanceof Input.SensorLost
                                ? nothing(lane, state, now)
                                : lane.step(state, input, now));

        private final Alphabet alphabet;
        private final String rule;
        private final Twist<State> twist;

        Bug(Alphabet alphabet, String rule, Twist<State> twist) {
            this.alphabet = alphabet;
            this.rule = rule;
            this.twist = twist;
        }

        /// It says that the sensor is lost, and goes on as if it had told that nobody is there.
        private static Step<State> takenForFree(
                Point<State> lane, State state, Input input, Moment now) {
            var step = lane.step(state, input, now);
            if (!input.equals(new Input.SensorLost(Sensor.SAFETY))) {
                return step;
            }
            var free = new Input.Sensed(Sensor.SAFETY, false);
            var freed = without(lane.step(step.next(), free, now), Bug::isLoss);
            var lost = lane.step(freed.next(), input, now);
            return new Step<>(
                    lost.next(), Effects.all(step.effects(), freed.effects()), lost.wake());
        }

        private static boolean isLoss(Effect effect) {
            return effect instanceof Note(Fact.Alarm(var kind, _, _), _)
                    && kind == Fact.Kind.CONTACT_LOST;
        }

        private static boolean saysWhatItIs(Effect effect) {
            return effect instanceof Note(Fact.State _, _);
        }
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void aPlantedBugIsFoundByTheRuleItBreaks(Bug bug) {
        var profile = Lanes.everything();
        var twisted = Lanes.atRest(new Twisted<>(new Turnstile(profile), bug.twist), profile);
        var found = Sequences.walk(twisted, new LaneRules(profile, bug.alphabet), 6);
        var broken = found.broken();
        assertTrue(
                broken.filter(rule -> rule.contains(bug.rule)).isPresent(),
                () -> bug + " was found by " + broken);
    }
}

package onecard.point.turnstile;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnstileTest {

    private static final TapId ANN = new TapId(1);
    private static final TapId BOB = new TapId(2);

    // --- stories ---

    @Test
    void aGrantIsNoPassageUntilTheContactTellsOne() {
        var lane = new Story(everything()).in(ANN);
        lane.expectSome(new Effect.Release(Output.IN, mono(6_000)));
        assertFalse(lane.told(ANN, Result.PASSED));
        lane.pulse(Sensor.PASSED_IN);
        assertTrue(lane.told(ANN, Result.PASSED));
        lane.expectSome(new Effect.Relock(Output.IN));
        lane.after(1_000);
        assertEquals("idle", lane.name());
    }

    @Test
    void aGrantNobodyUsedIsNotPassed() {
        var lane = new Story(everything()).in(ANN).after(5_000);
        assertTrue(lane.told(ANN, Result.NOT_PASSED));
        lane.expectSome(new Effect.Relock(Output.IN));
    }

    @Test
    void whoStepsInAndGoesBackIsReversed() {
        var lane = new Story(everything()).in(ANN);
        lane.sense(Sensor.SAFETY, true).sense(Sensor.SAFETY, false).after(5_000);
        assertTrue(lane.told(ANN, Result.REVERSED));
    }

    @Test
    void itDoesNotCloseOnSomebodyAndSaysWhenThatTakesTooLong() {
        var lane = new Story(everything()).in(ANN).sense(Sensor.SAFETY, true).after(9_900);
        assertFalse(lane.all.contains(new Effect.Relock(Output.IN)));
        assertEquals("open_in", lane.name());
        lane.after(200);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.SENSOR_BLOCKED, true)));
        lane.sense(Sensor.SAFETY, false);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.SENSOR_BLOCKED, false)));
        lane.after(1_000);
        lane.expectSome(new Effect.Relock(Output.IN));
    }

    @Test
    void whoeverComesBehindIsATailgater() {
        var lane = new Story(everything()).in(ANN).pulse(Sensor.PASSED_IN);
        lane.after(250).pulse(Sensor.PASSED_IN);
        assertTrue(lane.told(ANN, Result.TAILGATED));
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.TAILGATED, true, "passed_in")));
    }

    @Test
    void aPassageWithoutAGrantIsAnIntrusion() {
        var lane = new Story(everything()).sense(Sensor.PASSED_IN, true);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.INTRUSION, true, "passed_in")));
        lane.sense(Sensor.PASSED_IN, false);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.INTRUSION, false, "passed_in")));
        lane.in(ANN).sense(Sensor.PASSED_OUT, true);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.INTRUSION, true, "passed_out")));
    }

    @Test
    void ofTwoWhoMeetTheFirstGoesFirstAndTheSecondFollows() {
        var lane = new Story(everything()).in(ANN).out(BOB);
        lane.expectSome(new Effect.Show(BOB, Reason.INTERLOCK));
        assertFalse(lane.releases(Output.OUT));
        lane.pulse(Sensor.PASSED_IN).after(1_000);
        assertTrue(lane.releases(Output.OUT));
        lane.pulse(Sensor.PASSED_OUT);
        assertTrue(lane.told(BOB, Result.PASSED));
    }

    @Test
    void aSecondTapExtendsAndIsNoSecondPassUnlessSeveralMayPass() {
        var one = new Story(everything()).in(ANN).after(3_000).in(BOB).after(3_000);
        assertEquals("open_in", one.name());
        one.pulse(Sensor.PASSED_IN);
        assertEquals("closing", one.name());
        var two = new Story(profile(2, EnumSet.allOf(Sensor.class), JournalFull.REFUSE));
        two.in(ANN).in(BOB).pulse(Sensor.PASSED_IN);
        assertEquals("open_in", two.name());
        two.pulse(Sensor.PASSED_IN);
        assertTrue(two.told(ANN, Result.PASSED) && two.told(BOB, Result.PASSED));
    }

    @Test
    void withoutAContactAPassageIsAssumed() {
        var lane = new Story(profile(1, Set.of(), JournalFull.REFUSE)).in(ANN);
        assertTrue(lane.told(ANN, Result.ASSUMED));
        lane.after(5_000);
        assertEquals("closing", lane.name());
    }

    @Test
    void aSlowRecordHoldsNobodyUpAndAUsedUpRightWaits() {
        var slow = new Story(everything()).on(new Input.Granted(ANN, Direction.IN));
        assertFalse(slow.releases(Output.IN));
        slow.after(50);
        assertTrue(slow.releases(Output.IN));
        slow.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), ANN));
        var right = new Story(everything()).on(new Input.Granted(ANN, Direction.IN, true));
        right.after(1_900);
        assertFalse(right.releases(Output.IN));
        right.after(100);
        assertTrue(right.told(ANN, Result.NOT_PASSED));
        right.on(new Input.Recorded(ANN, 7));
        assertFalse(right.releases(Output.IN));
    }

    @Test
    void aFullJournalOpensOnlyWhereItIsSaidToAndOutwards() {
        var full = new Input.NotRecorded(ANN, Reason.JOURNAL_FULL);
        var refuse = new Story(everything()).on(new Input.Granted(ANN, Direction.IN)).on(full);
        refuse.expectSome(new Effect.Show(ANN, Reason.JOURNAL_FULL));
        assertFalse(refuse.releases(Output.IN));
        var out = new Story(everything()).on(new Input.Granted(ANN, Direction.OUT)).on(full);
        assertTrue(out.releases(Output.OUT));
        var open = new Story(profile(1, Set.of(), JournalFull.OPEN));
        assertTrue(open.on(new Input.Granted(ANN, Direction.IN)).on(full).releases(Output.IN));
    }

    @Test
    void fireOpensBothWaysAndAnOrderHoldsWhenItIsOver() {
        var lane = new Story(everything()).in(ANN).on(new Input.FireRaised(BOB));
        lane.expectSome(new Effect.Hold(Output.IN, Cause.FIRE));
        lane.expectSome(new Effect.Hold(Output.OUT, Cause.FIRE));
        assertTrue(lane.told(ANN, Result.ASSUMED));
        assertEquals(Posture.FIRE, lane.machine.posture(lane.state));
        lane.on(new Input.Lockdown(BOB, Cause.COMMAND)).sense(Sensor.SAFETY, true);
        lane.on(new Input.FireCleared());
        assertEquals("free", lane.name(), "somebody stands in it");
        lane.sense(Sensor.SAFETY, false);
        assertEquals("lockdown", lane.name());
    }

    @Test
    void aWingThatDoesNotComeHomeIsToldOnceAndWhenItIs() {
        var lane = new Story(everything()).in(ANN).sense(Sensor.HOME, false);
        lane.pulse(Sensor.PASSED_IN).after(1_000);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.WING_NOT_HOME, true)));
        lane.sense(Sensor.HOME, true);
        lane.expectSome(Effect.Note.of(new Fact.Alarm(Fact.Kind.WING_NOT_HOME, false)));
    }

    @Test
    void theButtonOpensTheWayOutInLockdownToo() {
        var lane = new Story(everything()).on(new Input.Lockdown(ANN, Cause.COMMAND));
        lane.on(new Input.ExitPressed(BOB));
        assertTrue(lane.releases(Output.OUT));
        lane.expectSome(Effect.Note.of(new Fact.State("open_out", Cause.EXIT_BUTTON, true), BOB));
    }

    // --- every sequence ---

    static List<TurnstileProfile> profiles() {
        return List.of(
                everything(),
                profile(2, EnumSet.allOf(Sensor.class), JournalFull.OPEN),
                profile(1, EnumSet.of(Sensor.PASSED_IN, Sensor.PASSED_OUT), JournalFull.REFUSE),
                profile(1, Set.of(), JournalFull.REFUSE));
    }

    /// Never both ways, never shut on somebody, each opening with its cause, and from everywhere a
    /// way back to idle with every line off.
    @Test
    void noSequenceOfSevenInputsBreaksTheLane() {
        holds(everything(), 7);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void noSequenceOfFiveInputsBreaksAnyLane(TurnstileProfile profile) {
        holds(profile, 5);
    }

    private static void holds(TurnstileProfile profile, int length) {
        long start = System.nanoTime();
        var walk = new Walk(new Turnstile(profile), length);
        assertEquals(Optional.empty(), walk.broken());
        System.out.printf(
                "turnstile, %d inputs: %d states, %d steps, %d ms%n",
                length, walk.states, walk.steps, (System.nanoTime() - start) / 1_000_000);
        assertTrue(walk.states > 1_000, () -> walk.states + " states");
    }

    @Test
    void theWalkFindsALaneThatClosesOnSomebody() {
        assertTrue(new Walk(new Rude(new Turnstile(everything())), 5).broken().isPresent());
    }

    /// Shuts as soon as somebody steps in: the bug the walk must find.
    private record Rude(Turnstile honest) implements Point<State> {
        @Override
        public State initial() {
            return honest.initial();
        }

        @Override
        public Step<State> step(State state, Input input, Moment now) {
            var step = honest.step(state, input, now);
            if (!input.equals(new Input.Sensed(Sensor.SAFETY, true))) {
                return step;
            }
            var effects = new ArrayList<>(step.effects());
            effects.add(new Effect.Relock(Output.IN));
            return new Step<>(step.next(), effects, step.wake());
        }

        @Override
        public Posture posture(State state) {
            return honest.posture(state);
        }

        @Override
        public String name(State state) {
            return honest.name(state);
        }
    }

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var profile : profiles()) {
            done.addAll(new Walk(new Turnstile(profile), 5).moves());
        }
        assertEquals(String.join("\n", done), Drawing.of("turnstile/turnstile.md"));
    }

    /// A state and its lines, seen from the moment it was reached: all times count from there, so
    /// that what is the same later is the same.
    ///
    /// @param on each output until then, in milliseconds; absent: off
    private record Reached(State state, Map<Output, Long> on) {}

    /// Walks every sequence of inputs, each state once.
    private static final class Walk {
        private static final long FOR_EVER = Long.MAX_VALUE;

        private final Point<State> machine;
        private final int length;
        private final Set<String> moves = new TreeSet<>();
        private Optional<String> broken = Optional.empty();
        private long states;
        private long steps;

        Walk(Point<State> machine, int length) {
            this.machine = machine;
            this.length = length;
        }

        Set<String> moves() {
            assertEquals(Optional.empty(), broken());
            return moves;
        }

        /// What is wrong, if anything.
        Optional<String> broken() {
            var layer = Set.of(new Reached(machine.initial(), Map.of()));
            var seen = new HashSet<>(layer);
            for (int depth = 0; depth < length && broken.isEmpty(); depth++) {
                var next = new HashSet<Reached>();
                for (var from : layer) {
                    for (var input : inputs(from)) {
                        var reached = withEnd(input, step(from, input));
                        if (broken.isPresent()) {
                            return broken;
                        }
                        if (seen.add(reached)) {
                            next.add(reached);
                        }
                    }
                }
                layer = next;
            }
            states = seen.size();
            seen.forEach(this::endsIdle);
            return broken;
        }

        private List<Input> inputs(Reached at) {
            var tap = unused(at.state());
            var inputs =
                    new ArrayList<Input>(
                            List.of(
                                    new Input.Granted(tap, Direction.IN),
                                    new Input.Granted(tap, Direction.OUT),
                                    new Input.Granted(tap, Direction.IN, true),
                                    new Input.ExitPressed(tap),
                                    new Input.FireRaised(tap),
                                    new Input.FireCleared(),
                                    new Input.Free(tap, Cause.SCHEDULE),
                                    new Input.Lockdown(tap, Cause.COMMAND),
                                    new Input.Normal(tap, Cause.SCHEDULE),
                                    new Input.Due()));
            inputs.add(new Input.Sensed(Sensor.PASSED_IN, true));
            inputs.add(new Input.Sensed(Sensor.PASSED_OUT, true));
            for (var sensor : List.of(Sensor.SAFETY, Sensor.HOME)) {
                inputs.add(new Input.Sensed(sensor, !at.state().occupied().contains(sensor)));
            }
            if (at.state().isOccupied()) {
                inputs.add(new Input.SensorLost(Sensor.SAFETY));
            }
            at.state().grants().stream()
                    .findFirst()
                    .ifPresent(
                            grant -> {
                                inputs.add(new Input.Recorded(grant.tap(), 7));
                                inputs.add(new Input.NotRecorded(grant.tap(), Reason.JOURNAL_FULL));
                            });
            return inputs;
        }

        /// A contact that tells a passage is a pulse.
        private Reached withEnd(Input input, Reached reached) {
            return input instanceof Input.Sensed(var sensor, var active)
                            && active
                            && (sensor == Sensor.PASSED_IN || sensor == Sensor.PASSED_OUT)
                    ? step(reached, new Input.Sensed(sensor, false))
                    : reached;
        }

        /// A name that means nobody in this state: with the names of those who are gone, the states
        /// of eight inputs would be as many as the sequences.
        private static TapId unused(State state) {
            var used = new HashSet<TapId>();
            state.grants().forEach(grant -> used.add(grant.tap()));
            if (state.phase() instanceof Phase.Open open) {
                used.addAll(open.passes());
                open.last().ifPresent(used::add);
            } else if (state.phase() instanceof Phase.Closing closing) {
                closing.last().ifPresent(used::add);
            }
            long name = 1;
            while (used.contains(new TapId(name))) {
                name++;
            }
            return new TapId(name);
        }

        /// Time passes only in `Due`, and then to the wake; without one, nothing is due.
        private Reached step(Reached from, Input input) {
            steps++;
            long millis = 0;
            if (input instanceof Input.Due()) {
                millis =
                        machine.step(from.state(), new Input.LineBack("none"), at(0))
                                .wake()
                                .map(wake -> wake.nanos() / 1_000_000)
                                .orElse(0L);
            }
            var step = machine.step(from.state(), input, at(millis));
            var on = lines(from.on(), step, millis);
            check(from, input, step, on, millis);
            var before = from.state().phase().name();
            var after = step.next().phase().name();
            if (!before.equals(after)) {
                moves.add(before + " --> " + after + ": " + input.getClass().getSimpleName());
            }
            return new Reached(since(millis, step.next()), since(millis, on));
        }

        private static Map<Output, Long> since(long millis, Map<Output, Long> on) {
            var since = new HashMap<Output, Long>();
            on.forEach(
                    (output, until) ->
                            since.put(output, until == FOR_EVER ? FOR_EVER : until - millis));
            return Map.copyOf(since);
        }

        private static State since(long millis, State state) {
            return new State(
                    state.ordered(),
                    switch (state.phase()) {
                        case Phase.Open(var way, var passes, var last, var until, var stepped) ->
                                new Phase.Open(way, passes, last, since(millis, until), stepped);
                        case Phase.Closing(var way, var last, var until) ->
                                new Phase.Closing(way, last, since(millis, until));
                        case Phase.Idle _, Phase.Free _, Phase.Fire _ -> state.phase();
                    },
                    state.grants().stream()
                            .map(
                                    grant ->
                                            new Grant(
                                                    grant.tap(),
                                                    grant.way(),
                                                    grant.by(),
                                                    grant.stage(),
                                                    since(millis, grant.until())))
                            .toList(),
                    state.occupied(),
                    state.blockedAt().map(at -> since(millis, at)),
                    state.raised());
        }

        private static Mono since(long millis, Mono at) {
            return new Mono(at.nanos() - millis * 1_000_000);
        }

        private static Map<Output, Long> lines(
                Map<Output, Long> before, Step<State> step, long millis) {
            var on = new HashMap<>(before);
            on.values().removeIf(until -> until <= millis);
            for (var effect : step.effects()) {
                if (effect instanceof Effect.Release(var output, var until)) {
                    on.put(output, until.nanos() / 1_000_000);
                } else if (effect instanceof Effect.Hold(var output, _)) {
                    on.put(output, FOR_EVER);
                } else if (effect instanceof Effect.Relock(var output)) {
                    on.remove(output);
                }
            }
            return Map.copyOf(on);
        }

        private void check(
                Reached from, Input input, Step<State> step, Map<Output, Long> on, long millis) {
            var phase = step.next().phase();
            boolean both = phase instanceof Phase.Free || phase instanceof Phase.Fire;
            if (on.size() == 2 != both) {
                fail("both ways " + on, from, input, step);
            }
            boolean occupied = step.next().isOccupied();
            if (occupied && step.effects().stream().anyMatch(Effect.Relock.class::isInstance)) {
                fail("shut on somebody", from, input, step);
            }
            boolean opens =
                    on.keySet().stream()
                            .anyMatch(line -> from.on().getOrDefault(line, 0L) <= millis);
            boolean why =
                    step.effects().stream()
                            .anyMatch(effect -> effect instanceof Effect.Note(Fact.State _, _));
            if (opens && !why) {
                fail("opened without a cause", from, input, step);
            }
            if (phase instanceof Phase.Idle && !on.isEmpty()) {
                fail("idle and on: " + on, from, input, step);
            }
        }

        /// Everybody leaves, orders end, time passes: it is idle, and nobody waits.
        private void endsIdle(Reached from) {
            var at = from;
            for (var sensor : from.state().occupied()) {
                at = step(at, new Input.Sensed(sensor, false));
            }
            at = step(at, new Input.FireCleared());
            at = step(at, new Input.Normal(new TapId(99), Cause.COMMAND));
            for (int i = 0; i < 60 && !isIdle(at); i++) {
                at = step(at, new Input.Due());
            }
            if (!isIdle(at)) {
                fail(
                        "never idle again",
                        from,
                        new Input.Due(),
                        machine.step(at.state(), new Input.Due(), at(0)));
            }
        }

        private static boolean isIdle(Reached at) {
            return at.state().phase() instanceof Phase.Idle && at.state().grants().isEmpty();
        }

        private void fail(String what, Reached from, Input input, Step<State> step) {
            broken =
                    broken.or(
                            () ->
                                    Optional.of(
                                            what + ": " + input + " at " + from + " made " + step));
        }
    }

    // --- helpers ---

    private static TurnstileProfile everything() {
        return profile(1, EnumSet.allOf(Sensor.class), JournalFull.REFUSE);
    }

    private static TurnstileProfile profile(int passes, Set<Sensor> sensors, JournalFull full) {
        return new TurnstileProfile(
                ofSeconds(5), ofMillis(800), passes, ofSeconds(10), sensors, full);
    }

    private static Mono mono(long millis) {
        return new Mono(millis * 1_000_000);
    }

    private static Moment at(long millis) {
        return new Moment(mono(millis), Instant.EPOCH, ClockTrust.SYNCED);
    }

    /// One lane and what it did, told from outside.
    private static final class Story {
        private final Turnstile machine;
        private final List<Effect> all = new ArrayList<>();
        private final ArrayDeque<Effect> last = new ArrayDeque<>();
        private State state;
        private Optional<Mono> wake = Optional.empty();
        private long millis;

        Story(TurnstileProfile profile) {
            machine = new Turnstile(profile);
            state = machine.initial();
            on(new Input.Sensed(Sensor.HOME, true));
        }

        Story in(TapId tap) {
            return on(new Input.Granted(tap, Direction.IN)).on(new Input.Recorded(tap, 7));
        }

        Story out(TapId tap) {
            return on(new Input.Granted(tap, Direction.OUT)).on(new Input.Recorded(tap, 8));
        }

        Story sense(Sensor sensor, boolean active) {
            return on(new Input.Sensed(sensor, active));
        }

        Story pulse(Sensor sensor) {
            var during = sense(sensor, true);
            var kept = List.copyOf(last);
            sense(sensor, false);
            last.addAll(kept);
            return during;
        }

        Story on(Input input) {
            last.clear();
            feed(input);
            return this;
        }

        /// Walks from wake to wake, so that no timer is missed.
        Story after(long more) {
            last.clear();
            long end = millis + more;
            while (wake.filter(at -> at.nanos() <= end * 1_000_000).isPresent()) {
                millis = wake.orElseThrow().nanos() / 1_000_000;
                feed(new Input.Due());
            }
            millis = end;
            return this;
        }

        private void feed(Input input) {
            var step = machine.step(state, input, at(millis));
            state = step.next();
            wake = step.wake();
            last.addAll(step.effects());
            all.addAll(step.effects());
        }

        String name() {
            return machine.name(state);
        }

        boolean told(TapId tap, Result result) {
            return all.contains(Effect.Note.of(new Fact.Passage(result), tap));
        }

        boolean releases(Output output) {
            return all.stream()
                    .anyMatch(
                            effect ->
                                    effect instanceof Effect.Release(var line, _)
                                            && line == output);
        }

        void expectSome(Effect effect) {
            assertTrue(last.contains(effect), () -> effect + " is not in " + last);
        }
    }
}

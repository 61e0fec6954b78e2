package onecard.point;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Posture;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What walks the sequences of a machine must itself find what it is for.
class SequencesTest {

    @Test
    void whatBreaksOnTheFourthMoveIsFoundWithFourAndNotWithThree() {
        var three = Sequences.walk(new Lamp(Bug.NONE), new Presses(4), 3);
        var four = Sequences.walk(new Lamp(Bug.NONE), new Presses(4), 4);

        assertEquals(Optional.empty(), three.broken());
        assertTrue(four.broken().orElseThrow().contains("pressed 4 times"));
    }

    @Test
    void aShortestSequenceIsTold() {
        var found = Sequences.walk(new Lamp(Bug.NONE), new Presses(2), 6).broken().orElseThrow();

        assertEquals(2, found.lines().filter(line -> line.contains("ExitPressed")).count());
    }

    @Test
    void whatIsTheSameLaterAndOfOtherTapsIsTheSame() {
        var five = Sequences.walk(new Lamp(Bug.NONE), new Presses(0), 5);
        var eight = Sequences.walk(new Lamp(Bug.NONE), new Presses(0), 8);

        // Dark; lit for 2 s, or 1 ms; overdue by 300 ms.
        assertEquals(4, five.states());
        assertEquals(4, eight.states());
    }

    @Test
    void aStateThatIsNeverLeftIsFound() {
        assertFinds(Bug.STAYS_LIT, "never home again");
    }

    @Test
    void aWakeThatHasComeAlreadyIsFound() {
        assertFinds(Bug.WAKES_AT_ONCE, "after Due the wake lies ahead");
    }

    @Test
    void whatThrowsIsFound() {
        assertFinds(Bug.THROWS, "IllegalStateException: lit");
    }

    private static void assertFinds(Bug bug, String rule) {
        var broken = Sequences.walk(new Lamp(bug), new Presses(0), 3).broken();
        assertTrue(broken.orElseThrow().contains(rule), () -> "found " + broken);
    }

    @Test
    void valuesOfOneTypeAreToldApartByWhatTheyAreAndNotByWhenOrWho() {
        var early = new Mono(5);
        var late = new Mono(1_005);
        var fingerprint = new Fingerprint();

        assertEquals(
                fingerprint.of(early, new Lit(new Mono(7), new TapId(3))),
                fingerprint.of(late, new Lit(new Mono(1_007), new TapId(44))));
        assertEquals(
                fingerprint.of(early, List.of(new TapId(1), new TapId(8), new TapId(1))),
                fingerprint.of(early, List.of(new TapId(4), new TapId(5), new TapId(4))));
        assertEquals(
                fingerprint.of(early, Set.of(Cause.TAP, Cause.FIRE, Cause.TIMER)),
                fingerprint.of(early, Set.of(Cause.TIMER, Cause.TAP, Cause.FIRE)));
        for (var values :
                List.<List<?>>of(
                        List.of(
                                new Lit(new Mono(7), new TapId(3)),
                                new Lit(new Mono(8), new TapId(3)),
                                new Dark()),
                        List.of(
                                List.of(new TapId(1), new TapId(2)),
                                List.of(new TapId(2), new TapId(1)),
                                List.of(new TapId(1), new TapId(1)),
                                List.of(new TapId(1))),
                        List.of(Set.of(Cause.TAP), Set.of(Cause.FIRE), Set.of()),
                        List.of(
                                Map.of(Cause.TAP, "a"),
                                Map.of(Cause.TAP, "b"),
                                Map.of(Cause.TAP, "")),
                        List.of(Optional.of(true), Optional.of(false), Optional.empty()))) {
            var apart = values.stream().map(value -> fingerprint.of(early, value)).toList();
            assertEquals(values.size(), Set.copyOf(apart).size(), values::toString);
        }
    }

    @Test
    void aPulseIsOneMove() {
        var pulses = Sequences.walk(new Lamp(Bug.NONE), new Pulses(), 1);

        assertEquals(Optional.empty(), pulses.broken());
        assertTrue(
                Sequences.walk(new Lamp(Bug.NONE), new Pulses(), 2)
                        .broken()
                        .orElseThrow()
                        .contains("let go twice"));
    }

    @Test
    void aSetOfFingerprintsGrowsAndForgetsNone() {
        var fingerprint = new Fingerprint();
        var seen = new Seen();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(seen.add(fingerprint.of(new Mono(0), i)));
        }
        for (int i = 0; i < 100_000; i++) {
            assertFalse(seen.add(fingerprint.of(new Mono(0), i)));
        }
        assertEquals(100_000, seen.size());
    }

    // --- a lamp that a button lights for two seconds ---

    private sealed interface Light {}

    private record Dark() implements Light {}

    private record Lit(Mono until, TapId by) implements Light {}

    private enum Bug {
        NONE,
        STAYS_LIT,
        WAKES_AT_ONCE,
        THROWS
    }

    private record Lamp(Bug bug) implements Point<Light> {
        @Override
        public Light initial() {
            return new Dark();
        }

        @Override
        public Step<Light> step(Light state, Input input, Moment now) {
            if (input instanceof Input.ExitPressed(var press)) {
                return lit(new Lit(now.plus(Duration.ofSeconds(2)), press));
            }
            if (input instanceof Input.Due && state instanceof Lit(var until, _)) {
                if (bug == Bug.THROWS) {
                    throw new IllegalStateException("lit");
                }
                if (bug == Bug.WAKES_AT_ONCE || !now.reached(until)) {
                    return lit(state);
                }
                return bug == Bug.STAYS_LIT
                        ? lit(new Lit(now.plus(Duration.ofSeconds(2)), new TapId(0)))
                        : new Step<>(new Dark(), List.of(), Optional.empty());
            }
            return state instanceof Lit
                    ? lit(state)
                    : new Step<>(state, List.of(), Optional.empty());
        }

        private static Step<Light> lit(Light state) {
            return new Step<>(state, List.of(), Optional.of(((Lit) state).until()));
        }

        @Override
        public Posture posture(Light state) {
            return Posture.NORMAL;
        }

        @Override
        public String name(Light state) {
            return state instanceof Lit ? "lit" : "dark";
        }
    }

    /// Counts what the lamp does not: a rule over sequences, which no look at states would find.
    ///
    /// @param tooMany that many presses break it; 0: none are counted
    private record Presses(int tooMany) implements Rules<Light, Integer> {
        @Override
        public Integer ledger() {
            return 0;
        }

        @Override
        public List<Move> moves(At<Light, Integer> at) {
            var moves = new ArrayList<>(at.time(Duration.ofMillis(300)));
            moves.add(Move.of(at.now(), new Input.ExitPressed(at.fresh())));
            return moves;
        }

        @Override
        public Integer after(At<Light, Integer> from, Move move, Step<Light> step) {
            boolean pressed = move.input().filter(Input.ExitPressed.class::isInstance).isPresent();
            int presses = from.ledger() + (pressed && tooMany > 0 ? 1 : 0);
            Broken.unless(tooMany == 0 || presses < tooMany, "pressed " + presses + " times");
            return presses;
        }

        @Override
        public Optional<Move> homeward(At<Light, Integer> at) {
            return at.state() instanceof Dark ? Optional.empty() : at.due();
        }
    }

    /// Presses that are let go at once.
    private record Pulses() implements Rules<Light, Integer> {
        @Override
        public Integer ledger() {
            return 0;
        }

        @Override
        public List<Move> moves(At<Light, Integer> at) {
            return List.of(Move.of(at.now(), new Input.ExitPressed(at.fresh())));
        }

        @Override
        public Optional<Input> rest(Move move) {
            return move.input()
                    .filter(Input.ExitPressed.class::isInstance)
                    .map(_ -> new Input.ExitReleased());
        }

        @Override
        public Integer after(At<Light, Integer> from, Move move, Step<Light> step) {
            boolean gone = move.input().filter(Input.ExitReleased.class::isInstance).isPresent();
            Broken.unless(!gone || from.ledger() == 0, "let go twice");
            return from.ledger() + (gone ? 1 : 0);
        }

        @Override
        public Optional<Move> homeward(At<Light, Integer> at) {
            return at.state() instanceof Dark ? Optional.empty() : at.due();
        }
    }
}

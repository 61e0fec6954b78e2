package onecard.point.meeting;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Twisted;
import onecard.point.meeting.Desk.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens at a desk, in whatever order.
class DeskSequencesTest {

    private static final TapId TAP = new TapId(1);
    private static final TapId OTHER = new TapId(2);

    @Test
    void whateverHappens() {
        var found = Sequences.walk(new Desk(), new DeskRules(ofMillis(300)), 6);
        System.out.printf("desk, 6 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var twisted = new Twisted<>(new Desk(), bug);
        var found = Sequences.walk(twisted, new DeskRules(ofMillis(300)), 4);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        WELCOMES_BEFORE_THE_RECORD,
        WELCOMES_TWICE,
        WELCOMES_NOBODY,
        HOLDS_THE_SECOND_UP,
        TAKES_ANOTHERS_ANSWER,
        RECORDS_NO_TAP,
        RECORDS_NO_SIGN,
        GREETS_BY_ANOTHER_SIGN,
        SAYS_NOT_WHY,
        SHOWS_FOR_EVER,
        SHOWS_NOT_LONG_ENOUGH,
        IGNORES_ORDERS,
        RAISES_NO_ALARM;

        @Override
        public Step<State> step(Point<State> desk, State state, Input input, Moment now) {
            var step = desk.step(state, input, now);
            return switch (this) {
                case WELCOMES_BEFORE_THE_RECORD ->
                        input instanceof Input.AtDesk.Signed(var tap, var signing)
                                ? with(step, new Effect.AtDesk.Welcome(tap, signing))
                                : step;
                case WELCOMES_TWICE ->
                        input instanceof Input.AtDesk.Entered(var tap, var signing)
                                ? with(step, new Effect.AtDesk.Welcome(tap, signing))
                                : step;
                case WELCOMES_NOBODY -> without(step, Effect.AtDesk.Welcome.class::isInstance);
                case HOLDS_THE_SECOND_UP ->
                        input instanceof Input.AtDesk.Signed
                                        && state.phase() instanceof Phase.Recording
                                ? new Step<>(state, List.of(), Optional.empty())
                                : step;
                case TAKES_ANOTHERS_ANSWER ->
                        input instanceof Input.AtDesk.Entered(_, var signing)
                                        && state.phase() instanceof Phase.Recording(var taps)
                                ? desk.step(
                                        state,
                                        new Input.AtDesk.Entered(taps.iterator().next(), signing),
                                        now)
                                : step;
                case RECORDS_NO_TAP -> without(step, Effect.Record.class::isInstance);
                case RECORDS_NO_SIGN -> without(step, Effect.AtDesk.Enter.class::isInstance);
                case GREETS_BY_ANOTHER_SIGN ->
                        input instanceof Input.AtDesk.Known(var tap, _)
                                ? desk.step(
                                        state, new Input.AtDesk.Signed(tap, DeskRules.yes()), now)
                                : step;
                case SAYS_NOT_WHY -> without(step, Effect.Show.class::isInstance);
                case SHOWS_FOR_EVER ->
                        input instanceof Input.Due
                                ? new Step<>(state, List.of(), step.wake())
                                : step;
                case SHOWS_NOT_LONG_ENOUGH -> Twisted.actsOnAStaleTimer(desk, state, input, now);
                case IGNORES_ORDERS ->
                        input instanceof Input.Disabled
                                ? new Step<>(state, step.effects(), step.wake())
                                : step;
                case RAISES_NO_ALARM ->
                        input instanceof Input.ReaderLost
                                ? new Step<>(state, List.of(), step.wake())
                                : step;
            };
        }
    }

    // --- every state, every input ---

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var desk = new Desk();
        var done = new TreeSet<String>();
        for (var state : reachable(desk)) {
            for (var input : INPUTS) {
                for (int seconds : List.of(0, 30)) {
                    var next = desk.step(state, input, at(seconds)).next();
                    var from = state.phase().name();
                    var to = next.phase().name();
                    if (!from.equals(to)) {
                        done.add(from + " --> " + to + ": " + input.getClass().getSimpleName());
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("meeting/desk.md"));
    }

    private static Set<State> reachable(Desk desk) {
        var seen = new HashSet<State>(Set.of(desk.initial()));
        var open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            var state = open.removeLast();
            for (var input : INPUTS) {
                var next = desk.step(state, input, at(0)).next();
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    private static Moment at(int seconds) {
        return new Moment(
                new Mono(ofSeconds(3_600 + seconds).toNanos()),
                Instant.parse("2026-11-28T00:58:00Z").plusSeconds(seconds),
                ClockTrust.SYNCED);
    }

    private static final List<Input> INPUTS =
            List.of(
                    new Input.AtDesk.Signed(TAP, DeskRules.yes()),
                    new Input.AtDesk.Signed(OTHER, DeskRules.yes()),
                    new Input.AtDesk.Known(TAP, DeskRules.already()),
                    new Input.AtDesk.Entered(TAP, DeskRules.yes()),
                    new Input.AtDesk.Entered(OTHER, DeskRules.yes()),
                    new Input.AtDesk.NotEntered(TAP, Reason.JOURNAL_FULL),
                    new Input.AtDesk.NotEntered(OTHER, Reason.JOURNAL_FULL),
                    new Input.Refused(TAP, Reason.UNKNOWN),
                    new Input.Granted(TAP, onecard.access.Direction.IN),
                    new Input.Recorded(TAP, 7),
                    new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                    new Input.Disabled(TAP, Cause.COMMAND),
                    new Input.Lockdown(TAP, Cause.COMMAND),
                    new Input.Normal(TAP, Cause.COMMAND),
                    new Input.ReaderLost("in"),
                    new Input.ReaderBack("in"),
                    new Input.Due());
}

package onecard.point.canteen;

import static java.time.Duration.ofSeconds;
import static onecard.point.Twisted.nothing;
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
import onecard.money.Fen;
import onecard.money.Sale;
import onecard.money.Staff;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Tray;
import onecard.point.Twisted;
import onecard.point.canteen.Helping.Closing;
import onecard.point.canteen.Helping.Locked;
import onecard.point.canteen.Helping.Taking;
import onecard.point.canteen.Weighing.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens at a scale, in whatever order.
class WeighingSequencesTest {

    private static final TapId TAP = new TapId(1);
    private static final Weighing WEIGHING = new Weighing(WeighingRules.TERMS);

    @Test
    void whateverHappens() {
        var found = Sequences.walk(WEIGHING, new WeighingRules(WEIGHING), 6);
        System.out.printf("scale, 6 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var found = Sequences.walk(new Twisted<>(WEIGHING, bug), new WeighingRules(WEIGHING), 6);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        WEIGHS_WHAT_MOVES,
        PAYS_FOR_WHAT_IS_PUT_BACK,
        PAYS_WHAT_IS_PUT_BACK_TOO_MUCH,
        WEIGHS_WHAT_NOBODY_SAW,
        ROUNDS_DOWN,
        LETS_THEM_GO_WITH_TOO_MUCH,
        LOCKS_FOR_EVER,
        LOCKS_SILENTLY,
        LEAVES_FOR_NOTHING,
        TAKES_TWO_AT_ONCE,
        TAKES_BEFORE_IT_RESTED,
        NEVER_ENDS,
        ENDS_WHILE_THEY_TAKE,
        TELLS_BEFORE_THE_END,
        FORGETS_TO_VOID,
        RECORDS_NO_TAP,
        SAYS_NOT_WHY,
        SELLS_WITHOUT_ITS_TAP,
        DEBITS_WITHOUT_ITS_TAP,
        SETTLES_FOR_ANYBODY,
        SELLS_TO_WHO_ASKS,
        IS_ASKED_FOR_EVER,
        HEARS_NO_CALL;

        @Override
        public Step<State> step(Point<State> scale, State state, Input input, Moment now) {
            var step = scale.step(state, input, now);
            return switch (this) {
                case WEIGHS_WHAT_MOVES ->
                        input.equals(new Input.AtTill.Weighed(Optional.empty()))
                                ? scale.step(state, weighed(4_999), now)
                                : step;
                case PAYS_FOR_WHAT_IS_PUT_BACK ->
                        step.next().helping() instanceof Taking next
                                        && state.helping() instanceof Taking before
                                        && next.portion().grams() < before.portion().grams()
                                ? nothing(scale, state, now)
                                : step;
                case PAYS_WHAT_IS_PUT_BACK_TOO_MUCH ->
                        step.next().helping() instanceof Taking next
                                        && next.portion().rests().equals(Optional.of(5_000L))
                                        && input instanceof Input.AtTill.Weighed
                                ? step(
                                        step,
                                        step.next()
                                                .in(
                                                        new Taking(
                                                                next.tap(),
                                                                next.allowance(),
                                                                new Portion(
                                                                        Optional.of(4_999L),
                                                                        next.portion().grams(),
                                                                        next.portion().rate()),
                                                                next.until(),
                                                                next.end())))
                                : step;
                case WEIGHS_WHAT_NOBODY_SAW ->
                        input instanceof Input.ReaderLost(var name) && name.equals("scale")
                                ? step(step, state.with(step.next().raised()))
                                : step;
                case ROUNDS_DOWN ->
                        new Weighing(
                                        new ByWeight(
                                                "scale",
                                                new Fen(499),
                                                WeighingRules.TERMS.floor(),
                                                WeighingRules.TERMS.away(),
                                                WeighingRules.TERMS.longest()))
                                .step(state, input, now);
                case LETS_THEM_GO_WITH_TOO_MUCH ->
                        state.helping() instanceof Locked
                                        && input.equals(new Input.AtTill.Laid(new Tray.Empty()))
                                ? scale.step(state, new Input.AtTill.Keyed(0), now)
                                : step;
                case LOCKS_FOR_EVER ->
                        state.helping() instanceof Locked ? nothing(scale, state, now) : step;
                case LOCKS_SILENTLY -> without(step, Effect.Warn.class::isInstance);
                case LEAVES_FOR_NOTHING ->
                        new Step<>(
                                step.next().helping() instanceof Helping.Beginning
                                        ? step.next().in(new Helping.Free())
                                        : step.next(),
                                step.effects(),
                                step.wake());
                case TAKES_TWO_AT_ONCE ->
                        input instanceof Input.AtTill.Bound && state.helping() instanceof Taking
                                ? scale.step(
                                        state.in(new Helping.Free()).with(Optional.of(5_000L)),
                                        input,
                                        now)
                                : step;
                case TAKES_BEFORE_IT_RESTED ->
                        input instanceof Input.AtTill.Bound && state.rests().isEmpty()
                                ? scale.step(state.with(Optional.of(5_000L)), input, now)
                                : step;
                case NEVER_ENDS -> Twisted.neverWakes(scale, state, input, now);
                case ENDS_WHILE_THEY_TAKE -> Twisted.actsOnAStaleTimer(scale, state, input, now);
                case TELLS_BEFORE_THE_END ->
                        step.next().helping() instanceof Closing(var paying)
                                        && input instanceof Input.AtTill.Booked
                                ? with(
                                        step,
                                        new Effect.AtTill.Tell(
                                                paying.tap(), paying.sale(), paying.left()))
                                : step;
                case FORGETS_TO_VOID ->
                        new Step<>(
                                step.next(),
                                step.effects().stream().map(Bug::done).toList(),
                                step.wake());
                case RECORDS_NO_TAP -> without(step, Effect.Record.class::isInstance);
                case SAYS_NOT_WHY -> without(step, Effect.Show.class::isInstance);
                case SELLS_WITHOUT_ITS_TAP ->
                        input instanceof Input.NotRecorded
                                        && !(state.helping() instanceof Helping.Beginning)
                                ? nothing(scale, state, now)
                                : step;
                case DEBITS_WITHOUT_ITS_TAP ->
                        input instanceof Input.NotRecorded
                                        && state.helping() instanceof Helping.Beginning
                                ? nothing(scale, state, now)
                                : step;
                case SETTLES_FOR_ANYBODY ->
                        input.equals(new Input.AtTill.Called(Call.SETTLE))
                                ? with(step, new Effect.AtTill.Settle(Staff.NOBODY))
                                : step;
                case SELLS_TO_WHO_ASKS ->
                        input instanceof Input.AtTill.Bound
                                        && state.helping() instanceof Helping.Asking
                                ? scale.step(state.in(new Helping.Free()), input, now)
                                : step;
                case IS_ASKED_FOR_EVER ->
                        input instanceof Input.AtTill.Queried
                                ? new Step<>(state, step.effects(), state.helping().wake())
                                : step;
                case HEARS_NO_CALL ->
                        input instanceof Input.AtTill.Called ? nothing(scale, state, now) : step;
            };
        }

        private static Effect done(Effect effect) {
            return effect instanceof Effect.AtTill.Book(var sale, var tap)
                            && sale.state() == Sale.State.VOID
                    ? new Effect.AtTill.Book(sale.in(Sale.State.DONE), tap)
                    : effect;
        }

        private static Step<State> step(Step<State> step, State next) {
            return new Step<>(next, step.effects(), next.helping().wake());
        }
    }

    // --- every state, every input ---

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var state : reachable()) {
            for (var input : MOVING) {
                for (int seconds : List.of(0, 30)) {
                    var from = state.helping().name();
                    var to = WEIGHING.step(state, input, at(seconds)).next().helping().name();
                    if (!from.equals(to)) {
                        done.add(from + " --> " + to + ": " + input.getClass().getSimpleName());
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("canteen/weighing.md"));
    }

    private static Set<State> reachable() {
        var seen = new HashSet<State>(Set.of(WEIGHING.initial()));
        var open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            var state = open.removeLast();
            for (var input : MOVING) {
                var next = WEIGHING.step(state, input, at(0)).next();
                if (isSmall(next) && seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    /// What is lost and weighed again adds up for ever.
    private static boolean isSmall(State state) {
        return switch (state.helping()) {
            case Taking(_, _, var portion, _, _) -> portion.grams() < 1_500;
            case Locked(_, _, var portion) -> portion.grams() < 1_500;
            case Helping.Free(), Helping.Asking _, Helping.Beginning _, Closing _ -> true;
        };
    }

    private static Moment at(int seconds) {
        return new Moment(
                new Mono(ofSeconds(3_600 + seconds).toNanos()),
                Instant.parse("2026-11-30T03:30:00Z").plusSeconds(seconds),
                ClockTrust.SYNCED);
    }

    private static Input weighed(long grams) {
        return new Input.AtTill.Weighed(Optional.of(grams));
    }

    private static final Sale SALE = TillRules.sale(1, WeighingRules.MOST);

    private static final List<Input> MOVING =
            List.of(
                    new Input.AtTill.Bound(TAP, new WeighingRules.Fixed(1, WeighingRules.MOST)),
                    weighed(5_000),
                    weighed(4_400),
                    weighed(4_399),
                    new Input.AtTill.Weighed(Optional.empty()),
                    new Input.AtTill.Unweighed(),
                    new Input.AtTill.Keyed(0),
                    new Input.AtTill.Laid(new Tray.Empty()),
                    new Input.AtTill.Booked(SALE),
                    new Input.AtTill.Booked(SALE.in(Sale.State.DONE)),
                    new Input.AtTill.NotBooked(SALE, Reason.JOURNAL_FULL),
                    new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                    new Input.AtTill.Called(Call.QUERY),
                    new Input.AtTill.Queried(TAP, WeighingRules.ACCOUNT),
                    new Input.ReaderLost("scale"),
                    new Input.Refused(TAP, Reason.LIMIT),
                    new Input.Disabled(TAP, Cause.COMMAND),
                    new Input.Normal(TAP, Cause.COMMAND),
                    new Input.Due());
}

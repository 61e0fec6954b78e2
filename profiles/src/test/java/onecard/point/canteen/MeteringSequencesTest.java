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
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Reading;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Twisted;
import onecard.point.canteen.Metering.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens at a valve, in whatever order.
class MeteringSequencesTest {

    private static final TapId TAP = new TapId(1);
    private static final Metering METERING = new Metering(MeteringRules.TERMS);

    @Test
    void whateverHappens() {
        var found = Sequences.walk(METERING, new MeteringRules(METERING), 7);
        System.out.printf("valve, 7 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var found = Sequences.walk(new Twisted<>(METERING, bug), new MeteringRules(METERING), 6);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        OPENS_BEFORE_IT_IS_DURABLE,
        OPENS_OUT_OF_SERVICE,
        STAYS_OPEN,
        STAYS_OPEN_WHEN_BLIND,
        DRAWS_FOR_EVER,
        ENDS_WHILE_THEY_DRAW,
        DRAWS_BEYOND_WHAT_WAS_PAID,
        ROUNDS_UP,
        KEEPS_THE_REST,
        GIVES_BACK_TWICE,
        FORGETS_THE_REST_IN_A_FULL_JOURNAL,
        FORGETS_WHO_WAS_LEFT,
        CHARGES_WHAT_RUNS_ON,
        NEVER_READS,
        READS_EACH_PULSE,
        DRAWS_WITHOUT_A_RECORD,
        DRAWS_WHILE_THE_JOURNAL_STALLS,
        FORGETS_THE_LAST_READING,
        GIVES_BACK_BEFORE_IT_IS_READ,
        READS_FOR_EVER,
        HEARS_NO_LEAK,
        LEAKS_FOR_EVER,
        TELLS_AT_ONCE,
        LETS_ANOTHER_END_IT,
        RECORDS_NO_TAP,
        SAYS_NOT_WHY;

        @Override
        public Step<State> step(Point<State> valve, State state, Input input, Moment now) {
            var step = valve.step(state, input, now);
            return switch (this) {
                case OPENS_BEFORE_IT_IS_DURABLE ->
                        input instanceof Input.AtTill.Sold
                                ? with(step, new Effect.Hold(Output.VALVE, Cause.TAP))
                                : step;
                case OPENS_OUT_OF_SERVICE ->
                        input instanceof Input.AtTill.Booked
                                ? valve.step(state.with(valve.initial().ordered()), input, now)
                                : step;
                case STAYS_OPEN -> without(step, Effect.Relock.class::isInstance);
                case STAYS_OPEN_WHEN_BLIND ->
                        input instanceof Input.SensorLost ? nothing(valve, state, now) : step;
                case DRAWS_FOR_EVER -> Twisted.neverWakes(valve, state, input, now);
                case ENDS_WHILE_THEY_DRAW -> Twisted.actsOnAStaleTimer(valve, state, input, now);
                case DRAWS_BEYOND_WHAT_WAS_PAID ->
                        step.next().flow() instanceof Flow.Settling
                                        && input instanceof Input.AtTill.OfMeter.Counted
                                ? nothing(valve, state, now)
                                : step;
                case ROUNDS_UP -> upwards(state, input, now);
                case KEEPS_THE_REST -> without(step, Effect.AtTill.Reverse.class::isInstance);
                case GIVES_BACK_TWICE ->
                        step.effects().stream()
                                .filter(Effect.AtTill.Reverse.class::isInstance)
                                .findFirst()
                                .map(again -> with(step, again))
                                .orElse(step);
                case FORGETS_THE_REST_IN_A_FULL_JOURNAL ->
                        input instanceof Input.AtTill.NotReversed(var of, _)
                                ? valve.step(
                                        state,
                                        new Input.AtTill.NotReversed(of, Reason.NO_SUCH_SALE),
                                        now)
                                : step;
                case FORGETS_WHO_WAS_LEFT ->
                        input instanceof Input.AtTill.OfMeter.Left
                                ? nothing(valve, state, now)
                                : step;
                case CHARGES_WHAT_RUNS_ON ->
                        input instanceof Input.AtTill.OfMeter.Counted
                                        && state.flow() instanceof Flow.Settling
                                ? with(
                                        step,
                                        new Effect.AtTill.Reverse(
                                                new Wish.Rest(
                                                        MeteringRules.sale(1).id(), new Fen(6)),
                                                Staff.NOBODY))
                                : step;
                case NEVER_READS -> without(step, Effect.AtTill.Read.class::isInstance);
                case READS_EACH_PULSE ->
                        step.next().flow() instanceof Flow.Drawing drawing
                                        && input instanceof Input.AtTill.OfMeter.Counted
                                ? with(
                                        without(step, Effect.AtTill.Read.class::isInstance),
                                        new Effect.AtTill.Read(drawing.now()))
                                : step;
                case DRAWS_WITHOUT_A_RECORD ->
                        input instanceof Input.AtTill.OfMeter.NotRead
                                ? nothing(valve, state, now)
                                : step;
                case DRAWS_WHILE_THE_JOURNAL_STALLS ->
                        input instanceof Input.Due
                                        && state.flow() instanceof Flow.Drawing drawing
                                        && drawing.answer().filter(now::reached).isPresent()
                                ? nothing(valve, state, now)
                                : step;
                case FORGETS_THE_LAST_READING ->
                        step.next().flow() instanceof Flow.Settling
                                ? without(step, Effect.AtTill.Read.class::isInstance)
                                : step;
                case GIVES_BACK_BEFORE_IT_IS_READ ->
                        step.next().flow() instanceof Flow.Settling settling
                                        && settling.unread().isPresent()
                                        && state.flow() instanceof Flow.Drawing
                                ? with(
                                        step,
                                        new Effect.AtTill.Reverse(
                                                new Wish.Rest(settling.sale(), settling.drawn()),
                                                Staff.NOBODY))
                                : step;
                case READS_FOR_EVER ->
                        input instanceof Input.AtTill.OfMeter.Read
                                ? nothing(valve, state, now)
                                : step;
                case HEARS_NO_LEAK ->
                        input instanceof Input.AtTill.OfMeter.Counted
                                        && state.flow() instanceof Flow.Shut
                                ? nothing(valve, state, now)
                                : step;
                case LEAKS_FOR_EVER ->
                        input instanceof Input.Due && state.quiet().isPresent()
                                ? nothing(valve, state, now)
                                : step;
                case TELLS_AT_ONCE ->
                        step.next().flow() instanceof Flow.Settling(_, _, _, var tap, _)
                                        && tap.isPresent()
                                        && input instanceof Input.AtTill.Alighted
                                ? with(step, new Effect.Show(tap.get(), Reason.OK))
                                : step;
                case LETS_ANOTHER_END_IT ->
                        input instanceof Input.AtTill.Alighted(var tap, _, var fare)
                                        && state.flow() instanceof Flow.Drawing drawing
                                ? valve.step(
                                        state,
                                        new Input.AtTill.Alighted(tap, drawing.sale().id(), fare),
                                        now)
                                : step;
                case RECORDS_NO_TAP -> without(step, Effect.Record.class::isInstance);
                case SAYS_NOT_WHY -> without(step, Effect.Show.class::isInstance);
            };
        }

        /// By a price that makes one fen of each half.
        private static Step<State> upwards(State state, Input input, Moment now) {
            var terms = MeteringRules.TERMS;
            var dearer =
                    new ByMeter(
                            new Draw(new Fen(2_000), 1),
                            terms.least(),
                            terms.most(),
                            terms.step(),
                            terms.away(),
                            terms.longest());
            return new Metering(dearer).step(state, input, now);
        }
    }

    // --- every state, every input ---

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var state : reachable()) {
            for (var input : MOVING) {
                for (int seconds : List.of(0, 90)) {
                    var from = state.flow().name();
                    var to = METERING.step(state, input, at(seconds)).next().flow().name();
                    if (!from.equals(to)) {
                        done.add(from + " --> " + to + ": " + input.getClass().getSimpleName());
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("canteen/metering.md"));
    }

    private static Set<State> reachable() {
        var seen = new HashSet<State>(Set.of(METERING.initial()));
        var open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            var state = open.removeLast();
            for (var input : MOVING) {
                var next = METERING.step(state, input, at(0)).next();
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
                Instant.parse("2026-11-30T03:30:00Z").plusSeconds(seconds),
                ClockTrust.SYNCED);
    }

    private static final Sale SALE = MeteringRules.sale(1);

    private static final List<Input> MOVING =
            List.of(
                    new Input.AtTill.Sold(TAP, SALE, Optional.empty()),
                    new Input.AtTill.Booked(SALE),
                    new Input.AtTill.Booked(SALE.in(Sale.State.DONE)),
                    new Input.AtTill.NotBooked(SALE, Reason.JOURNAL_FULL),
                    new Input.AtTill.NotBooked(SALE.in(Sale.State.DONE), Reason.JOURNAL_FULL),
                    new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                    new Input.AtTill.OfMeter.Counted(1),
                    new Input.AtTill.OfMeter.Counted(9),
                    new Input.AtTill.OfMeter.Left(SALE.id(), new Fen(2)),
                    new Input.AtTill.OfMeter.NotRead(
                            new Reading(SALE.id(), 1, new Fen(1)), Reason.JOURNAL_FULL),
                    new Input.AtTill.OfMeter.Read(new Reading(SALE.id(), 1, new Fen(1))),
                    new Input.AtTill.Alighted(TAP, SALE.id(), Fen.ZERO),
                    new Input.AtTill.Alighted(TAP, new SaleId("till-1", 9), Fen.ZERO),
                    new Input.AtTill.Reversed(MeteringRules.refund(SALE.id())),
                    new Input.AtTill.NotReversed(SALE.id(), Reason.JOURNAL_FULL),
                    new Input.AtTill.NotReversed(SALE.id(), Reason.NO_SUCH_SALE),
                    new Input.SensorLost(Sensor.METER),
                    new Input.Sensed(Sensor.METER, true),
                    new Input.LineLost("valve"),
                    new Input.LineBack("valve"),
                    new Input.Refused(TAP, Reason.LIMIT),
                    new Input.Disabled(TAP, Cause.COMMAND),
                    new Input.Lockdown(TAP, Cause.COMMAND),
                    new Input.Normal(TAP, Cause.COMMAND),
                    new Input.Due());
}

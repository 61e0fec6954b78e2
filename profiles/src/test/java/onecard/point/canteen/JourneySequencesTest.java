package onecard.point.canteen;

import static onecard.point.canteen.TillSequencesTest.JOURNEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Price;
import onecard.money.Refund;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Till.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens at a validator in whatever order: whoever gets off is answered once, and told
/// that it is well only by a durable record.
class JourneySequencesTest {

    private static final int LENGTH = 6;
    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");
    private static final Moment NOW = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
    private static final SaleId SALE = new SaleId("till-1", 1);

    private static final Refund REFUND =
            new Refund(
                    new SaleId("till-1", 2),
                    SALE,
                    TillRules.sale(1).diner(),
                    new Legs(List.of(new Leg("personal", new Fen(100)))),
                    TillRules.sale(1).serving(),
                    NOON,
                    LocalDate.of(2026, 11, 30),
                    TillRules.sale(1).under());

    /// Of a till before this one.
    private static final Refund OTHERS =
            new Refund(
                    new SaleId("till-1", 9),
                    new SaleId("till-1", 8),
                    REFUND.diner(),
                    REFUND.legs(),
                    REFUND.serving(),
                    NOON,
                    REFUND.businessDate(),
                    REFUND.under());

    private final Till till = new Till(JOURNEY);
    private long walked;

    /// Makes one kind of step wrong.
    enum Bug {
        NONE,
        SAYS_WELL_AT_ONCE,
        ANSWERS_NOBODY,
        TAKES_ANOTHER_MEANWHILE,
        RECORDS_NO_TAP
    }

    /// @param off the tap of whoever gets off and is not answered yet
    private record Walk(State state, Optional<TapId> off, long taps) {}

    @Test
    void whateverHappens() {
        assertEquals(Optional.empty(), walk(Bug.NONE));
        System.out.printf("validator, %d inputs: %d steps%n", LENGTH, walked);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        assertNotEquals(Optional.empty(), walk(bug));
    }

    private Optional<String> walk(Bug bug) {
        List<Walk> ends = List.of(new Walk(till.initial(), Optional.empty(), 0));
        for (int length = 0; length < LENGTH; length++) {
            var next = new ArrayList<Walk>();
            for (var from : ends) {
                for (var input : inputs(from.taps() + 1)) {
                    var step = twisted(bug, from.state(), input);
                    walked++;
                    var wrong = wrong(from, input, step);
                    if (wrong.isPresent()) {
                        return wrong.map(it -> it + " after " + input + " in " + from);
                    }
                    next.add(new Walk(step.next(), off(from, step), from.taps() + 1));
                }
            }
            ends = next.stream().distinct().toList();
        }
        return Optional.empty();
    }

    private static List<Input> inputs(long tap) {
        var sale = TillRules.sale(1);
        return List.of(
                new Input.AtTill.Alighted(new TapId(tap), SALE, new Fen(200)),
                new Input.AtTill.Reversed(REFUND),
                new Input.AtTill.NotReversed(SALE, Reason.JOURNAL_FULL),
                new Input.AtTill.Reversed(OTHERS),
                new Input.AtTill.NotReversed(OTHERS.of(), Reason.JOURNAL_FULL),
                new Input.AtTill.Sold(new TapId(tap), sale, Optional.empty()),
                new Input.AtTill.Booked(sale),
                new Input.AtTill.Booked(sale.in(Sale.State.DONE)),
                new Input.AtTill.Keyed(7),
                new Input.AtTill.Keyed(0));
    }

    private Step<State> twisted(Bug bug, State state, Input input) {
        var step = till.step(state, input, NOW);
        boolean alights = input instanceof Input.AtTill.Alighted;
        return switch (bug) {
            case NONE -> step;
            case SAYS_WELL_AT_ONCE ->
                    alights && step.next().phase() instanceof Phase.Alighting(var tap, _)
                            ? with(
                                    step,
                                    all -> {
                                        all.add(new Effect.Show(tap, Reason.OK));
                                        return all;
                                    })
                            : step;
            case ANSWERS_NOBODY ->
                    with(
                            step,
                            all -> {
                                all.removeIf(Effect.Show.class::isInstance);
                                return all;
                            });
            case TAKES_ANOTHER_MEANWHILE ->
                    alights && !state.phase().isBusy()
                            ? new Step<>(state, step.effects(), step.wake())
                            : step;
            case RECORDS_NO_TAP ->
                    with(
                            step,
                            all -> {
                                all.removeIf(Effect.Record.class::isInstance);
                                return all;
                            });
        };
    }

    private static Step<State> with(Step<State> step, UnaryOperator<List<Effect>> change) {
        return new Step<>(step.next(), change.apply(new ArrayList<>(step.effects())), step.wake());
    }

    private static Optional<TapId> off(Walk from, Step<State> step) {
        boolean reverses =
                step.effects().stream().anyMatch(Effect.AtTill.Reverse.class::isInstance);
        if (reverses) {
            return Optional.of(new TapId(from.taps() + 1));
        }
        return from.off().filter(tap -> shown(step, tap).isEmpty());
    }

    private static List<Reason> shown(Step<State> step, TapId tap) {
        return step.effects().stream()
                .filter(it -> it instanceof Effect.Show(var who, _) && who.equals(tap))
                .map(it -> ((Effect.Show) it).reason())
                .toList();
    }

    private Optional<String> wrong(Walk from, Input input, Step<State> step) {
        var tap = new TapId(from.taps() + 1);
        long records = step.effects().stream().filter(Effect.Record.class::isInstance).count();
        boolean taps = input instanceof Input.AtTill.Alighted || input instanceof Input.AtTill.Sold;
        if (records != (taps ? 1 : 0)) {
            return Optional.of("I44: each presence has one event");
        }
        boolean reverses =
                step.effects().stream().anyMatch(Effect.AtTill.Reverse.class::isInstance);
        if (input instanceof Input.AtTill.Alighted
                && (reverses
                        ? shown(step, tap).size() != 0
                        : !shown(step, tap).contains(Reason.BUSY))) {
            return Optional.of("whoever gets off is answered by the journal, or told to try again");
        }
        if (reverses && (from.off().isPresent() || from.state().phase().isBusy())) {
            return Optional.of("one at a time");
        }
        if (from.off().isPresent() && till.price(from.state()).isPresent()) {
            return Optional.of("nobody is taken while somebody gets off");
        }
        if (from.off().isPresent()) {
            var answered = shown(step, from.off().get());
            var due =
                    switch (input) {
                        case Input.AtTill.Reversed(var what) when what.of().equals(SALE) ->
                                List.of(Reason.OK);
                        case Input.AtTill.NotReversed(var of, var why) when of.equals(SALE) ->
                                List.of(why);
                        default -> List.<Reason>of();
                    };
            if (!answered.equals(due)) {
                return Optional.of("I41: told " + answered + " and not " + due);
            }
        }
        int stage = input.equals(new Input.AtTill.Keyed(7)) ? 7 : stage(from.state());
        if (stage(step.next()) != stage
                || till.price(step.next()).filter(it -> !isAt(it, stage)).isPresent()) {
            return Optional.of("the stage is what was keyed in");
        }
        return till.staff(step.next()).equals(Staff.NOBODY)
                ? Optional.empty()
                : Optional.of("nobody works there");
    }

    private static boolean isAt(Price price, int stage) {
        return price instanceof Price.Fare(_, var at) && at == stage;
    }

    private static int stage(State state) {
        return ((Mode.Journey) state.mode()).stage();
    }
}

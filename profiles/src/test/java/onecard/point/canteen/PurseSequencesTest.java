package onecard.point.canteen;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.Twisted;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens at a till that the purses of cards pay at, in whatever order.
class PurseSequencesTest {

    private static final Mode FIXED = new Mode.Fixed(new Price.Amount(new Fen(1250)));
    private static final Optional<Duration> ALONE = Optional.of(ofSeconds(45));

    static Stream<Arguments> tills() {
        return Stream.of(FIXED, new Mode.Keypad())
                .flatMap(
                        mode ->
                                Stream.of(ALONE, Optional.<Duration>empty())
                                        .map(after -> Arguments.of(mode, after)));
    }

    @ParameterizedTest
    @MethodSource("tills")
    void whateverHappens(Mode mode, Optional<Duration> releasedAfter) {
        var till = new Till(new Assortment.Own(mode), Attendance.NONE, releasedAfter);
        var found = Sequences.walk(till, new PurseRules(till, releasedAfter, ofMillis(300)), 7);
        System.out.printf(
                "purse till, 7 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var after =
                bug == Bug.TIME_SETTLES_NOTHING_BUT_GOES_ON ? Optional.<Duration>empty() : ALONE;
        var till = new Till(new Assortment.Own(FIXED), Attendance.NONE, after);
        var rules = new PurseRules(till, after, ofMillis(300));
        var found = Sequences.walk(new Twisted<>(till, bug), rules, 7);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        DEBITS_BEFORE_THE_INTENT,
        DEBITS_TWICE,
        VOIDS_WHAT_IS_TORN,
        VOIDS_WHAT_WAS_PAID,
        TELLS_AT_THE_DEBIT,
        SELLS_WHILE_TORN,
        ANOTHERS_CARD_SETTLES_IT,
        DEBITS_WITHOUT_A_TAP,
        OPENS_NOTHING,
        TIME_SETTLES_NOTHING_BUT_GOES_ON;

        @Override
        public Step<State> step(Point<State> till, State state, Input input, Moment now) {
            var step = till.step(state, input, now);
            return switch (this) {
                case DEBITS_BEFORE_THE_INTENT ->
                        input instanceof Input.AtTill.Opened(var sale) && isBegun(step)
                                ? with(step, new Effect.AtTill.Debit(tap(step), sale))
                                : step;
                case DEBITS_TWICE ->
                        step.effects().stream()
                                .filter(Effect.AtTill.Debit.class::isInstance)
                                .findFirst()
                                .map(debit -> with(step, debit))
                                .orElse(step);
                case VOIDS_WHAT_IS_TORN ->
                        booking(step, Sale.State.UNKNOWN, Sale.State.VOID, input, false);
                case VOIDS_WHAT_WAS_PAID ->
                        booking(step, Sale.State.UNKNOWN, Sale.State.VOID, input, true);
                case TELLS_AT_THE_DEBIT ->
                        input instanceof Input.AtTill.Debited(var sale)
                                        && step.next().phase() instanceof Phase.Closing(var paying)
                                ? with(
                                        step,
                                        new Effect.AtTill.Tell(paying.tap(), sale, paying.left()))
                                : step;
                case SELLS_WHILE_TORN ->
                        step.next().phase() instanceof Phase.Torn(var from, _, _)
                                ? new Step<>(step.next().in(from), step.effects(), step.wake())
                                : step;
                case ANOTHERS_CARD_SETTLES_IT ->
                        input instanceof Input.AtTill.Recovered(var sale)
                                        && state.phase() instanceof Phase.Torn(_, var paying, _)
                                ? till.step(
                                        state,
                                        new Input.AtTill.Recovered(
                                                PurseRules.agreed(paying.sale().id().number())
                                                        .in(sale.state())),
                                        now)
                                : step;
                case DEBITS_WITHOUT_A_TAP ->
                        input instanceof Input.NotRecorded
                                ? new Step<>(state, List.of(), state.wake())
                                : step;
                case OPENS_NOTHING -> without(step, Effect.AtTill.Open.class::isInstance);
                case TIME_SETTLES_NOTHING_BUT_GOES_ON ->
                        input instanceof Input.Due && state.phase() instanceof Phase.Torn
                                ? till.step(state, new Input.AtTill.Keyed(0), now)
                                : step;
            };
        }

        private static boolean isBegun(Step<State> step) {
            return step.next().phase() instanceof Phase.Beginning;
        }

        private static onecard.point.TapId tap(Step<State> step) {
            return ((Phase.Beginning) step.next().phase()).paying().tap();
        }

        private static Step<State> booking(
                Step<State> step, Sale.State from, Sale.State to, Input input, boolean late) {
            boolean meant = input instanceof Input.AtTill.NotBooked == late;
            return new Step<>(
                    step.next(),
                    step.effects().stream()
                            .map(
                                    effect ->
                                            meant
                                                            && effect
                                                                    instanceof
                                                                    Effect.AtTill.Book(
                                                                            var sale,
                                                                            var tap)
                                                            && sale.state() == from
                                                    ? new Effect.AtTill.Book(sale.in(to), tap)
                                                    : effect)
                            .toList(),
                    step.wake());
        }
    }

    /// What costs nothing, and what is sold in training, debits no card.
    @Test
    void whatCostsNothingNeedsNoCard() {
        var till = new Till(new Assortment.Own(FIXED), Attendance.NONE, ALONE);
        var sale = TillRules.sale(1, new Fen(1250));
        var step =
                till.step(
                        till.initial(),
                        new Input.AtTill.Sold(new onecard.point.TapId(1), sale, Optional.empty()),
                        new Moment(
                                new onecard.time.Mono(0),
                                java.time.Instant.EPOCH,
                                onecard.time.ClockTrust.SYNCED));
        assertTrue(step.effects().stream().noneMatch(Effect.AtTill.Open.class::isInstance));
    }
}

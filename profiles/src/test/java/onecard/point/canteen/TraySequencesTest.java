package onecard.point.canteen;

import static onecard.point.Twisted.nothing;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.Tray;
import onecard.point.Twisted;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever happens on the antenna of a till, in whatever order.
class TraySequencesTest {

    private static final Till TILL = new Till(TrayRules.TRAY);

    @Test
    void whateverHappens() {
        var found = Sequences.walk(TILL, new TrayRules(TILL), 8);
        System.out.printf("tray, 8 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var found = Sequences.walk(new Twisted<>(TILL, bug), new TrayRules(TILL), 8);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        SELLS_WHAT_MOVES,
        SELLS_WHAT_WAS_TAKEN_AWAY,
        SELLS_BEFORE_IT_WAS_EMPTY,
        SELLS_AROUND_WHAT_IS_NOT_KNOWN,
        SELLS_WHAT_NOBODY_SEES,
        SELLS_WHAT_IS_SPENT,
        SPENDS_WHAT_LIES_THERE,
        SPENDS_WHAT_WAS_NOT_PAID,
        FORGETS_TOO_SOON,
        NEVER_FORGETS,
        FORGETS_THE_SALE_IN_HAND,
        KEEPS_WHAT_WAS_KEYED,
        TELLS_NOT_THE_OPERATOR;

        @Override
        public Step<State> step(Point<State> till, State state, Input input, Moment now) {
            var step = till.step(state, input, now);
            return switch (this) {
                case SELLS_WHAT_MOVES ->
                        input.equals(new Input.AtTill.Laid(new Tray.Unstable()))
                                ? nothing(till, state, now)
                                : step;
                case SELLS_WHAT_WAS_TAKEN_AWAY ->
                        input.equals(new Input.AtTill.Laid(new Tray.Empty()))
                                        && state.phase() instanceof Phase.Armed
                                ? nothing(till, state, now)
                                : step;
                case SELLS_BEFORE_IT_WAS_EMPTY -> {
                    var plates = state.plates();
                    yield till.step(
                            state.with(
                                    new Plates(
                                            plates.tray(),
                                            true,
                                            plates.keyed(),
                                            plates.inHand(),
                                            plates.spent())),
                            input,
                            now);
                }
                case SELLS_AROUND_WHAT_IS_NOT_KNOWN ->
                        input instanceof Input.AtTill.Laid(Tray.Stable(var tags)) && tags.size() > 1
                                ? till.step(state, laid(known(tags)), now)
                                : step;
                case SELLS_WHAT_NOBODY_SEES ->
                        input instanceof Input.ReaderLost(var name)
                                        && name.equals(TrayRules.TRAY.antenna())
                                ? nothing(till, state, now)
                                : step;
                case SELLS_WHAT_IS_SPENT ->
                        isPaid(step) ? closed(state, step, state.plates().unsold()) : step;
                case SPENDS_WHAT_LIES_THERE ->
                        isPaid(step)
                                ? closed(
                                        state,
                                        step,
                                        state.plates()
                                                .sold(
                                                        state.plates()
                                                                .price(TrayRules.TRAY.crockery()))
                                                .paid(TrayRules.SPENT, now.mono()))
                                : step;
                case SPENDS_WHAT_WAS_NOT_PAID ->
                        input instanceof Input.AtTill.NotBooked
                                        && state.phase() instanceof Phase.Closing
                                ? step(
                                        step,
                                        step.next()
                                                .with(
                                                        state.plates()
                                                                .paid(TrayRules.SPENT, now.mono())))
                                : step;
                case FORGETS_TOO_SOON ->
                        input instanceof Input.AtTill.Laid
                                ? till.step(state, input, later(now, 1))
                                : step;
                case NEVER_FORGETS ->
                        input instanceof Input.AtTill.Laid
                                ? till.step(
                                        state,
                                        input,
                                        new Moment(new Mono(0), now.wall(), now.trust()))
                                : step;
                case FORGETS_THE_SALE_IN_HAND ->
                        input instanceof Input.AtTill.Laid
                                        && state.phase() instanceof Phase.Beginning
                                ? step(step, step.next().in(new Phase.Idle()))
                                : step;
                case KEEPS_WHAT_WAS_KEYED ->
                        input.equals(new Input.AtTill.Laid(new Tray.Empty()))
                                ? step(
                                        step,
                                        step.next()
                                                .with(
                                                        new Plates(
                                                                step.next().plates().tray(),
                                                                step.next().plates().begun(),
                                                                state.plates().keyed(),
                                                                step.next().plates().inHand(),
                                                                step.next().plates().spent())))
                                : step;
                case TELLS_NOT_THE_OPERATOR ->
                        without(step, Effect.AtTill.Unpriced.class::isInstance);
            };
        }

        private static boolean isPaid(Step<State> step) {
            return step.effects().stream().anyMatch(Effect.AtTill.Tell.class::isInstance);
        }

        /// The sale ends, and these are the plates then.
        private static Step<State> closed(State state, Step<State> step, Plates plates) {
            var phase =
                    plates.price(TrayRules.TRAY.crockery())
                            .<Phase>map(
                                    price ->
                                            new Phase.Armed(
                                                    price, Optional.empty(), state.prices()))
                            .orElseGet(Phase.Idle::new);
            var effects =
                    step.effects().stream()
                            .map(
                                    effect ->
                                            effect instanceof Effect.AtTill.Post
                                                    ? new Effect.AtTill.Post(phase.asks())
                                                    : effect)
                            .toList();
            return new Step<>(state.in(phase).with(plates), effects, step.wake());
        }

        private static Step<State> step(Step<State> step, State next) {
            return new Step<>(next, step.effects(), step.wake());
        }

        private static Input laid(Set<String> tags) {
            return new Input.AtTill.Laid(tags.isEmpty() ? new Tray.Empty() : new Tray.Stable(tags));
        }

        private static Set<String> known(Set<String> tags) {
            return tags.stream()
                    .filter(tag -> TrayRules.TRAY.crockery().plate(tag).isPresent())
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static Moment later(Moment now, long millis) {
            return new Moment(
                    now.mono().plus(java.time.Duration.ofMillis(millis)), now.wall(), now.trust());
        }
    }
}

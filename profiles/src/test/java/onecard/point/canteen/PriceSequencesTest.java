package onecard.point.canteen;

import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import onecard.money.Basis;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.Twisted;
import onecard.point.canteen.Phase.Armed;
import onecard.point.canteen.Till.State;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens at a till whose price list changes, in whatever order.
class PriceSequencesTest {

    private static Till till(boolean menu) {
        return new Till(
                menu ? new Assortment.DishesByList() : new Assortment.MealsByList(Set.of("lunch")),
                Attendance.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverHappens(boolean menu) {
        var till = till(menu);
        var found = Sequences.walk(till, new PriceRules(till, menu), 5);
        System.out.printf(
                "till by a list, 5 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    @Test
    void withoutAListNothingIsForSale() {
        assertEquals(Optional.empty(), till(false).price(till(false).initial()));
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var till = till(bug.menu);
        var rules = new PriceRules(till, bug.menu);
        var found = Sequences.walk(new Twisted<>(till, bug), rules, 5);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        KEEPS_THE_OLD_PRICE(false),
        POSTS_NOTHING(false),
        SELLS_WITHOUT_A_LIST(false),
        NAMES_THE_OTHER_VERSION(false),
        SAYS_NOTHING(false),
        FORGETS_WHAT_WAS_KEYED_IN(true),
        MIXES_TWO_VERSIONS(true);

        private final boolean menu;

        Bug(boolean menu) {
            this.menu = menu;
        }

        @Override
        public Step<State> step(Point<State> till, State state, Input input, Moment now) {
            var step = till.step(state, input, now);
            boolean priced = input instanceof Input.AtTill.Priced;
            return switch (this) {
                case KEEPS_THE_OLD_PRICE ->
                        priced && state.phase() instanceof Armed && step.next().prices().known()
                                ? with(step, step.next().in(state.phase()))
                                : step;
                case POSTS_NOTHING ->
                        priced ? without(step, Effect.AtTill.Post.class::isInstance) : step;
                case SELLS_WITHOUT_A_LIST ->
                        priced && !step.next().prices().known()
                                ? with(step, step.next().in(state.phase()))
                                : step;
                case NAMES_THE_OTHER_VERSION ->
                        priced && step.next().phase() instanceof Armed(var price, var until, var by)
                                ? with(
                                        step,
                                        step.next()
                                                .in(
                                                        new Armed(
                                                                price,
                                                                until,
                                                                new Prices(
                                                                        by.mode(),
                                                                        Basis.NONE,
                                                                        true))))
                                : step;
                case SAYS_NOTHING ->
                        priced ? without(step, Effect.AtTill.Say.class::isInstance) : step;
                case FORGETS_WHAT_WAS_KEYED_IN ->
                        priced && state.phase() instanceof Armed
                                ? with(step, step.next().in(new Phase.Idle()))
                                : step;
                case MIXES_TWO_VERSIONS ->
                        priced && step.next().phase() instanceof Armed(var price, var until, _)
                                ? with(
                                        step,
                                        step.next()
                                                .in(new Armed(price, until, step.next().prices())))
                                : step;
            };
        }

        private static Step<State> with(Step<State> step, State next) {
            return new Step<>(next, step.effects(), next.wake());
        }
    }
}

package onecard.point.canteen;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Twisted.with;
import static onecard.point.Twisted.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Account;
import onecard.money.Duty;
import onecard.money.Fares;
import onecard.money.Fen;
import onecard.money.PickupTerms;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Riding;
import onecard.money.Sale;
import onecard.money.Staff;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Input;
import onecard.point.Point;
import onecard.point.Sequences;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.Tray;
import onecard.point.Twisted;
import onecard.point.canteen.Till.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens at a till, in whatever order.
class TillSequencesTest {

    private static final TapId TAP = new TapId(1);
    private static final Mode FIXED = new Mode.Fixed(new Price.Amount(new Fen(1250)));
    private static final Mode MENU = new Mode.Menu(Map.of(1L, new Fen(800), 1250L, new Fen(300)));

    private static final Mode PICKUP =
            new Mode.Pickup(
                    new PickupTerms(
                            "orders",
                            "north",
                            "a",
                            Duration.ZERO,
                            Duration.ZERO,
                            false,
                            Optional.empty()),
                    Map.of());

    static final Mode.Journey JOURNEY =
            new Mode.Journey(
                    new Riding(
                            new Fares(List.of(new Fares.Step(9, new Fen(300)))),
                            ofSeconds(7_200),
                            ofSeconds(60)),
                    5);

    static Stream<Mode> modes() {
        return Stream.of(FIXED, new Mode.Keypad(), MENU, PICKUP, JOURNEY, new Mode.Query());
    }

    static Stream<Mode> drawn() {
        return Stream.concat(modes(), Stream.of(TrayRules.TRAY));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whateverHappens(Mode mode) {
        var till = new Till(mode);
        var found = Sequences.walk(till, new TillRules(till, false, ofMillis(300)), 6);
        System.out.printf("till, 6 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    private static Till attended(Mode mode) {
        return new Till(mode, new Attendance(true, ofSeconds(600)));
    }

    /// An operator who may do everything, and one who may sell.
    @ParameterizedTest
    @MethodSource("modes")
    void whateverHappensWithAnOperator(Mode mode) {
        var till = attended(mode);
        var found = Sequences.walk(till, new TillRules(till, true, ofMillis(300)), 6);
        System.out.printf(
                "attended till, 6 inputs: %d states, %d steps%n", found.states(), found.steps());
        assertEquals(Optional.empty(), found.broken());
    }

    /// Beginning with one signed in, who has sold something.
    @ParameterizedTest
    @EnumSource
    void aPlantedBugOfAnOperatorIsFound(WorkBug bug) {
        var till = attended(FIXED);
        var rules = new TillRules(till, true, ofMillis(300));
        var found = Sequences.walk(new Twisted<>(till, bug), rules, bug.inputs);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step of an operator's wrong.
    enum WorkBug implements Twisted.Twist<State> {
        ANYBODY_SETTLES(3),
        SELLS_UNATTENDED(2),
        SIGNS_NOBODY_OUT(3),
        TWO_SIGN_IN(4),
        TAKES_BACK_TWICE(7),
        TAKES_ANY_FOR_ITS_OWN(7),
        TRAINS_SILENTLY(4),
        TELLS_NOBODY_THAT_IT_GOES_BACK(7),
        RECORDS_NO_SIGN_IN(2),
        ANYBODY_SEES_TOTALS(3),
        ANYBODY_PRINTS_ONCE_MORE(2),
        RATES_LATE(7);

        final int inputs;

        WorkBug(int inputs) {
            this.inputs = inputs;
        }

        @Override
        public Step<State> step(Point<State> till, State state, Input input, Moment now) {
            var step = till.step(state, input, now);
            return switch (this) {
                case ANYBODY_SETTLES ->
                        input.equals(new Input.AtTill.Called(Call.SETTLE))
                                ? with(step, new Effect.AtTill.Settle(till.staff(state)))
                                : step;
                case SELLS_UNATTENDED ->
                        input instanceof Input.AtTill.SignedIn
                                ? next(step, state.with(Optional.<Shift>empty()))
                                : step;
                case SIGNS_NOBODY_OUT ->
                        input.equals(new Input.AtTill.Called(Call.SIGN))
                                ? next(step, step.next().with(state.shift()))
                                : step;
                case TWO_SIGN_IN ->
                        input instanceof Input.AtTill.SignedIn
                                ? till.step(state.with(Optional.<Shift>empty()), input, now)
                                : step;
                case TAKES_BACK_TWICE ->
                        input instanceof Input.AtTill.Reversed
                                ? next(step, step.next().with(state.shift()))
                                : step;
                case TAKES_ANY_FOR_ITS_OWN ->
                        input instanceof Input.AtTill.Reversed
                                        && state.phase()
                                                instanceof Phase.Reversing(Wish.Void(var sale))
                                ? till.step(
                                        state,
                                        new Input.AtTill.Reversed(
                                                new Reversal.Void(
                                                        TillRules.sale(sale.number())
                                                                .in(Sale.State.VOID))),
                                        now)
                                : step;
                case TRAINS_SILENTLY ->
                        input.equals(new Input.AtTill.Called(Call.TRAIN))
                                ? without(step, Effect.AtTill.Say.class::isInstance)
                                : step;
                case TELLS_NOBODY_THAT_IT_GOES_BACK ->
                        without(step, Effect.AtTill.TellReversed.class::isInstance);
                case RATES_LATE ->
                        input instanceof Input.AtTill.Rated && state.rateable().isPresent()
                                ? new Step<>(
                                        step.next(),
                                        List.of(
                                                new Effect.AtTill.Rate(
                                                        state.rateable().get().sale(), 4)),
                                        step.wake())
                                : step;
                case ANYBODY_SEES_TOTALS ->
                        input.equals(new Input.AtTill.Called(Call.TOTALS))
                                ? with(step, new Effect.AtTill.TellTotals())
                                : step;
                case ANYBODY_PRINTS_ONCE_MORE ->
                        input.equals(new Input.AtTill.Called(Call.REPRINT))
                                ? with(step, new Effect.AtTill.Reprint())
                                : step;
                case RECORDS_NO_SIGN_IN ->
                        input instanceof Input.AtTill.SignedIn
                                ? without(step, Effect.Record.class::isInstance)
                                : step;
            };
        }

        private static Step<State> next(Step<State> step, State next) {
            return new Step<>(next, step.effects(), next.wake());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var till = new Till(new Mode.Keypad());
        var rules = new TillRules(till, false, ofMillis(300));
        var found = Sequences.walk(new Twisted<>(till, bug), rules, 5);
        assertTrue(found.broken().isPresent(), "a planted bug went unnoticed");
    }

    /// Each makes one kind of step wrong.
    enum Bug implements Twisted.Twist<State> {
        DEBITS_BEFORE_THE_INTENT,
        TELLS_BEFORE_THE_END,
        TELLS_TWICE,
        TELLS_NOBODY,
        SELLS_WHILE_ONE_PAYS,
        TAKES_ANOTHERS_ANSWER,
        FORGETS_TO_VOID,
        DOES_NOT_POST,
        RECORDS_NO_TAP,
        SELLS_WITHOUT_A_TAP,
        SAYS_NOT_WHY,
        RATES_TWICE,
        RATES_WHAT_WAS_NEVER_SOLD;

        @Override
        public Step<State> step(Point<State> till, State state, Input input, Moment now) {
            var step = till.step(state, input, now);
            return switch (this) {
                case DEBITS_BEFORE_THE_INTENT ->
                        input instanceof Input.AtTill.Sold(var tap, var sale, _)
                                ? with(step, new Effect.AtTill.Book(sale.in(Sale.State.DONE), tap))
                                : step;
                case TELLS_BEFORE_THE_END ->
                        input instanceof Input.AtTill.Sold(var tap, var sale, var left)
                                ? with(step, new Effect.AtTill.Tell(tap, sale, left))
                                : step;
                case TELLS_TWICE ->
                        step.effects().stream()
                                .filter(Effect.AtTill.Tell.class::isInstance)
                                .findFirst()
                                .map(told -> with(step, told))
                                .orElse(step);
                case TELLS_NOBODY -> without(step, Effect.AtTill.Tell.class::isInstance);
                case SELLS_WHILE_ONE_PAYS ->
                        input instanceof Input.AtTill.Sold
                                ? new Step<>(state, step.effects(), step.wake())
                                : step;
                case TAKES_ANOTHERS_ANSWER ->
                        input instanceof Input.AtTill.Booked
                                        && state.phase() instanceof Phase.Closing(var paying)
                                ? till.step(
                                        state,
                                        new Input.AtTill.Booked(paying.sale().in(Sale.State.DONE)),
                                        now)
                                : step;
                case FORGETS_TO_VOID ->
                        new Step<>(
                                step.next(),
                                step.effects().stream()
                                        .map(
                                                effect ->
                                                        effect
                                                                                instanceof
                                                                                Effect.AtTill.Book(
                                                                                        var sale,
                                                                                        var tap)
                                                                        && sale.state()
                                                                                == Sale.State.VOID
                                                                ? new Effect.AtTill.Book(
                                                                        sale.in(Sale.State.DONE),
                                                                        tap)
                                                                : effect)
                                        .toList(),
                                step.wake());
                case DOES_NOT_POST -> without(step, Effect.AtTill.Post.class::isInstance);
                case SELLS_WITHOUT_A_TAP ->
                        input instanceof Input.NotRecorded
                                ? new Step<>(state, List.of(), state.wake())
                                : step;
                case RECORDS_NO_TAP -> without(step, Effect.Record.class::isInstance);
                case RATES_TWICE ->
                        input instanceof Input.AtTill.Rated
                                ? new Step<>(
                                        step.next().rates(state.rateable()),
                                        step.effects(),
                                        step.wake())
                                : step;
                case RATES_WHAT_WAS_NEVER_SOLD ->
                        input instanceof Input.AtTill.Sold(_, var sale, _)
                                ? new Step<>(
                                        step.next().rates(Optional.of(Rateable.of(sale.id(), now))),
                                        step.effects(),
                                        step.wake())
                                : step;
                case SAYS_NOT_WHY -> without(step, Effect.Show.class::isInstance);
            };
        }
    }

    // --- every state, every input ---

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var mode : drawn().toList()) {
            var till =
                    new Till(
                            new Assortment.Own(mode),
                            new Attendance(false, ofSeconds(600)),
                            Optional.of(ofSeconds(20)));
            for (var state : reachable(till)) {
                for (var input : MOVING) {
                    for (int seconds : List.of(0, 30)) {
                        var next = till.step(state, input, at(seconds)).next();
                        var from = state.phase().name();
                        var to = next.phase().name();
                        if (!from.equals(to)) {
                            done.add(from + " --> " + to + ": " + input.getClass().getSimpleName());
                        }
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("canteen/till.md"));
    }

    private static Set<State> reachable(Till till) {
        var seen = new HashSet<State>(Set.of(till.initial()));
        var open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            var state = open.removeLast();
            for (var input : MOVING) {
                var next = till.step(state, input, at(0)).next();
                if (isSmall(next) && seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    /// A menu adds dishes up for ever.
    private static boolean isSmall(State state) {
        return state.phase()
                .asks()
                .filter(price -> price instanceof Price.Amount(var fen) && fen.fen() > 3_000)
                .isEmpty();
    }

    private static Moment at(int seconds) {
        return new Moment(
                new Mono(ofSeconds(3_600 + seconds).toNanos()),
                Instant.parse("2026-11-30T03:30:00Z").plusSeconds(seconds),
                ClockTrust.SYNCED);
    }

    private static final List<Input> MOVING =
            List.of(
                    new Input.AtTill.Keyed(0),
                    new Input.AtTill.Keyed(1),
                    new Input.AtTill.Keyed(TrayRules.RICE),
                    new Input.AtTill.Laid(new Tray.Empty()),
                    new Input.AtTill.Laid(new Tray.Stable(Set.of("A1"))),
                    new Input.AtTill.Laid(new Tray.Stable(Set.of("FF"))),
                    new Input.ReaderLost(TrayRules.TRAY.antenna()),
                    new Input.ReaderBack(TrayRules.TRAY.antenna()),
                    new Input.AtTill.Sold(TAP, TillRules.sale(1), Optional.empty()),
                    new Input.AtTill.Booked(TillRules.sale(1)),
                    new Input.AtTill.Booked(TillRules.sale(1).in(Sale.State.DONE)),
                    new Input.AtTill.NotBooked(TillRules.sale(1), Reason.JOURNAL_FULL),
                    new Input.AtTill.NotBooked(
                            TillRules.sale(1).in(Sale.State.DONE), Reason.JOURNAL_FULL),
                    new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                    new Input.AtTill.Sold(TAP, PurseRules.sale(2), Optional.empty()),
                    new Input.AtTill.Opened(PurseRules.agreed(2)),
                    new Input.AtTill.NotOpened(PurseRules.sale(2), Reason.CARD_UNREADABLE),
                    new Input.AtTill.Booked(PurseRules.agreed(2)),
                    new Input.AtTill.NotBooked(PurseRules.agreed(2), Reason.JOURNAL_FULL),
                    new Input.AtTill.Debited(PurseRules.agreed(2)),
                    new Input.AtTill.NotDebited(PurseRules.agreed(2), Reason.CARD_UNREADABLE),
                    new Input.AtTill.Torn(PurseRules.agreed(2)),
                    new Input.AtTill.Recovered(PurseRules.agreed(2).in(Sale.State.DONE)),
                    new Input.AtTill.Recovered(PurseRules.agreed(2).in(Sale.State.VOID)),
                    new Input.AtTill.Booked(PurseRules.agreed(2).in(Sale.State.DONE)),
                    new Input.AtTill.NotBooked(
                            PurseRules.agreed(2).in(Sale.State.DONE), Reason.JOURNAL_FULL),
                    new Input.AtTill.SignedIn(
                            TAP,
                            new Staff(1, Optional.of(new Token(9, 9)), false),
                            EnumSet.allOf(Duty.class)),
                    new Input.AtTill.Called(Call.SIGN),
                    new Input.AtTill.Called(Call.VOID),
                    new Input.AtTill.Called(Call.REFUND),
                    new Input.AtTill.Called(Call.SETTLE),
                    new Input.AtTill.Called(Call.TRAIN),
                    new Input.AtTill.Called(Call.QUERY),
                    new Input.AtTill.Called(Call.REPRINT),
                    new Input.AtTill.Called(Call.TOTALS),
                    new Input.AtTill.Rated(4),
                    new Input.AtTill.Queried(
                            TAP, new Account(Optional.empty(), Optional.empty(), List.of())),
                    new Input.AtTill.Alighted(TAP, TillRules.sale(1).id(), new Fen(200)),
                    new Input.AtTill.Reversed(
                            new Reversal.Void(TillRules.sale(1).in(Sale.State.VOID))),
                    new Input.AtTill.NotReversed(TillRules.sale(1).id(), Reason.REFUND_LIMIT),
                    new Input.Refused(TAP, Reason.LIMIT),
                    new Input.Disabled(TAP, Cause.COMMAND),
                    new Input.Lockdown(TAP, Cause.COMMAND),
                    new Input.Normal(TAP, Cause.COMMAND),
                    new Input.Free(TAP, Cause.COMMAND),
                    new Input.Due());
}

package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a terminal sells by: what cannot be said, and what members pay.
final class TermsTest {

    private static final Instant NOON = Instant.parse("2026-06-10T04:00:00Z");

    static Stream<Executable> wrong() {
        var own = Wallet.personal("own");
        var day = Duration.ofDays(1);
        var hour = Duration.ofHours(1);
        return Stream.of(
                () -> terms(Map.of("staff", -1)),
                () -> terms(Map.of("staff", 101)),
                () -> new Limits(Fen.ZERO, hour, Cap.NONE, Cap.NONE),
                () -> new Cap(-1, Fen.ZERO),
                () -> new Price.Amount(Fen.ZERO),
                () -> new Payment.Accounts(List.of(), Counter.CREDIT),
                () -> new Payment.Accounts(List.of(own, own), Counter.CREDIT),
                () -> new Credit(Cap.NONE, Fen.ZERO, day, 50, Fen.ZERO, hour),
                () -> new Credit(Cap.NONE, Fen.ZERO, hour.negated(), 50, Fen.ZERO, hour),
                () -> new Credit(Cap.NONE, Fen.ZERO, hour, 0, Fen.ZERO, day),
                () -> new Credit(Cap.NONE, Fen.ZERO, hour, 101, Fen.ZERO, day),
                () -> sale(new Fen(2), new Legs(List.of(new Leg("own", new Fen(1))))),
                () -> sale(new Fen(2), Legs.NONE));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeIsNotSaid(Executable wrong) {
        assertThrows(IllegalArgumentException.class, wrong);
    }

    private static Sale sale(Fen amount, Legs legs) {
        return new Sale(
                new SaleId("pos-1", 1),
                new Token(0, 1),
                amount,
                legs,
                new Serving("lunch", LocalDate.EPOCH),
                Instant.EPOCH,
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    @Test
    void ofSeveralDiscountsTheLargestAndRoundedForTheMember() {
        var terms = terms(Map.of("staff", 10, "teacher", 33, "guest", 0, "child", 100));

        assertEquals(new Fen(999), terms.discounted(new Fen(999), Set.of()));
        assertEquals(new Fen(999), terms.discounted(new Fen(999), Set.of("guest", "other")));
        assertEquals(new Fen(899), terms.discounted(new Fen(999), Set.of("staff")));
        assertEquals(new Fen(669), terms.discounted(new Fen(999), Set.of("staff", "teacher")));
        assertEquals(Fen.ZERO, terms.discounted(new Fen(999), Set.of("staff", "child")));
    }

    /// Whatever it costs where it is paid.
    @Test
    void aCountedMealCostsNothing() {
        var sold =
                SaleRules.decide(
                        terms(Map.of()),
                        new Offer("pos-1", new Price.Amount(new Fen(800)), Staff.NOBODY),
                        new Diner(new Token(0, 1), Set.of(), Optional.empty()),
                        Ledger.EMPTY,
                        false,
                        new Moment(new Mono(0), NOON, ClockTrust.SYNCED));

        assertInstanceOf(Sold.Yes.class, sold);
        assertEquals(Fen.ZERO, ((Sold.Yes) sold).sale().amount());
    }

    private static Terms terms(Map<String, Integer> discounts) {
        return new Terms(
                Counter.MEALS,
                new Payment.Counted(),
                Counter.LIMITS,
                discounts,
                Duration.ZERO,
                Duration.ZERO);
    }
}

package onecard.point.canteen;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.money.Fares;
import onecard.money.Fen;
import onecard.money.PickupTerms;
import onecard.money.Price;
import onecard.money.Riding;
import onecard.point.Alarms;
import onecard.point.Fact;

/// How a till comes by what is to be paid. It says so, and never changes it by itself.
public sealed interface Mode {

    /// Everybody pays the same, meal by meal or at all; nobody keys anything in.
    record Fixed(Price price) implements Mode {}

    /// The operator keys the amount in: its last two digits are fen. One digit is no amount, but an
    /// answer that came too late.
    record Keypad() implements Mode {}

    /// The operator keys dishes in by their numbers, which add up.
    ///
    /// @param dishes what each costs
    record Menu(Map<Long, Fen> dishes) implements Mode {
        public Menu {
            dishes = Map.copyOf(dishes);
        }
    }

    /// What lies on an antenna is paid for together: each plate has a tag. The operator keys in
    /// which dish is on one that nobody knows.
    ///
    /// @param antenna its name on the board
    /// @param spent so long after it was seen last a plate that was paid for costs nothing
    record Tray(String antenna, Crockery crockery, Duration spent) implements Mode {

        /// Longer, and plates come back from the kitchen.
        public static final Duration SPENT_MAX = Duration.ofHours(1);

        /// @throws IllegalArgumentException if a plate is never spent, or too long
        public Tray {
            if (spent.isNegative() || spent.isZero() || spent.compareTo(SPENT_MAX) > 0) {
                throw new IllegalArgumentException("spent for " + spent);
            }
        }

        /// What whoever taps now is to pay; nothing while nobody can tell what lies there.
        Optional<Price> price(Plates plates, Alarms raised) {
            return isLost(raised) ? Optional.empty() : plates.price(crockery);
        }

        /// Tags of the plates that nobody has a price for.
        Set<String> unpriced(Plates plates, Alarms raised) {
            return isLost(raised) ? Set.of() : plates.unpriced(crockery);
        }

        /// The operator keyed in which dish is on one of those.
        Plates keyed(Plates plates, long number, Alarms raised) {
            return isLost(raised) ? plates : plates.keyed(number, crockery);
        }

        private boolean isLost(Alarms raised) {
            return raised.stands(Fact.Kind.READER_LOST, antenna);
        }
    }

    /// What people ordered ahead is handed out, by order; nobody keys anything in.
    ///
    /// @param others what whoever has ordered nothing pays, by meal; none: they get nothing
    record Pickup(PickupTerms terms, Map<String, Fen> others) implements Mode {
        public Pickup {
            others = Map.copyOf(others);
        }
    }

    /// Whoever taps begins a journey, or ends theirs. The driver keys in which stage it is.
    ///
    /// @param stage where the validator is, as far as anybody said
    record Journey(Riding by, int stage) implements Mode {

        /// The same at another stage; what is no stage changes nothing.
        Journey at(long number) {
            return number >= Fares.STAGE_LEAST && number <= Fares.STAGE_MOST
                    ? new Journey(by, (int) number)
                    : this;
        }
    }

    /// Nothing is sold: whoever shows a card is told what stands in its wallets, and what it paid
    /// last.
    record Query() implements Mode {}

    /// What is for sale while nobody keys anything in, and nothing lies there.
    default Optional<Price> standing() {
        return switch (this) {
            case Fixed(var price) -> Optional.of(price);
            case Pickup(var terms, var others) -> Optional.of(new Price.Ordered(terms, others));
            case Journey(var by, var stage) -> Optional.of(new Price.Fare(by, stage));
            case Keypad(), Menu _, Tray _, Query() -> Optional.empty();
        };
    }

    /// What is for sale once that was keyed in; zero clears. What means nothing changes nothing.
    ///
    /// @param before what was for sale
    default Optional<Price> keyed(Optional<Price> before, long number) {
        return switch (this) {
            // Of a tray: Plates; of journeys: where they begin.
            case Fixed _, Pickup _, Tray _, Journey _, Query() -> before;
            case Keypad() ->
                    number == 0 ? Optional.empty() : number < 10 ? before : price(new Fen(number));
            case Menu(var dishes) ->
                    number == 0
                            ? Optional.empty()
                            : Optional.ofNullable(dishes.get(number))
                                    .map(dish -> price(sum(before, dish)))
                                    .orElse(before);
        };
    }

    private static Fen sum(Optional<Price> before, Fen more) {
        return before.filter(Price.Amount.class::isInstance)
                .map(Price.Amount.class::cast)
                .map(amount -> amount.fen().plus(more))
                .orElse(more);
    }

    private static Optional<Price> price(Fen fen) {
        return fen.isZero() ? Optional.empty() : Optional.of(new Price.Amount(fen));
    }
}

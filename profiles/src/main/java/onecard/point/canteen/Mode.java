package onecard.point.canteen;

import java.util.Map;
import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Price;

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

    /// What is for sale while nobody keys anything in.
    default Optional<Price> standing() {
        return switch (this) {
            case Fixed(var price) -> Optional.of(price);
            case Keypad(), Menu _ -> Optional.empty();
        };
    }

    /// What is for sale once that was keyed in; zero clears. What means nothing changes nothing.
    ///
    /// @param before what was for sale
    default Optional<Price> keyed(Optional<Price> before, long number) {
        return switch (this) {
            case Fixed _ -> before;
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

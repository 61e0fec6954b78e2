package onecard.money;

import java.util.Map;
import java.util.Optional;

/// What is asked for what is sold now.
public sealed interface Price {

    /// That much, whichever meal it is.
    ///
    /// @param fen above zero
    record Amount(Fen fen) implements Price {
        public Amount {
            if (fen.isZero()) {
                throw new IllegalArgumentException("a price of nothing");
            }
        }
    }

    /// By meal; one that is not named is not sold.
    record OfMeal(Map<String, Fen> fen) implements Price {
        public OfMeal {
            fen = Map.copyOf(fen);
        }
    }

    /// Nothing: meals are counted.
    record Free() implements Price {}

    /// At that meal; empty if it is not sold then.
    default Optional<Fen> at(Serving serving) {
        return switch (this) {
            case Amount(var fen) -> Optional.of(fen);
            case OfMeal(var fen) -> Optional.ofNullable(fen.get(serving.meal()));
            case Free() -> Optional.of(Fen.ZERO);
        };
    }
}

package onecard.money;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;

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

    /// Together, whichever meal it is.
    ///
    /// @param plates at least one, by their tags: laid in another order they are the same
    record Plates(List<Plate> plates) implements Price {

        /// @throws IllegalArgumentException if there is no plate, or one is counted twice
        public Plates {
            plates = plates.stream().sorted(Comparator.comparing(Plate::tag)).toList();
            if (plates.isEmpty()
                    || plates.stream().map(Plate::tag).distinct().count() < plates.size()) {
                throw new IllegalArgumentException("plates of different tags: " + plates);
            }
        }

        public Fen sum() {
            return plates.stream().map(Plate::fen).reduce(Fen.ZERO, Fen::plus);
        }
    }

    /// Nothing: meals are counted.
    record Free() implements Price {}

    /// What whoever taps has ordered ahead, by [PickupRules].
    ///
    /// @param others what whoever has ordered nothing pays, by meal; none: they get nothing
    record Ordered(PickupTerms terms, Map<String, Fen> others) implements Price {
        public Ordered {
            others = Map.copyOf(others);
        }
    }

    /// The highest fare, for whoever begins a journey there; nothing, for whoever ends one.
    ///
    /// @param stage where the validator is now
    record Fare(Riding by, int stage) implements Price {}

    /// What whoever taps draws, by a meter: the most is paid as they begin.
    ///
    /// @param least whoever may not spend so much draws nothing
    /// @param most what is paid as it begins, by whoever may spend it; at least the least
    /// @param now who draws; absent: nobody
    record Metered(Draw by, Fen least, Fen most, Optional<Drawing> now) implements Price {

        /// Who draws, and how much it has come to.
        ///
        /// @param sale that it was paid by
        public record Drawing(SaleId sale, Token diner, Fen drawn) {}
    }

    /// At that meal; empty if it is not sold then.
    default Optional<Fen> at(Serving serving) {
        return switch (this) {
            case Amount(var fen) -> Optional.of(fen);
            case OfMeal(var fen) -> Optional.ofNullable(fen.get(serving.meal()));
            case Plates plates -> Optional.of(plates.sum());
            case Free() -> Optional.of(Fen.ZERO);
            case Fare(var by, _) -> Optional.of(by.fares().highest());
            case Metered(_, var least, _, _) -> Optional.of(least);
            case Ordered(_, var others) -> Optional.ofNullable(others.get(serving.meal()));
        };
    }
}

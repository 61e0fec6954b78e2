package onecard.money;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the items of a price list cost at one time.
///
/// @param version of the list
/// @param costs by item; one that is not named is not sold then
public record Tariff(PriceVersion version, Map<String, Cost> costs) {

    public Tariff {
        costs = Map.copyOf(costs);
    }

    /// Those of these items that are sold by the piece.
    public Map<String, Fen> pieces(Set<String> items) {
        var pieces = new HashMap<String, Fen>();
        for (var item : items) {
            cost(item).flatMap(Cost::piece).ifPresent(fen -> pieces.put(item, fen));
        }
        return pieces;
    }

    /// Those that are called by a number, as it is written alone: `07` is not 7; and sold by the
    /// piece. Asked number by number: a list may have many more items than a till has dishes.
    ///
    /// @param least of the numbers
    /// @param most of them
    public Map<Long, Fen> numbered(long least, long most) {
        var numbered = new HashMap<Long, Fen>();
        for (long number = least; number <= most; number++) {
            var fen = cost(Long.toString(number)).flatMap(Cost::piece);
            if (fen.isPresent()) {
                numbered.put(number, fen.get());
            }
        }
        return numbered;
    }

    /// What 1,000 g of it cost; empty if it is not sold by weight.
    public Optional<Fen> kilogram(String item) {
        return cost(item).flatMap(Cost::kilogram);
    }

    private Optional<Cost> cost(String item) {
        return Optional.ofNullable(costs.get(item));
    }
}

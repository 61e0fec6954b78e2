package onecard.point.canteen;

import java.util.Map;
import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Plate;

/// Which dish a plate is, and what it costs.
///
/// @param prices by the dish's number; a plate whose dish has none is as one that nobody knows, and
///     never the dish of a shorter beginning
/// @param tags the number of the dish that is on plates whose tag begins so; of several beginnings
///     the longest counts, and a whole tag is one, too
public record Crockery(Map<Long, Fen> prices, Map<String, Long> tags) {

    public Crockery {
        prices = Map.copyOf(prices);
        tags = Map.copyOf(tags);
    }

    /// Empty: nobody knows what is on it, or what that costs.
    Optional<Plate> plate(String tag) {
        for (int length = tag.length(); length > 0; length--) {
            var dish = Optional.ofNullable(tags.get(tag.substring(0, length)));
            if (dish.isPresent()) {
                return of(tag, dish.get());
            }
        }
        return Optional.empty();
    }

    /// Whatever its tag says; empty: there is no such dish.
    Optional<Plate> of(String tag, long dish) {
        return Optional.ofNullable(prices.get(dish)).map(fen -> new Plate(tag, dish, fen));
    }
}

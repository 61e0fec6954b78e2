package onecard.money;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What a terminal sells by.
///
/// @param discounts so many hundredths less for members of a group; of several the largest
/// @param repeatWithin who buys the same again so soon is asked about; zero: nobody is
/// @param answerWithin how long that waits for an answer; zero: nobody gives one, and it is refused
public record Terms(
        Meals meals,
        Payment payment,
        Limits limits,
        Map<String, Integer> discounts,
        Duration repeatWithin,
        Duration answerWithin) {

    /// @throws IllegalArgumentException for a discount that is not 0 to 100 percent
    public Terms {
        discounts = Map.copyOf(discounts);
        for (int percent : discounts.values()) {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("0 to 100 percent, but was " + percent);
            }
        }
    }

    /// What members of these groups pay; what is taken off is rounded up, for them.
    Fen discounted(Fen price, Set<String> groups) {
        int most =
                discounts.entrySet().stream()
                        .filter(discount -> groups.contains(discount.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .max()
                        .orElse(0);
        return price.percent(100 - most);
    }
}

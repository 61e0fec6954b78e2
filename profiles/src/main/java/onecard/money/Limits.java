package onecard.money;

import java.time.Duration;
import java.time.Instant;

/// What one person may buy, whatever they have.
///
/// @param sale most of one sale; never none
/// @param splitWithin so long what one person buys counts as one sale
/// @param meal of one meal of one business date
/// @param day of one business date
public record Limits(Fen sale, Duration splitWithin, Cap meal, Cap day) {

    /// @throws IllegalArgumentException if a sale has no limit: one zero too many would pass
    public Limits {
        if (sale.isZero()) {
            throw new IllegalArgumentException("a sale needs a limit");
        }
    }

    boolean allow(Fen amount, Tab tab, Serving serving, Instant now) {
        return amount.compareTo(sale) <= 0
                && tab.within(splitWithin, now).amount().plus(amount).compareTo(sale) <= 0
                && meal.allows(tab.at(serving), amount)
                && day.allows(tab.on(serving.businessDate()), amount);
    }
}

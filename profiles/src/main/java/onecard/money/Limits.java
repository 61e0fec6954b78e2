package onecard.money;

import java.time.Duration;
import java.time.Instant;

/// What one person may buy, whatever they have, and what one terminal may sell, whoever comes.
///
/// @param sale most of one sale; never none
/// @param splitWithin so long what one person buys counts as one sale
/// @param meal of one meal of one business date
/// @param day of one business date
/// @param till of all people together
public record Limits(Fen sale, Duration splitWithin, Cap meal, Cap day, Till till) {

    /// What one terminal may sell.
    ///
    /// @param meal at one meal of one business date
    /// @param day on one business date
    public record Till(Cap meal, Cap day) {

        public static final Till NONE = new Till(Cap.NONE, Cap.NONE);

        boolean allows(Fen amount, String point, Turnover sold, Serving serving) {
            return meal.allows(sold.at(point, serving), amount)
                    && day.allows(sold.on(point, serving.businessDate()), amount);
        }
    }

    /// @throws IllegalArgumentException if a sale has no limit: one zero too many would pass
    public Limits {
        if (sale.isZero()) {
            throw new IllegalArgumentException("a sale needs a limit");
        }
    }

    /// Of a terminal that sells whatever is there.
    public Limits(Fen sale, Duration splitWithin, Cap meal, Cap day) {
        this(sale, splitWithin, meal, day, Till.NONE);
    }

    boolean allow(Fen amount, Tab tab, Serving serving, Instant now) {
        return amount.compareTo(sale) <= 0
                && tab.within(splitWithin, now).amount().plus(amount).compareTo(sale) <= 0
                && meal.allows(tab.at(serving), amount)
                && day.allows(tab.on(serving.businessDate()), amount);
    }
}

package onecard.money;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import onecard.access.Token;
import onecard.time.Mono;

/// Some of a sale, or what is left of it, is given back: a record of its own, which says all of it.
/// The sale stays as it is.
///
/// @param id of the same numbers as the sales of the terminal that gives back
/// @param of the sale
/// @param diner who had paid
/// @param legs to the wallets that had
/// @param serving the meal that was paid for
/// @param businessDate on which it is given back
/// @param under what it is accounted under, whatever the sale was
/// @param since when a journey was ended by it in this run; absent of any other, and of an earlier
///     run's
public record Refund(
        SaleId id,
        SaleId of,
        Token diner,
        Legs legs,
        Serving serving,
        Instant at,
        LocalDate businessDate,
        Under under,
        Optional<Mono> since)
        implements Reversal {

    /// One that ends no journey of this run.
    public Refund(
            SaleId id,
            SaleId of,
            Token diner,
            Legs legs,
            Serving serving,
            Instant at,
            LocalDate businessDate,
            Under under) {
        this(id, of, diner, legs, serving, at, businessDate, under, Optional.empty());
    }
}

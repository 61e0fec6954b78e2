package onecard.money;

import java.time.Instant;
import java.time.LocalDate;
import onecard.access.Token;

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
public record Refund(
        SaleId id,
        SaleId of,
        Token diner,
        Legs legs,
        Serving serving,
        Instant at,
        LocalDate businessDate,
        Under under)
        implements Reversal {}

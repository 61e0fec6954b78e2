package onecard.money;

import java.util.Optional;
import onecard.access.Reason;

/// The answer to one who is to pay.
public sealed interface Sold {

    /// It may be sold; nothing is booked yet.
    ///
    /// @param left in all their wallets after it, as far as this device knows; absent where nothing
    ///     is paid
    record Yes(Sale sale, Optional<Fen> left) implements Sold {}

    /// The same was sold to them just now: somebody has to say that it is meant.
    record Again(Fen amount) implements Sold {}

    /// They are on a journey, or draw, and it ends here: nothing is to be paid, and what was too
    /// much is to go back.
    ///
    /// @param sale that it was paid by
    /// @param fare what it has cost; at most what was paid
    record Off(SaleId sale, Fen fare) implements Sold {}

    record No(Reason why) implements Sold {}
}

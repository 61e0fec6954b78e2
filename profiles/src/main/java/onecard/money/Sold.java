package onecard.money;

import onecard.access.Reason;

/// The answer to one who is to pay.
public sealed interface Sold {

    /// It may be sold; nothing is booked yet.
    record Yes(Sale sale) implements Sold {}

    /// The same was sold to them just now: somebody has to say that it is meant.
    record Again(Fen amount) implements Sold {}

    record No(Reason why) implements Sold {}
}

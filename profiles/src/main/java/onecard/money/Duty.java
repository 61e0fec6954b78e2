package onecard.money;

/// What an operator may do at a till.
public enum Duty {
    SELL,
    /// Take back the last sale of their own shift.
    VOID,
    /// Give back any sale, or some of it.
    REFUND,
    /// Settle the batch.
    SETTLE,
    /// Put the till into training and out of it.
    CONFIGURE
}

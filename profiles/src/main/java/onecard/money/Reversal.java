package onecard.money;

/// Money that goes back to whoever paid it: a record of its own that points to the sale.
public sealed interface Reversal permits Reversal.Void, Refund {

    /// A sale is taken back whole.
    ///
    /// @param sale in the state `VOID`
    record Void(Sale sale) implements Reversal {
        @Override
        public SaleId of() {
            return sale.id();
        }

        @Override
        public Legs legs() {
            return sale.legs();
        }
    }

    /// The sale.
    SaleId of();

    /// To the wallets that had paid.
    Legs legs();
}

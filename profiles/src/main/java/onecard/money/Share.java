package onecard.money;

/// How much of one sale a wallet may pay, beside what is in it.
public sealed interface Share {

    /// All of it.
    record Whole() implements Share {}

    /// No more than this of each sale.
    record Fixed(Fen most) implements Share {}

    /// No more than so many hundredths of the sale, rounded down to whole fen.
    ///
    /// @param percent 1..100
    record Percent(int percent) implements Share {
        public Percent {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("1 to 100 percent, but was " + percent);
            }
        }
    }

    /// What it may pay of a sale of `amount`.
    default Fen of(Fen amount) {
        return switch (this) {
            case Whole() -> amount;
            case Fixed(var most) -> Fen.least(most, amount);
            case Percent(int percent) -> amount.percent(percent);
        };
    }
}

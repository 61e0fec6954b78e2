package onecard.point.canteen;

import onecard.money.Basis;
import onecard.money.Cost;
import onecard.money.Fen;

/// What food costs by its weight.
///
/// @param kilogram what 1,000 g cost
/// @param basis where that stands
public record Rate(Fen kilogram, Basis basis) {

    private static final long GRAMS_A_KILOGRAM = 1_000;

    /// @throws IllegalArgumentException if it is for nothing, or so dear that a price could
    ///     overflow
    public Rate {
        if (kilogram.isZero() || kilogram.compareTo(Cost.MAX) > 0) {
            throw new IllegalArgumentException("a kilogram for " + kilogram);
        }
    }

    /// What so much costs, in whole fen: half a fen and more is one. Of all that was taken
    /// together, and never bit by bit: who takes twice pays what it costs at once.
    ///
    /// @param grams 0 to 1,000,000
    Fen price(long grams) {
        long thousandths = Math.multiplyExact(kilogram.fen(), grams);
        return new Fen((thousandths + GRAMS_A_KILOGRAM / 2) / GRAMS_A_KILOGRAM);
    }
}

package onecard.point.canteen;

import java.time.Duration;
import onecard.money.Fen;

/// How food is sold by its weight.
///
/// @param scale its name on the board; the food stands on it
/// @param kilogram what 1,000 g cost
/// @param floor whoever may not spend so much takes nothing: a spoonful costs something
/// @param away the scale has rested for so long: whoever took has left
/// @param longest nobody takes for longer, whatever the scale does
public record ByWeight(String scale, Fen kilogram, Fen floor, Duration away, Duration longest) {

    /// More than any scale below food carries: what goes beyond is no weight.
    static final long GRAMS_MAX = 1_000_000;

    private static final long GRAMS_A_KILOGRAM = 1_000;

    /// 99,999.99 yuan a kilogram, by which no price of a weight overflows.
    private static final Fen KILOGRAM_MAX = new Fen(9_999_999);

    /// @throws IllegalArgumentException if it is for nothing or too dear, or nobody has time
    public ByWeight {
        if (kilogram.isZero() || floor.isZero() || kilogram.compareTo(KILOGRAM_MAX) > 0) {
            throw new IllegalArgumentException("a kilogram for " + kilogram + ", from " + floor);
        }
        if (away.isNegative() || away.isZero() || longest.compareTo(away) < 0) {
            throw new IllegalArgumentException("away after " + away + ", at most " + longest);
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

package onecard.point.canteen;

import java.time.Duration;
import java.util.Optional;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Tariff;

/// How food is sold by its weight.
///
/// @param scale its name on the board; the food stands on it
/// @param floor whoever may not spend so much takes nothing: a spoonful costs something
/// @param away the scale has rested for so long: whoever took has left
/// @param longest nobody takes for longer, whatever the scale does
public record ByWeight(
        String scale, Kilogram kilogram, Fen floor, Duration away, Duration longest) {

    /// More than any scale below food carries: what goes beyond is no weight.
    static final long GRAMS_MAX = 1_000_000;

    /// Where it stands what 1,000 g cost.
    public sealed interface Kilogram {

        /// In the site file.
        record Own(Rate rate) implements Kilogram {}

        /// In a list.
        ///
        /// @param item that it is there
        record ByList(String item) implements Kilogram {}
    }

    /// @throws IllegalArgumentException if nobody needs money, or has time
    public ByWeight {
        if (floor.isZero()) {
            throw new IllegalArgumentException("from " + floor);
        }
        if (away.isNegative() || away.isZero() || longest.compareTo(away) < 0) {
            throw new IllegalArgumentException("away after " + away + ", at most " + longest);
        }
    }

    /// One whose price never changes.
    ///
    /// @param kilogram what 1,000 g cost
    public ByWeight(String scale, Fen kilogram, Fen floor, Duration away, Duration longest) {
        this(scale, new Kilogram.Own(new Rate(kilogram, Basis.NONE)), floor, away, longest);
    }

    /// By what it is sold; empty: it is not.
    ///
    /// @param tariff of the list; absent: there is none
    Optional<Rate> rate(Optional<Tariff> tariff) {
        return switch (kilogram) {
            case Kilogram.Own(var rate) -> Optional.of(rate);
            case Kilogram.ByList(var item) ->
                    tariff.flatMap(
                            it ->
                                    it.kilogram(item)
                                            .map(
                                                    fen ->
                                                            new Rate(
                                                                    fen,
                                                                    Basis.NONE.with(
                                                                            it.version()))));
        };
    }
}

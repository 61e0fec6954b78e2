package onecard.point.canteen;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Tariff;

/// What a till sells, and where its prices stand.
public sealed interface Assortment {

    /// The site file has them, or nobody knows them before.
    record Own(Mode mode) implements Assortment {}

    /// Meals, whose prices stand in a list.
    ///
    /// @param meals their names, there and at the till
    record MealsByList(Set<String> meals) implements Assortment {
        public MealsByList {
            meals = Set.copyOf(meals);
        }
    }

    /// Dishes that the operator keys in by their numbers, which are their names in a list.
    record DishesByList() implements Assortment {}

    /// Plates on an antenna, with dishes that are called in a list by their numbers.
    ///
    /// @param tags as [Crockery] has them
    /// @param spent as [Mode.Tray] has it
    record PlatesByList(String antenna, Map<String, Long> tags, Duration spent)
            implements Assortment {
        public PlatesByList {
            tags = Map.copyOf(tags);
        }
    }

    /// A dish's least number: 1 is the answer yes, 0 clears.
    long NUMBER_LEAST = 2;

    /// And its greatest.
    long NUMBER_MOST = 999;

    /// With the prices of that time.
    ///
    /// @param tariff of the list; absent: there is none
    default Prices at(Optional<Tariff> tariff) {
        return switch (this) {
            case Own(var mode) -> new Prices(mode, Basis.NONE, true);
            case MealsByList(var meals) -> {
                var fen = tariff.map(it -> it.pieces(meals)).orElse(Map.of());
                yield by(tariff, new Mode.Fixed(new Price.OfMeal(fen)));
            }
            case DishesByList() -> by(tariff, new Mode.Menu(dishes(tariff)));
            case PlatesByList(var antenna, var tags, var spent) -> {
                var crockery = new Crockery(dishes(tariff), tags);
                yield by(tariff, new Mode.Tray(antenna, crockery, spent));
            }
        };
    }

    private static Map<Long, Fen> dishes(Optional<Tariff> tariff) {
        return tariff.map(it -> it.numbered(NUMBER_LEAST, NUMBER_MOST)).orElse(Map.of());
    }

    private static Prices by(Optional<Tariff> tariff, Mode mode) {
        return new Prices(
                mode,
                tariff.map(it -> Basis.NONE.with(it.version())).orElse(Basis.NONE),
                tariff.isPresent());
    }
}

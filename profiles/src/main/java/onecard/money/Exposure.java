package onecard.money;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onecard.maps.PersistentMap;

/// What each terminal has sold and the host does not hold, kept as a sum: it is asked for at every
/// tap, and the books may be long.
///
/// @param unheld by sale
/// @param sums by terminal
record Exposure(PersistentMap<SaleId, Fen> unheld, Map<String, Fen> sums) {

    static final Exposure NONE = new Exposure(PersistentMap.empty(), Map.of());

    Fen of(String point) {
        return sums.getOrDefault(point, Fen.ZERO);
    }

    /// Those that the host does not hold.
    Set<SaleId> sales() {
        return unheld.keySet();
    }

    /// What a line comes to now.
    Exposure with(Line line) {
        var sale = line.sale().id();
        return new Exposure(unheld.with(sale, line.net()), summed(sale, line.net()));
    }

    /// The host holds it, or it never was.
    Exposure without(SaleId sale) {
        return new Exposure(unheld.without(sale), summed(sale, Fen.ZERO));
    }

    private Map<String, Fen> summed(SaleId sale, Fen amount) {
        var before = unheld.getOrDefault(sale, Fen.ZERO);
        var next = new HashMap<>(sums);
        next.merge(sale.point(), amount, (sum, more) -> sum.minus(before).plus(more));
        return next;
    }
}

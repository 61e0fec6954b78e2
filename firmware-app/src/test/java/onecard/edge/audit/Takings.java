package onecard.edge.audit;

import java.util.Map;
import java.util.TreeMap;

/// What was sold, in fen: done and not taken back, less what was given back; nothing of training.
///
/// @param sums by business date, meal and wallet; what was given back, on the date on which it was
public record Takings(Map<String, Long> sums) {

    static Takings of(Iterable<SaleRow> sales, Iterable<SaleRow> backs) {
        var sums = new TreeMap<String, Long>();
        for (var sale : sales) {
            if (sale.state().equals("done")) {
                adds(sums, sale, 1);
            }
        }
        for (var back : backs) {
            adds(sums, back, -1);
        }
        return new Takings(sums);
    }

    private static void adds(Map<String, Long> sums, SaleRow row, int sign) {
        if (!row.training()) {
            var serving = row.businessDate() + " " + row.meal() + " ";
            row.legs()
                    .forEach(
                            (wallet, fen) ->
                                    sums.merge(serving + wallet, sign * fen, Math::addExact));
        }
    }

    public long fen() {
        return sums.values().stream().reduce(0L, Math::addExact);
    }
}

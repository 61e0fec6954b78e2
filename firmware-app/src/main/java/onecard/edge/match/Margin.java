package onecard.edge.match;

import java.math.BigDecimal;

/// How far whoever is known among many must be from the next: two who are both like what was seen
/// are one too many, whichever is more so. It is told by FMR and not by scores, since each engine
/// has a scale of its own; and it has nothing to do with what is asked of the best, so that to ask
/// for more never lets anybody pass who did not before.
public final class Margin {

    /// Strangers are so many times more often as like as the next one is.
    static final BigDecimal TIMES = BigDecimal.TEN;

    private Margin() {}

    /// What the next person must stay below: the score of a point of the record whose FMR is
    /// [#TIMES] that of the finest point which the best reaches; where the record has none so
    /// coarse, of its coarsest.
    ///
    /// @param best score, of one who is known
    public static double below(CalibrationRecord record, double best) {
        var table = record.table();
        var reached = table.getFirst();
        for (var point : table) {
            if (point.score().doubleValue() <= best && Thresholds.supports(record, point.fmr())) {
                reached = point;
            }
        }
        var coarse = reached.fmr().multiply(TIMES);
        var below = table.getFirst();
        for (var point : table) {
            if (point.fmr().compareTo(coarse) >= 0) {
                below = point;
            }
        }
        return below.score().doubleValue();
    }
}

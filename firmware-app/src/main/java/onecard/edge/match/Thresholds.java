package onecard.edge.match;

import java.math.BigDecimal;
import java.util.List;
import onecard.edge.match.CalibrationRecord.Point;

/// Scores for targets. A target is of one transaction, whoever tries how often: whatever is
/// compared in it shares the target, since each comparison may be the false one.
public final class Thresholds {

    /// Of a target that is the record's finest but for what doubles round.
    private static final double ROUNDED = 1e-9;

    private Thresholds() {}

    /// For a person who says who they are.
    ///
    /// @param targetFmr of a transaction, between 0 and 1
    /// @param views enrolled of one finger or face, of which the best counts
    /// @param tries that a transaction allows
    public static Threshold verify(
            CalibrationRecord record, double targetFmr, int views, int tries) {
        return of(record, targetFmr, views, tries);
    }

    /// For one who is looked for among others: FPIR is about templates times FMR (GB/T 37078, 6.3).
    ///
    /// @param targetFpir of a transaction, between 0 and 1
    /// @param templates that are searched: each view of each person
    /// @param tries that a transaction allows
    public static Threshold identify(
            CalibrationRecord record, double targetFpir, int templates, int tries) {
        return of(record, targetFpir, templates, tries);
    }

    private static Threshold of(CalibrationRecord record, double target, int templates, int tries) {
        if (!(target > 0 && target < 1) || templates < 1 || tries < 1) {
            throw new IllegalArgumentException(target + " of " + templates + " x " + tries);
        }
        double fmr = target / ((double) templates * tries);
        double finest = finest(record);
        if (fmr < finest * (1 - ROUNDED)) {
            return new Threshold.TooFine(fmr, finest, record.basis());
        }
        return new Threshold.Score(score(record, fmr), fmr, record.basis());
    }

    /// The most that can be asked by a record: where a target is shared by as many as it holds for,
    /// and others are left out, this holds and nothing coarser.
    public static double most(CalibrationRecord record) {
        return score(record, finest(record));
    }

    private static double finest(CalibrationRecord record) {
        return Math.max(record.finest(), record.table().getLast().fmr().doubleValue());
    }

    /// Whether the record may be taken for that FMR.
    static boolean supports(CalibrationRecord record, BigDecimal fmr) {
        return fmr.doubleValue() >= finest(record) * (1 - ROUNDED);
    }

    private static double score(CalibrationRecord record, double fmr) {
        var table = record.table();
        int at = 0;
        while (at < table.size() - 1 && table.get(at).fmr().doubleValue() * (1 - ROUNDED) > fmr) {
            at++;
        }
        return switch (record.basis()) {
            // Between two that were measured the finer one holds: nothing is known between.
            case MEASURED -> table.get(at).score().doubleValue();
            case DOCUMENTED -> onLine(table, at, fmr);
        };
    }

    /// The line is straight over the logarithm.
    private static double onLine(List<Point> table, int at, double fmr) {
        double score = table.get(at).score().doubleValue();
        if (at == 0) {
            return score;
        }
        var coarser = table.get(at - 1);
        double from = Math.log(coarser.fmr().doubleValue());
        double to = Math.log(table.get(at).fmr().doubleValue());
        double part = Math.min(1, (from - Math.log(fmr)) / (from - to));
        double before = coarser.score().doubleValue();
        return before + part * (score - before);
    }
}

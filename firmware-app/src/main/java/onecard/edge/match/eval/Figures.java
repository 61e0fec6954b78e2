package onecard.edge.match.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;

/// Error rates of one protocol on one set, each 0 to 1.
///
/// @param steps from the strictest score to the mildest
public record Figures(
        Trials trials, double eer, Interval eerBetween, List<AtFmr> at, List<Step> steps) {

    /// What is looked at: 1, 0.1 and 0.01 %.
    private static final double[] FMRS = {1e-2, 1e-3, 1e-4};

    /// Beyond the sixth digit no score says anything.
    private static final int SCORE_DIGITS = 6;

    /// @param fmr at most
    /// @param score that it asks; [Double#POSITIVE_INFINITY] where none of the set is as strict
    /// @param supported whether the set is large enough to say so of others
    public record AtFmr(
            double fmr, double fnmr, Interval between, double score, boolean supported) {}

    /// Both rates where that score is asked.
    public record Step(double score, double fmr, double fnmr) {}

    public Figures {
        at = List.copyOf(at);
        steps = List.copyOf(steps);
    }

    /// @param trials with genuine and impostor ones
    public static Figures of(Trials trials) {
        var curve = new Curve(trials);
        var rates = curve.rates(FMRS);
        var between = Interval.of(trials, curve, FMRS);
        var at = new ArrayList<AtFmr>();
        for (int i = 0; i < FMRS.length; i++) {
            at.add(
                    new AtFmr(
                            FMRS[i],
                            rates.fnmr()[i],
                            between[i + 1],
                            rates.scores()[i],
                            FMRS[i] >= finest(trials)));
        }
        return new Figures(trials, rates.eer(), between[0], at, curve.steps());
    }

    public long distinctPairs() {
        return trials.distinctPairs();
    }

    /// Instances of which something was compared with another's.
    public int compared() {
        return trials.compared().instances();
    }

    /// The finest FMR that the set says anything about: three times what would have been seen once.
    public double finest() {
        return finest(trials);
    }

    private static double finest(Trials trials) {
        return 3.0 / trials.distinctPairs();
    }

    /// What decides elsewhere by the scores of this set: by those alone that were compared.
    ///
    /// @param engine as [CalibrationRecord#engine]
    /// @param sensor as [CalibrationRecord#sensor]
    /// @param set its name
    /// @throws IllegalArgumentException if there are too few instances to say anything: [#table]
    /// is empty
    public CalibrationRecord record(
            String engine,
            String version,
            Template.Made made,
            String sensor,
            String set,
            Instant created) {
        var compared = trials.compared();
        return new CalibrationRecord(
                engine,
                version,
                made,
                sensor,
                set,
                compared.instances(),
                compared.impostorCount(),
                CalibrationRecord.Basis.MEASURED,
                table(compared),
                created);
    }

    /// For a calibration record: 1, 2 and 5 of each tenth down to what the set supports, and that.
    /// Empty where the set supports nothing.
    public List<Point> table() {
        return table(trials.compared());
    }

    private static List<Point> table(Trials compared) {
        double finest = finest(compared);
        var fmrs = new ArrayList<BigDecimal>();
        for (int tenth = 1; tenth <= 9; tenth++) {
            for (int part : new int[] {5, 2, 1}) {
                var fmr = BigDecimal.valueOf(part).movePointLeft(tenth);
                if (fmr.doubleValue() > finest) {
                    fmrs.add(fmr);
                }
            }
        }
        if (finest <= 0.5) {
            // Rounded upwards: never finer than what is supported.
            var least = BigDecimal.valueOf(finest).setScale(9, RoundingMode.CEILING);
            if (fmrs.isEmpty() || least.compareTo(fmrs.getLast()) < 0) {
                fmrs.add(least);
            }
        }
        var scores =
                new Curve(compared)
                        .rates(fmrs.stream().mapToDouble(BigDecimal::doubleValue).toArray())
                        .scores();
        var table = new ArrayList<Point>();
        for (int i = 0; i < scores.length; i++) {
            if (Double.isFinite(scores[i])) {
                var score = BigDecimal.valueOf(scores[i]);
                table.add(
                        new Point(fmrs.get(i), score.setScale(SCORE_DIGITS, RoundingMode.CEILING)));
            }
        }
        return table;
    }
}

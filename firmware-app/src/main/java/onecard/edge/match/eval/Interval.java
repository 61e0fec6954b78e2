package onecard.edge.match.eval;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Between these two the rate lies with 95 % confidence, as far as the set is like the world.
public record Interval(double low, double high) {

    /// Draws of a bootstrap; the ends move little with more.
    static final int DRAWS = 1_000;

    /// For the same figures of the same set.
    private static final long SEED = 19_795;

    /// By drawing instances with replacement, and not pairs: what one bad finger does to many
    /// pairs is one observation.
    ///
    /// @return the EER's first, then that of the FNMR at each FMR
    static Interval[] of(Trials trials, Curve curve, double... fmrs) {
        var random = new SplittableRandom(SEED);
        var drawn = new double[fmrs.length + 1][DRAWS];
        int kept = 0;
        var weights = new int[trials.instances()];
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.fill(weights, 0);
            for (int i = 0; i < weights.length; i++) {
                weights[random.nextInt(weights.length)]++;
            }
            var rates = curve.rates(weights, fmrs);
            if (Double.isNaN(rates.eer())) {
                continue; // one finger alone has no others to be taken for; of few that is drawn
            }
            drawn[0][kept] = rates.eer();
            for (int i = 0; i < fmrs.length; i++) {
                drawn[i + 1][kept] = rates.fnmr()[i];
            }
            kept++;
        }
        int counted = kept;
        return Arrays.stream(drawn)
                .map(values -> of(Arrays.copyOf(values, counted)))
                .toArray(Interval[]::new);
    }

    private static Interval of(double[] values) {
        if (values.length == 0) {
            return new Interval(0, 1);
        }
        Arrays.sort(values);
        return new Interval(
                values[(int) (values.length * 0.025)],
                values[Math.min(values.length - 1, (int) (values.length * 0.975))]);
    }
}

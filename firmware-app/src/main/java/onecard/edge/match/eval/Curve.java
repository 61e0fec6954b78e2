package onecard.edge.match.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What each score costs: error rates from the score that nothing reaches down to the lowest.
/// Sorted once; instances may then weigh differently, as a bootstrap wants it.
final class Curve {

    private final Trials.Column genuine;
    private final Trials.Column impostor;

    /// Into both columns, from the highest score down; genuine ones below 0, as `-1 - index`.
    private final int[] order;

    /// @param eer where both rates are alike; NaN where there is nothing of one sort
    /// @param fnmr at each FMR that was asked for, in their order
    /// @param scores that those FMRs ask; [Double#POSITIVE_INFINITY] where no score is as strict
    record Rates(double eer, double[] fnmr, double[] scores) {}

    Curve(Trials trials) {
        genuine = trials.genuine();
        impostor = trials.impostor();
        order =
                IntStream.concat(
                                IntStream.range(0, genuine.size()).map(i -> -1 - i),
                                IntStream.range(0, impostor.size()))
                        .boxed()
                        .sorted((a, b) -> Double.compare(score(b), score(a)))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private double score(int entry) {
        return entry < 0 ? genuine.score(-1 - entry) : impostor.score(entry);
    }

    /// Every step, all instances alike.
    List<Figures.Step> steps() {
        var steps = new ArrayList<Figures.Step>();
        walk(null, (score, fmr, fnmr) -> steps.add(new Figures.Step(score, fmr, fnmr)));
        return steps;
    }

    Rates rates(double... fmrs) {
        return rates(null, fmrs);
    }

    /// @param weights of the instances; two of a pair multiply
    Rates rates(int @Nullable [] weights, double... fmrs) {
        var fnmrs = new double[fmrs.length];
        var scores = new double[fmrs.length];
        Arrays.fill(fnmrs, 1);
        Arrays.fill(scores, Double.POSITIVE_INFINITY);
        var nearest = new double[] {Double.POSITIVE_INFINITY, Double.NaN};
        walk(
                weights,
                (score, fmr, fnmr) -> {
                    for (int i = 0; i < fmrs.length; i++) {
                        if (fmr <= fmrs[i]) {
                            fnmrs[i] = fnmr;
                            scores[i] = score;
                        }
                    }
                    double apart = Math.abs(fmr - fnmr);
                    if (apart < nearest[0]) {
                        nearest[0] = apart;
                        nearest[1] = (fmr + fnmr) / 2;
                    }
                });
        return new Rates(nearest[1], fnmrs, scores);
    }

    private interface Visitor {
        void step(double score, double fmr, double fnmr);
    }

    private void walk(int @Nullable [] weights, Visitor visitor) {
        long genuineAll = 0;
        long impostorAll = 0;
        for (int entry : order) {
            if (entry < 0) {
                genuineAll += weight(weights, entry);
            } else {
                impostorAll += weight(weights, entry);
            }
        }
        if (genuineAll == 0 || impostorAll == 0) {
            return;
        }
        visitor.step(Double.POSITIVE_INFINITY, 0, 1);
        long genuineIn = 0;
        long impostorIn = 0;
        for (int i = 0; i < order.length; i++) {
            double score = score(order[i]);
            if (score == Trials.FAILED) {
                return;
            }
            if (order[i] < 0) {
                genuineIn += weight(weights, order[i]);
            } else {
                impostorIn += weight(weights, order[i]);
            }
            // Equal scores match together.
            if (i == order.length - 1 || score(order[i + 1]) != score) {
                visitor.step(
                        score,
                        (double) impostorIn / impostorAll,
                        1 - (double) genuineIn / genuineAll);
            }
        }
    }

    private long weight(int @Nullable [] weights, int entry) {
        if (weights == null) {
            return 1;
        }
        return entry < 0
                ? weights[genuine.first(-1 - entry)]
                : (long) weights[impostor.first(entry)] * weights[impostor.second(entry)];
    }
}

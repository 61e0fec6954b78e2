package onecard.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import onecard.edge.Series.Figures;

/// Rounds of ours beside the limit, told as medians, spread and the ratio of each pair.
final class Pairs {

    private final List<Figures> ours = new ArrayList<>();
    private final List<Figures> limit = new ArrayList<>();

    interface Round {
        Figures measure(int number) throws Exception;
    }

    /// Runs the two in turn; which goes first alternates, so a drift of the machine favours
    /// neither. Round 0 warms up and is not counted.
    static Pairs run(int rounds, Round ours, Round limit) throws Exception {
        var pairs = new Pairs();
        for (int round = 0; round <= rounds; round++) {
            Figures mine;
            Figures theirs;
            if (round % 2 == 0) {
                mine = ours.measure(round);
                theirs = limit.measure(round);
            } else {
                theirs = limit.measure(round);
                mine = ours.measure(round);
            }
            if (round > 0) {
                pairs.ours.add(mine);
                pairs.limit.add(theirs);
            }
        }
        return pairs;
    }

    /// Prints one figure: medians of both, and the ratio ours to limit pair by pair.
    ///
    /// @param unit divides the raw value, `1e6` shows nanoseconds as milliseconds
    /// @return the median of the ratios
    double print(String what, ToDoubleFunction<Figures> figure, double unit, String goal) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(limit.get(i)));
        }
        System.out.printf(
                Locale.ROOT,
                "  %-28s ours %s  limit %s  ratio %.2f (%.2f..%.2f)  goal %s%n",
                what,
                spread(ours, figure, unit),
                spread(limit, figure, unit),
                median(ratios),
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow(),
                goal);
        return median(ratios);
    }

    /// The median of ours.
    double ours(ToDoubleFunction<Figures> figure) {
        return median(ours.stream().map(figure::applyAsDouble).toList());
    }

    private static String spread(
            List<Figures> rounds, ToDoubleFunction<Figures> figure, double unit) {
        var values = rounds.stream().map(round -> figure.applyAsDouble(round) / unit).toList();
        return String.format(
                Locale.ROOT,
                "%.4g (%.4g..%.4g)",
                median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow());
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}

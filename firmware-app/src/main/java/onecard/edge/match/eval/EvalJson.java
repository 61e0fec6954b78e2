package onecard.edge.match.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.StringJoiner;
import java.util.stream.Stream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;

/// An evaluation as a program reads it. Rates are 0 to 1, and the only JSON of ours with
/// fractions: nothing of it is signed.
public final class EvalJson {

    private EvalJson() {}

    /// One line. What stands outermost is of the protocol that was asked for.
    public static String of(String engine, Evaluation evaluation) {
        var sampled = evaluation.sampled();
        var json = new StringJoiner(",", "{", "}");
        json.add("\"engine\":" + text(engine));
        json.add("\"identities\":" + sampled.identities().size());
        json.add("\"impressions\":" + sampled.impressions());
        json.add(
                "\"views\":"
                        + evaluation.transactions().map(at -> at.protocol().views()).orElse(1));
        json.add(
                "\"tries\":"
                        + evaluation.transactions().map(at -> at.protocol().tries()).orElse(1));
        figures(evaluation.asked(), json);
        var extraction = sampled.extraction();
        json.add("\"extract_ms_p50\":" + number(extraction.clockNanos(0.5) / 1e6, 3));
        json.add("\"extract_ms_p95\":" + number(extraction.clockNanos(0.95) / 1e6, 3));
        json.add("\"extract_cpu_ms_p50\":" + number(extraction.processorNanos(0.5) / 1e6, 3));
        json.add("\"extract_cpu_ms_p95\":" + number(extraction.processorNanos(0.95) / 1e6, 3));
        var comparison = evaluation.comparison();
        json.add("\"match_us_p50\":" + number(comparison.clockNanos(0.5) / 1e3, 3));
        json.add("\"match_cpu_us_p50\":" + number(comparison.processorNanos(0.5) / 1e3, 3));
        json.add("\"failed_to_extract\":" + sampled.failed());
        var failures = Json.Obj.EMPTY;
        for (var failure : sampled.failures().entrySet()) {
            failures = failures.with(failure.getKey(), failure.getValue());
        }
        json.add("\"failures\":" + Canonical.text(failures));
        evaluation
                .transactions()
                .ifPresent(
                        at -> {
                            json.add("\"left_out\":" + at.leftOut());
                            json.add("\"failed_to_enrol\":" + at.notEnrolled());
                            var pairs = new StringJoiner(",", "{", "}");
                            figures(evaluation.allPairs(), pairs);
                            json.add("\"all_pairs\":" + pairs);
                        });
        return json.toString();
    }

    private static void figures(Figures figures, StringJoiner json) {
        json.add("\"genuine\":" + figures.trials().genuineCount());
        json.add("\"impostor\":" + figures.trials().impostorCount());
        json.add("\"distinct_pairs\":" + figures.distinctPairs());
        json.add("\"fmr_supported\":" + number(Math.min(1, figures.finest()), 6));
        json.add("\"eer\":" + number(figures.eer(), 6));
        json.add("\"eer_95\":" + between(figures.eerBetween()));
        json.add(
                "\"fnmr_at_fmr\":"
                        + byFmr(figures.at().stream().map(at -> of(at, number(at.fnmr(), 6)))));
        json.add(
                "\"fnmr_95_at_fmr\":"
                        + byFmr(figures.at().stream().map(at -> of(at, between(at.between())))));
        json.add(
                "\"score_at_fmr\":"
                        + byFmr(
                                figures.at().stream()
                                        .filter(at -> Double.isFinite(at.score()))
                                        .map(at -> of(at, number(at.score(), 6)))));
    }

    private static String of(Figures.AtFmr at, String value) {
        return "\"" + number(at.fmr(), 6) + "\":" + value;
    }

    private static String byFmr(Stream<String> members) {
        return "{" + String.join(",", members.toList()) + "}";
    }

    private static String between(Interval interval) {
        return "[" + number(interval.low(), 6) + "," + number(interval.high(), 6) + "]";
    }

    private static String number(double value, int digits) {
        var rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String text(String text) {
        return Canonical.text(new Json.Str(text));
    }
}

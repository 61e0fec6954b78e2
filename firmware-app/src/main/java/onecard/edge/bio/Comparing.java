package onecard.edge.bio;

import java.time.Instant;
import java.util.List;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.Threshold;
import onecard.edge.match.Thresholds;
import onecard.hal.bio.Sample;

/// An engine, and what its scores mean. Of the match thread.
///
/// @param engine that is ready
/// @param record of it
public record Comparing(Engine engine, CalibrationRecord record) {

    /// What came of comparing a sample with others.
    public sealed interface Outcome {

        /// @param index of the one it is most like, among those given
        record Same(int index) implements Outcome {}

        record Different() implements Outcome {}

        /// Too little is to be seen.
        record Poor() implements Outcome {}

        /// Nothing that was given is of this engine's making.
        record Nobody() implements Outcome {}

        /// It is not known what a score means: too many were given for so few false matches, or
        /// the engine cannot read what the sensor gives.
        record Unable(String why) implements Outcome {}
    }

    /// Wipes the sample and what was made of it.
    ///
    /// @param sensor its model
    /// @param others what it is compared with; those of another making are left out
    /// @param all whether each must be compared; else the last ones are left out where so many ask
    /// for fewer false matches than anybody knows of
    /// @param strangers of so many one may be taken for one of the others
    /// @param tries that share those
    Outcome compare(
            Sample sample,
            String sensor,
            List<Template> others,
            boolean all,
            int strangers,
            int tries,
            Instant now) {
        Extraction extraction;
        try {
            extraction = engine.extract(sample, 0, sensor, now);
        } finally {
            sample.wipe();
        }
        return switch (extraction) {
            case Extraction.Poor _ -> new Outcome.Poor();
            case Extraction.Unreadable(var why) -> new Outcome.Unable(why);
            case Extraction.Made(var probe) -> {
                try {
                    yield compare(probe, others, all, strangers, tries);
                } finally {
                    probe.wipe();
                }
            }
        };
    }

    private Outcome compare(
            Template probe, List<Template> others, boolean all, int strangers, int tries) {
        var comparable = others.stream().filter(this::isComparable).toList();
        if (comparable.isEmpty()) {
            return new Outcome.Nobody();
        }
        if (!record.holdsFor(probe.made(), probe.sensor())) {
            return new Outcome.Unable("not calibrated for the sensor " + probe.sensor());
        }
        var threshold = Thresholds.verify(record, 1.0 / strangers, comparable.size(), tries);
        while (!all && threshold instanceof Threshold.TooFine && comparable.size() > 1) {
            comparable = comparable.subList(0, comparable.size() - 1);
            threshold = Thresholds.verify(record, 1.0 / strangers, comparable.size(), tries);
        }
        return switch (threshold) {
            case Threshold.TooFine(var wanted, var finest, _) ->
                    new Outcome.Unable(
                            "%d templates ask for an FMR of %.1g, and the finest known is %.1g"
                                    .formatted(comparable.size(), wanted, finest));
            case Threshold.Score(var least, _, _) -> {
                var scores = engine.compare(probe, comparable);
                int best = best(scores);
                yield scores[best] >= least
                        ? new Outcome.Same(others.indexOf(comparable.get(best)))
                        : new Outcome.Different();
            }
        };
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /// Whether what was made so can be compared here at all.
    boolean isComparable(Template template) {
        return template.made().equals(engine.made());
    }
}

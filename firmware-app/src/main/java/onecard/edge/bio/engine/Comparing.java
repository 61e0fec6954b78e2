package onecard.edge.bio.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Margin;
import onecard.edge.match.Template;
import onecard.edge.match.Threshold;
import onecard.edge.match.Thresholds;
import onecard.hal.bio.Sample;

/// An engine, and what its scores mean. Of the match thread.
///
/// @param engine that is ready
/// @param record of it
public record Comparing(Engine engine, CalibrationRecord record) {

    /// What came of comparing a sample with people.
    public sealed interface Outcome {

        /// @param person of whom it is, among those given
        record Same(int person) implements Outcome {}

        record Different() implements Outcome {}

        /// It is like one person, and too like another.
        record Alike() implements Outcome {}

        /// Too little is to be seen.
        record Poor() implements Outcome {}

        /// Nothing that was given is of this engine's making.
        record Nobody() implements Outcome {}

        /// It is not known what a score means: too many were given for so few false matches, or
        /// the engine cannot read what the sensor gives.
        record Unable(String why) implements Outcome {}
    }

    /// Of so many strangers one may be taken for somebody.
    ///
    /// @param tries that share those
    public record Target(int strangers, int tries) {}

    /// Compares with one person, or looks for one among several. Wipes the sample and what was
    /// made of it.
    ///
    /// Each template by which somebody may pass shares the target. Where so many ask for fewer
    /// false matches than anybody knows of, nobody passes by the last ones of each person, and what
    /// is asked then is the most that the record can tell: a stricter target lets nobody pass whom
    /// a milder one does not.
    ///
    /// @param sensor its model
    /// @param people the templates of each, in the order of their use; those of another making are
    ///     left out
    public Outcome compare(
            Sample sample, String sensor, List<List<Template>> people, Target target, Instant now) {
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
                    yield compare(probe, people, target);
                } finally {
                    probe.wipe();
                }
            }
        };
    }

    private Outcome compare(Template probe, List<List<Template>> people, Target target) {
        var comparable =
                people.stream()
                        .map(views -> views.stream().filter(this::isComparable).toList())
                        .toList();
        int most = comparable.stream().mapToInt(List::size).max().orElse(0);
        if (most == 0) {
            return new Outcome.Nobody();
        }
        if (!record.holdsFor(probe.made(), probe.sensor())) {
            return new Outcome.Unable("not calibrated for the sensor " + probe.sensor());
        }
        int views = most;
        var threshold = threshold(comparable, views, target);
        while (threshold instanceof Threshold.TooFine && views > 1) {
            views--;
            threshold = threshold(comparable, views, target);
        }
        return switch (threshold) {
            case Threshold.TooFine(var wanted, var finest, _) ->
                    new Outcome.Unable(
                            "%d templates ask for an FMR of %.1g, and the finest known is %.1g"
                                    .formatted(count(comparable, views), wanted, finest));
            case Threshold.Score(var least, _, _) ->
                    best(
                            scores(probe, comparable),
                            views,
                            views < most ? Thresholds.most(record) : least);
        };
    }

    private Threshold threshold(List<List<Template>> people, int views, Target target) {
        return Thresholds.identify(
                record, 1.0 / target.strangers(), count(people, views), target.tries());
    }

    private static int count(List<List<Template>> people, int views) {
        return people.stream().mapToInt(each -> Math.min(each.size(), views)).sum();
    }

    /// By person, in the order of their templates.
    private List<double[]> scores(Template probe, List<List<Template>> people) {
        var scores = engine.compare(probe, people.stream().flatMap(List::stream).toList());
        var byPerson = new ArrayList<double[]>(people.size());
        int at = 0;
        for (var each : people) {
            byPerson.add(Arrays.copyOfRange(scores, at, at + each.size()));
            at += each.size();
        }
        return byPerson;
    }

    /// Who it is most like, and whom else it is too like, all templates say; whether that is
    /// enough, those that share the target.
    private Outcome best(List<double[]> scores, int views, double least) {
        int best = 0;
        for (int person = 1; person < scores.size(); person++) {
            best = most(scores.get(person)) > most(scores.get(best)) ? person : best;
        }
        var own = scores.get(best);
        if (most(Arrays.copyOf(own, Math.min(own.length, views))) < least) {
            return new Outcome.Different();
        }
        double below = Margin.below(record, most(own));
        for (int person = 0; person < scores.size(); person++) {
            if (person != best && most(scores.get(person)) >= below) {
                return new Outcome.Alike();
            }
        }
        return new Outcome.Same(best);
    }

    /// Of nobody none is lower.
    private static double most(double[] scores) {
        return Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /// Whether what was made so can be compared here at all: by this engine, and at a sensor whose
    /// scores the record is of.
    public boolean isComparable(Template template) {
        return template.made().equals(engine.made())
                && record.holdsFor(template.made(), template.sensor());
    }
}

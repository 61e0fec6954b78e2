package onecard.edge.bio.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import onecard.access.SecondFactor;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.EngineState;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.bio.engine.Views;
import onecard.edge.bio.recognise.Recognition;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.edge.match.Threshold;
import onecard.edge.match.Thresholds;
import onecard.hal.bio.Modality;
import onecard.site.BodySensor;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// Whether what is known of the scores at a sensor says as much as a point asks of them. Of so few
/// false matches that nobody has measured them, nothing is said: that is a mistake of the site
/// file, and no score is guessed.
public sealed interface Support {

    /// @param basis how well it is known
    /// @param people so many may be looked for at most, each by [Enrolment#VIEWS_MIN] views; of no
    ///     meaning where whoever tapped is looked at
    /// @param most as many by one view of each, which is what counts where there are more
    record Enough(Basis basis, int people, int most) implements Support {}

    /// @param strangers that the point asks for
    /// @param most that the record holds for there, of so many templates and tries
    record TooFine(int strangers, long most, int templates, int tries) implements Support {}

    /// A record of another engine, extractor, model or sensor.
    ///
    /// @param of what it is
    /// @param here what is compared here
    record Other(String of, String here) implements Support {}

    /// @param why the record is not believed, for people
    record Unfit(String why) implements Support {}

    /// Nothing is known of these scores.
    record Unknown() implements Support {}

    /// What one point asks of one of its sensors.
    ///
    /// @param point its id
    /// @param sensor its name
    /// @param alone whether it looks for whoever stands there without a card
    record Asked(String point, String sensor, Modality modality, boolean alone, Support support) {}

    /// Of every sensor whose pictures are compared here, by point and name.
    ///
    /// @param calibrations by name of the sensor
    static List<Asked> of(SiteProfile site, Map<String, Calibration> calibrations) {
        var all = new ArrayList<Asked>();
        var here = new EnginesHere(site.faces());
        for (var point : site.points()) {
            var names = new TreeSet<>(point.looks().alone());
            point.looks().beside().values().forEach(beside -> names.addAll(beside.values()));
            for (var name : names) {
                var sensor = Objects.requireNonNull(site.board().biometrics().get(name));
                if (sensor.isComparedHere()) {
                    boolean alone = point.looks().alone().contains(name);
                    var calibration = Objects.requireNonNull(calibrations.get(name));
                    all.add(
                            new Asked(
                                    point.id(),
                                    name,
                                    BodyFactor.modality(sensor.factor()),
                                    alone,
                                    of(point, sensor, alone, calibration, here)));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Support of(
            SitePoint point,
            BodySensor sensor,
            boolean alone,
            Calibration calibration,
            EnginesHere here) {
        var modality = BodyFactor.modality(sensor.factor());
        return switch (calibration) {
            case Calibration.Unfit(var why) -> new Unfit(why);
            case Calibration.Unsaid() ->
                    EngineState.authors(modality)
                            .map(record -> enough(record, point.looks().strangers(), alone))
                            .orElseGet(Unknown::new);
            case Calibration.Said(var record) ->
                    other(record, here.made(modality), sensor)
                            .orElseGet(() -> enough(record, point.looks().strangers(), alone));
        };
    }

    /// Where that is known beforehand: a module says itself what it is.
    private static Optional<Support> other(
            CalibrationRecord record, Optional<Template.Made> made, BodySensor sensor) {
        var another = made.filter(it -> !it.equals(record.made()));
        if (another.isPresent()) {
            return Optional.of(new Other(said(record.made()), said(another.get())));
        }
        return sensor.source() instanceof BodySensor.Source.Directory(_, var model, _)
                        && !record.sensor().isEmpty()
                        && !record.sensor().equals(model)
                ? Optional.of(new Other(record.sensor(), model))
                : Optional.empty();
    }

    /// For people.
    static String said(Template.Made made) {
        return "%s %d (%s)%s"
                .formatted(
                        made.extractor(),
                        made.version(),
                        made.format(),
                        made.model().isEmpty() ? "" : " " + made.model());
    }

    /// Whoever tapped is compared with as many templates as a look has at most; of those who are
    /// looked for nobody knows beforehand how many there are, so the record must hold for one.
    private static Support enough(CalibrationRecord record, int strangers, boolean alone) {
        int templates = alone ? Enrolment.VIEWS_MIN : Views.MAX;
        int tries = alone ? Recognition.LOOKS_MAX : SecondFactor.TRIES_MAX;
        return switch (Thresholds.verify(record, 1.0 / strangers, templates, tries)) {
            case Threshold.TooFine(_, var finest, _) ->
                    new TooFine(
                            strangers, down(1 / (finest * templates * tries)), templates, tries);
            case Threshold.Score score ->
                    new Enough(
                            score.basis(),
                            people(record, strangers, Enrolment.VIEWS_MIN, tries),
                            people(record, strangers, 1, tries));
        };
    }

    private static int people(CalibrationRecord record, int strangers, int views, int tries) {
        int least = 1; // for which it holds
        int most = Recognition.PEOPLE_MAX + 1;
        while (most - least > 1) {
            int middle = (least + most) / 2;
            var threshold = Thresholds.verify(record, 1.0 / strangers, middle * views, tries);
            if (threshold instanceof Threshold.Score) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /// But for what doubles round.
    private static long down(double number) {
        return (long) Math.floor(number * (1 + 1e-9));
    }
}

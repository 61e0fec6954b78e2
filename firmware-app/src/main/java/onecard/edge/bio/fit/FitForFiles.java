package onecard.edge.bio.fit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.EngineState;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.site.SiteProfile;

/// Whether what is made of pictures from files would be compared at any sensor of a site file, and
/// when two of them are alike: as at the sensor itself, by the record that it has, or by the
/// engine's author where it has none.
public sealed interface FitForFiles {

    /// @param least score of two that are alike, in [Enrolment]
    record Fit(double least) implements FitForFiles {}

    /// Nothing would be compared with them.
    ///
    /// @param models that the sensors' records are of, in their order; may be empty
    record Unfit(List<String> models) implements FitForFiles {}

    /// Where no site file is named, or no sensor of it compares such a part yet, nobody knows of
    /// the sensor that will, and the engine's author is asked.
    ///
    /// @param calibrations by name of the sensor
    /// @param model of the sensor that the pictures are of
    static FitForFiles of(
            Optional<SiteProfile> site,
            Map<String, Calibration> calibrations,
            Engine engine,
            String model) {
        var author = EngineState.authors(engine.modality());
        if (site.isEmpty()) {
            return author.map(FitForFiles::by).orElseGet(() -> new Unfit(List.of()));
        }
        var said = said(site.get(), calibrations, engine);
        var holding = records(said, engine.made()).filter(it -> it.holdsFor(engine.made(), model));
        var least = holding.mapToDouble(Enrolment::least).max();
        if (least.isPresent()) {
            return new Fit(least.getAsDouble()); // whichever of the sensors they come to
        }
        // Where none compares yet nothing is known of the one that will.
        boolean unsaid =
                said.isEmpty() || said.stream().anyMatch(Calibration.Unsaid.class::isInstance);
        return author.filter(_ -> unsaid)
                .map(FitForFiles::by)
                .orElseGet(
                        () ->
                                new Unfit(
                                        records(said, engine.made())
                                                .map(CalibrationRecord::sensor)
                                                .distinct()
                                                .sorted()
                                                .toList()));
    }

    private static FitForFiles by(CalibrationRecord author) {
        return new Fit(Enrolment.least(author));
    }

    /// Of each sensor at which that engine compares.
    private static List<Calibration> said(
            SiteProfile site, Map<String, Calibration> calibrations, Engine engine) {
        return site.board().biometrics().entrySet().stream()
                .filter(it -> it.getValue().isComparedHere())
                .filter(it -> BodyFactor.modality(it.getValue().factor()) == engine.modality())
                .map(it -> Objects.requireNonNull(calibrations.get(it.getKey())))
                .toList();
    }

    private static Stream<CalibrationRecord> records(List<Calibration> said, Template.Made made) {
        return said.stream()
                .flatMap(
                        it ->
                                it instanceof Calibration.Said(var record)
                                        ? Stream.of(record)
                                        : Stream.empty())
                .filter(it -> it.made().equals(made));
    }
}

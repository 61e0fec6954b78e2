package onecard.edge.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.fit.Support;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.site.SiteFile;
import onecard.edge.site.SitePlaces;
import onecard.edge.words.Message;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Whether the calibration records that a site file names say as much as its points ask, as far as
/// they are where the site file says, seen from here.
final class RecordsCheck implements SiteFile.More {

    private static final String CALIBRATION = "calibration";

    private final List<Words> notes = new ArrayList<>();

    /// What is no problem, and should be known.
    List<Words> notes() {
        return List.copyOf(notes);
    }

    @Override
    public List<Problem> of(SiteProfile profile, SitePlaces places) {
        return Support.of(profile, Calibration.all(profile)).stream()
                .flatMap(asked -> problem(profile, asked, places).stream())
                .distinct() // of a record that several points share
                .toList();
    }

    private Optional<Problem> problem(SiteProfile profile, Support.Asked asked, SitePlaces places) {
        var sensor = Objects.requireNonNull(profile.board().biometrics().get(asked.sensor()));
        var file = sensor.calibration().orElse("");
        return switch (asked.support()) {
            case Support.Enough enough -> {
                note(asked, enough);
                yield Optional.empty();
            }
            case Support.Unknown() -> {
                notes.add(Message.RECORD_NONE.with(asked.point(), asked.sensor()));
                yield Optional.empty();
            }
            case Support.Unfit _ when Files.notExists(Path.of(file)) -> {
                notes.add(Message.RECORD_NOT_HERE.with(asked.point(), asked.sensor(), file));
                yield Optional.empty();
            }
            case Support.Unfit(var why) ->
                    Optional.of(
                            places.atSensor(
                                    asked.sensor(),
                                    CALIBRATION,
                                    "not_believed",
                                    file,
                                    Message.RECORD_UNFIT.with(why)));
            case Support.Other(var of, var here) ->
                    Optional.of(
                            places.atSensor(
                                    asked.sensor(),
                                    CALIBRATION,
                                    "of_another",
                                    file,
                                    Message.RECORD_OTHER.with(of, here)));
            case Support.TooFine(var strangers, var most, int templates, int tries) ->
                    Optional.of(
                            places.atPoint(
                                    asked.point(),
                                    "false_match_one_in",
                                    "too_fine",
                                    Integer.toString(strangers),
                                    Message.RECORD_TOO_FINE.with(
                                            asked.sensor(), most, templates, tries)));
        };
    }

    private void note(Support.Asked asked, Support.Enough enough) {
        if (enough.basis() == Basis.DOCUMENTED) {
            notes.add(Message.RECORD_LINE.with(asked.point(), asked.sensor()));
        }
        if (asked.alone()) {
            notes.add(
                    Message.RECORD_PEOPLE.with(
                            asked.point(), asked.sensor(), enough.people(), enough.most()));
        }
    }
}

package onecard.edge.bio.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.vein.VeinEngine;
import onecard.edge.site.SiteFile;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;

/// Pictures are enrolled for a sensor that would compare with them.
class FitForFilesTest {

    private static final Calibration UNSAID = new Calibration.Unsaid();
    private static final Calibration UNFIT = new Calibration.Unfit("nobody signed it");
    private static final FitForFiles BY_AUTHOR =
            new FitForFiles.Fit(Enrolment.least(FingerEngine.LINE));

    private static SiteProfile site(String print) throws Exception {
        var text =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace(
                                "print: { modality: finger, serial: /dev/serial/by-id/usb-finger,"
                                        + " baud: 57600 }",
                                print);
        return assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(text)).profile();
    }

    private static SiteProfile two() throws Exception {
        return site(
                "print: {modality: finger, directory: /run/print, dpi: 500}\n"
                        + "    other: {modality: finger, directory: /run/other, dpi: 500}");
    }

    private static Calibration record(String model, String score, Template.Made made) {
        return new Calibration.Said(
                new CalibrationRecord(
                        "sourceafis",
                        "3",
                        made,
                        model,
                        "made-up",
                        100,
                        4_950,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.01"), new BigDecimal(score))),
                        Instant.EPOCH));
    }

    private static Calibration record(String model, String score) {
        return record(model, score, FingerEngine.MADE);
    }

    private static FitForFiles fits(Calibration print, Calibration other) throws Exception {
        try (var engine = new FingerEngine()) {
            return FitForFiles.of(
                    Optional.of(two()), Map.of("print", print, "other", other), engine, "file");
        }
    }

    private static FitForFiles.Unfit unfit(String... models) {
        return new FitForFiles.Unfit(List.of(models));
    }

    @Test
    void byTheStrictestRecordThatHolds() throws Exception {
        assertEquals(new FitForFiles.Fit(24), fits(record("file", "20"), record("file", "24")));
        assertEquals(new FitForFiles.Fit(24), fits(record("", "24"), record("file", "20")));
        assertEquals(new FitForFiles.Fit(20), fits(record("file", "20"), record("R503", "24")));
        assertEquals(new FitForFiles.Fit(20), fits(record("file", "20"), UNSAID));
    }

    @Test
    void byTheAuthorOnlyWhereASensorIsThatHasNoRecord() throws Exception {
        assertEquals(BY_AUTHOR, fits(record("R503", "20"), UNSAID));
        assertEquals(unfit("AS608", "R503"), fits(record("R503", "20"), record("AS608", "24")));
        assertEquals(unfit("R503"), fits(record("R503", "20"), UNFIT));
        assertEquals(unfit(), fits(UNFIT, UNFIT));
        assertEquals(unfit(), fits(record("file", "20", VeinEngine.MADE), UNFIT));
    }

    @Test
    void byTheAuthorWhereNoSensorComparesYet() throws Exception {
        var module =
                site("print: { modality: finger, serial: /dev/serial/by-id/usb-f, baud: 57600 }");
        try (var engine = new FingerEngine();
                var veins = new VeinEngine()) {
            assertEquals(
                    BY_AUTHOR,
                    FitForFiles.of(Optional.of(module), Map.of("print", UNSAID), engine, "file"));
            assertEquals(
                    unfit(),
                    FitForFiles.of(
                            Optional.of(two()),
                            Map.of("print", UNSAID, "other", UNSAID),
                            veins,
                            "file"));
            assertEquals(BY_AUTHOR, FitForFiles.of(Optional.empty(), Map.of(), engine, "file"));
            assertEquals(unfit(), FitForFiles.of(Optional.empty(), Map.of(), veins, "file"));
        }
    }
}

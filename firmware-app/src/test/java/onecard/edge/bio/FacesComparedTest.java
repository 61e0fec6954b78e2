package onecard.edge.bio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.face.FaceEngine;
import onecard.edge.match.face.MadeFace;
import onecard.edge.match.face.MadeNets;
import onecard.edge.match.finger.FingerEngine;
import onecard.hal.bio.Modality;
import onecard.site.FaceModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faces before a camera, from the picture to who it is, by nets that nobody trained; and nobody
/// where anything of it is missing.
class FacesComparedTest {

    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");

    @TempDir Path dir;

    private static CalibrationRecord record(FaceModels nets) {
        return new CalibrationRecord(
                FaceEngine.NAME,
                FaceEngine.VERSION,
                FaceEngine.made(nets),
                "porch",
                "made-up",
                400,
                79_800,
                Basis.MEASURED,
                List.of(new Point(new BigDecimal("0.0001"), new BigDecimal("0.7"))),
                Instant.EPOCH);
    }

    private static Template enrolled(Comparing comparing, int person) {
        return assertInstanceOf(
                        Extraction.Made.class,
                        comparing
                                .engine()
                                .extract(new MadeFace(person).impression(1), 0, "porch", NOON))
                .template();
    }

    @Test
    void whoeverStandsThereIsThemselvesAndNobodyElse() {
        var nets = MadeNets.whole(dir);
        try (var engines = new Engines(Optional.of(nets))) {
            engines.begin();
            var said = new Calibration.Said(record(nets));
            assertEquals(new EngineState.Ready(), engines.state(Modality.FACE, said));
            var comparing = engines.at(Modality.FACE, said).get().orElseThrow();
            var others = new ArrayList<Template>();
            for (int person = 1; person <= 3; person++) {
                others.add(enrolled(comparing, person));
            }

            assertEquals(new Comparing.Outcome.Same(1), look(comparing, 2, "porch", others));
            assertEquals(new Comparing.Outcome.Different(), look(comparing, 9, "porch", others));
            assertInstanceOf(Comparing.Outcome.Unable.class, look(comparing, 2, "another", others));
            assertEquals(new Comparing.Outcome.Nobody(), look(comparing, 2, "porch", List.of()));

            var dark = new MadeFace(2).impression(2);
            Arrays.fill(dark.bytes(), (byte) 5);
            assertEquals(
                    new Comparing.Outcome.Poor(),
                    comparing.compare(dark, "porch", others, true, 1_000, 2, NOON));
        }
    }

    private static Comparing.Outcome look(
            Comparing comparing, int person, String sensor, List<Template> others) {
        var picture = new MadeFace(person).impression(2);
        var outcome = comparing.compare(picture, sensor, others, true, 1_000, 2, NOON);
        for (byte pixel : picture.bytes()) {
            assertEquals(0, pixel); // whatever came of it
        }
        return outcome;
    }

    /// No line of an author says what a face's score means, and no other record does.
    @Test
    void withoutARecordOfTheseNetsNobodyIsCompared() {
        var nets = MadeNets.whole(dir);
        try (var engines = new Engines(Optional.of(nets))) {
            engines.begin();
            for (var none :
                    List.of(
                            new Calibration.Unsaid(),
                            new Calibration.Unfit("it is none"),
                            new Calibration.Said(FingerEngine.LINE),
                            new Calibration.Said(record(MadeNets.others(dir))))) {
                assertEquals(new EngineState.NotCalibrated(), engines.state(Modality.FACE, none));
                assertEquals(Optional.empty(), engines.at(Modality.FACE, none).get());
            }
        }
    }

    /// Fingers are compared as ever.
    @Test
    void anEngineThatIsDownComparesNobodyAndNoOtherStandsIn() throws Exception {
        var nets = MadeNets.whole(dir);
        var said = new Calibration.Said(record(nets));
        Files.write(Path.of(nets.embed().net().file()), MadeNets.othersEmbedder());
        try (var engines = new Engines(Optional.of(nets))) {
            engines.begin();
            var down = assertInstanceOf(EngineState.Down.class, engines.state(Modality.FACE, said));
            assertTrue(down.why().contains("has the sha256"), down::why);
            assertEquals(Optional.empty(), engines.at(Modality.FACE, said).get());
            assertEquals(
                    new EngineState.Ready(),
                    engines.state(Modality.FINGER, new Calibration.Unsaid()));
        }
        try (var none = new Engines(Optional.empty())) {
            assertEquals(new EngineState.NotConfigured(), none.state(Modality.FACE, said));
            assertEquals(
                    new EngineState.Down("it has not begun"),
                    none.state(Modality.FINGER, new Calibration.Unsaid()));
        }
    }
}

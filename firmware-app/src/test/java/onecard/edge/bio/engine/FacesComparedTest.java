package onecard.edge.bio.engine;

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
import java.util.Set;
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

    private static final Comparing.Target TARGET = new Comparing.Target(1_000, 2);

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

    private static Engines begun(Optional<FaceModels> nets) throws InterruptedException {
        var engines = new Engines(new EnginesHere(nets), Set.of(Modality.values()));
        for (var beginning : engines.beginnings()) {
            beginning.run();
        }
        return engines;
    }

    private static EngineState state(FaceModels nets, Calibration calibration) {
        return EngineState.of(new EnginesHere(Optional.of(nets)).maker(Modality.FACE), calibration);
    }

    /// One template of each person.
    private static List<List<Template>> each(List<Template> templates) {
        return templates.stream().map(List::of).toList();
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
    void whoeverStandsThereIsThemselvesAndNobodyElse() throws Exception {
        var nets = MadeNets.whole(dir);
        try (var engines = begun(Optional.of(nets))) {
            var said = new Calibration.Said(record(nets));
            assertEquals(new EngineState.Ready(said.record()), state(nets, said));
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
                    comparing.compare(dark, "porch", each(others), TARGET, NOON));
        }
    }

    private static Comparing.Outcome look(
            Comparing comparing, int person, String sensor, List<Template> others) {
        var picture = new MadeFace(person).impression(2);
        var outcome = comparing.compare(picture, sensor, each(others), TARGET, NOON);
        for (byte pixel : picture.bytes()) {
            assertEquals(0, pixel); // whatever came of it
        }
        return outcome;
    }

    /// No line of an author says what a face's score means, and no other record does.
    @Test
    void withoutARecordOfTheseNetsNobodyIsCompared() throws Exception {
        var nets = MadeNets.whole(dir);
        try (var engines = begun(Optional.of(nets))) {
            for (var none :
                    List.of(
                            new Calibration.Unsaid(),
                            new Calibration.Unfit("it is none"),
                            new Calibration.Said(FingerEngine.LINE),
                            new Calibration.Said(record(MadeNets.others(dir))))) {
                assertInstanceOf(EngineState.NotCalibrated.class, state(nets, none));
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
        try (var engines = begun(Optional.of(nets))) {
            var down = assertInstanceOf(EngineState.Down.class, state(nets, said));
            assertTrue(down.why().contains("has the sha256"), down::why);
            assertEquals(Optional.empty(), engines.at(Modality.FACE, said).get());
            var fingers = engines.at(Modality.FINGER, new Calibration.Unsaid());
            assertTrue(fingers.get().isPresent());
        }
        var none = new EnginesHere(Optional.empty());
        assertEquals(
                new EngineState.NotConfigured(), EngineState.of(none.maker(Modality.FACE), said));
    }
}

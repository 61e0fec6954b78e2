package onecard.edge.doctor;

import static onecard.edge.doctor.Findings.site;
import static onecard.edge.doctor.Findings.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.SigningKey;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import onecard.edge.match.face.FaceEngine;
import onecard.edge.match.face.MadeNets;
import onecard.site.FaceModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of a door whose camera shows faces, with nets that nobody trained.
class FacesCheckTest {

    private static final SigningKey LAB = SigningKey.ofSeed(new byte[32]);
    private static final String ENGINE = "board.biometrics.lens.engine: ";

    @TempDir Path dir;

    private static String example() throws Exception {
        return Files.readString(Path.of("..", "profiles", "examples", "face-door.yaml"));
    }

    /// With a made embedder that is shown whole pictures.
    ///
    /// @param sum of its file
    private String door(FaceModels models, String sum) throws Exception {
        var text = example();
        return text.substring(0, text.indexOf("models:\n"))
                        .replace("/etc/onecard/porch.json", dir.resolve("record.json").toString())
                + """
                models:
                  face:
                    embed: { file: %s, sha256: "%s", licence: made, width: 112, height: 112, channels: rgb, mean: "127.5", scale: 1/127.5, dimension: 64 }
                """
                        .formatted(models.embed().net().file(), sum)
                + text.substring(text.indexOf("biometric_data:"))
                        .replaceAll("ed25519:A+", LAB.publicText());
    }

    private List<String> said(String text) {
        var site = site(text);
        return texts(
                new BodiesCheck(dir, Instant.EPOCH, new EnginesHere(site.faces())::maker)
                        .check(site));
    }

    private void record(Template.Made made, String sensor) throws Exception {
        var record =
                new CalibrationRecord(
                        FaceEngine.NAME,
                        FaceEngine.VERSION,
                        made,
                        sensor,
                        "made-up",
                        400,
                        79_800,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.0001"), new BigDecimal("0.7"))),
                        Instant.EPOCH);
        Files.write(dir.resolve("record.json"), Canonical.bytes(record.signed(LAB)));
    }

    @Test
    void facesAreComparedByTheirRecordAndByNoOther() throws Exception {
        var models = MadeNets.whole(dir);
        var sum = models.embed().net().sha256();

        assertTrue(said(door(models, sum)).getFirst().startsWith("Fail " + ENGINE + "nothing is"));
        record(FaceEngine.made(models), "porch");
        assertEquals(
                "Ok " + ENGINE + "ready; what a score means was measured",
                said(door(models, sum)).getFirst());
        record(FaceEngine.made(models), "another");
        assertTrue(
                said(door(models, sum)).stream()
                        .anyMatch(it -> it.startsWith("Fail points.") && it.contains("another")),
                said(door(models, sum))::toString);
        record(FaceEngine.made(MadeNets.others(dir)), "porch");
        assertTrue(said(door(models, sum)).getFirst().startsWith("Fail " + ENGINE + "nothing is"));
    }

    @Test
    void netsThatAreNotWhatTheSiteFileSaysAreDown() throws Exception {
        var models = MadeNets.whole(dir);
        var down = said(door(models, "0".repeat(64))).getFirst();
        assertTrue(
                down.startsWith("Fail " + ENGINE + "the engine does not work: models.face.embed: "),
                down);
    }

    @Test
    void whereNoNetIsNamedThereIsNoEngine() throws Exception {
        var text = example();
        var none =
                text.substring(0, text.indexOf("models:\n"))
                        + text.substring(text.indexOf("biometric_data:"));
        assertEquals(
                "Warn " + ENGINE + "there is no engine that compares this here",
                said(none).getFirst());
    }
}

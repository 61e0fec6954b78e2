package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.SigningKey;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `check` says of calibration records that are where the site file says: a target that none
/// of them supports is a mistake, and no score is made up for it.
class CheckedRecordsTest {

    private static final SigningKey LAB = SigningKey.ofSeed(new byte[32]);

    @TempDir Path dir;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Of so many fingers, down to 1 in a million.
    private static CalibrationRecord measured(int fingers, Template.Made made, String sensor) {
        return new CalibrationRecord(
                "sourceafis",
                "3.18.1",
                made,
                sensor,
                "made-up",
                fingers,
                1_000_000,
                Basis.MEASURED,
                List.of(
                        new Point(new BigDecimal("0.001"), BigDecimal.TEN),
                        new Point(new BigDecimal("0.000001"), BigDecimal.valueOf(60))),
                Instant.EPOCH);
    }

    private Path written(CalibrationRecord record) throws IOException {
        return Files.write(dir.resolve("record.json"), Canonical.bytes(record.signed(LAB)));
    }

    private static String door(String sensor, String point) throws IOException {
        return Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                .replace(
                        "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                        "directory: /run/print, dpi: 500, model: ids-3013" + sensor)
                .replace("second_factor: [finger, pin]", "second_factor: [finger, pin]" + point)
                .replace("keys:\n", "keys:\n  calibrations: [\"" + LAB.publicText() + "\"]\n");
    }

    private static String calibrated(Path record) {
        return ", calibration: " + record;
    }

    private int checks(String text, String... more) throws IOException {
        out.reset();
        var site = Files.writeString(dir.resolve("site.yaml"), text);
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var words = new ArrayList<>(List.of("check", site.toString(), "--lang", "en"));
        words.addAll(List.of(more));
        return Main.run(new Console(Lang.EN, stream, stream), words.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// 5 templates, 2 tries, one in 1000: 1 in 10,000 a comparison, which takes 30,000 pairs, so
    /// 246 fingers.
    @Test
    void aTargetFinerThanTheRecordIsAMistake() throws Exception {
        var record = calibrated(written(measured(246, FingerEngine.MADE, "")));
        assertEquals(0, checks(door(record, "")), this::said);
        assertFalse(said().contains("documented"), this::said);
        assertEquals(1, checks(door(record, "\n    false_match_one_in: 1005")), this::said);
        assertTrue(
                said().contains(
                                "points.door-1.false_match_one_in: too_fine, but was 1005; the"
                                        + " calibration record of print holds for one in 1004 at"
                                        + " most, with 5 templates and 2 tries"),
                this::said);
        assertTrue(said().contains("site.yaml:26:"), this::said);
        assertEquals(0, checks(door(record, "\n    false_match_one_in: 1004")), this::said);

        var few = calibrated(written(measured(245, FingerEngine.MADE, "")));
        assertEquals(1, checks(door(few, "")), this::said);
        assertTrue(said().contains("but was 1000; "), this::said);
        assertTrue(said().contains("one in 996 at most"), this::said);
        assertEquals(1, checks(door(few, ""), "--json"));
        assertTrue(said().contains("\"rule\":\"too_fine\""), this::said);
    }

    @Test
    void aTableThatEndsBeforeIsNotGoneBeyond() throws Exception {
        var coarse =
                new CalibrationRecord(
                        "sourceafis",
                        "3.18.1",
                        FingerEngine.MADE,
                        "",
                        "made-up",
                        1_000,
                        1_000_000,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.0005"), BigDecimal.TEN)),
                        Instant.EPOCH);
        assertEquals(1, checks(door(calibrated(written(coarse)), "")), this::said);
        assertTrue(said().contains("one in 200 at most"), this::said);
    }

    @Test
    void theAuthorsLineIsSaidToBeOne() throws Exception {
        assertEquals(0, checks(door("", "\n    false_match_one_in: 10000")), this::said);
        assertTrue(said().contains("note: door-1: at print a line that the engine's"), this::said);
        assertEquals(0, checks(door("", ""), "--json"));
        assertEquals("[]", said().strip());
        var zh = "说明: door-1 的 print 按引擎作者给出的曲线";
        var site = dir.resolve("site.yaml").toString();
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(new Console(Lang.ZH, stream, stream), "check", site));
        assertTrue(said().contains(zh), this::said);
    }

    @Test
    void aRecordOfAnotherMakingIsNamed() throws Exception {
        var other = new Template.Made("sourceafis-cbor", "sourceafis", 2, "");
        assertEquals(1, checks(door(calibrated(written(measured(300, other, ""))), "")));
        assertTrue(
                said().contains(
                                "board.biometrics.print.calibration: of_another, but was "
                                        + dir.resolve("record.json")),
                this::said);
        assertTrue(said().contains("of sourceafis 2 (sourceafis-cbor), and here is sourceafis 3"));
        var r503 = calibrated(written(measured(300, FingerEngine.MADE, "R503")));
        assertEquals(1, checks(door(r503, "")));
        assertTrue(said().contains("of R503, and here is ids-3013"), this::said);
        var same = calibrated(written(measured(300, FingerEngine.MADE, "ids-3013")));
        assertEquals(0, checks(door(same, "")), this::said);
    }

    @Test
    void aRecordThatNobodySignedIsNamedAndOneThatIsNotHereIsNotJudged() throws Exception {
        var record = measured(300, FingerEngine.MADE, "");
        var unsigned = Files.write(dir.resolve("r.json"), Canonical.bytes(record.json()));
        assertEquals(1, checks(door(calibrated(unsigned), "")));
        assertTrue(said().contains("not_believed"), this::said);
        assertTrue(said().contains("nobody of keys.calibrations signed it"), this::said);
        assertEquals(1, checks(door(calibrated(dir), "")));
        assertTrue(said().contains("it is no file"), this::said);
        assertEquals(0, checks(door(calibrated(dir.resolve("none.json")), "")), this::said);
        assertTrue(said().contains("is not looked at, for here is no file"), this::said);
    }

    /// Nobody knows beforehand how many are enrolled, so it is said for how many it holds.
    @Test
    void whoeverLooksForOneAmongManyHearsForHowMany() throws Exception {
        var text =
                Files.readString(Path.of("../profiles/examples/face-desk.yaml"))
                        .replace(
                                "face, sim: true",
                                "finger, directory: /run/print, dpi: 500, model: ids-3013")
                        .replace(
                                "face: lens, recognise: face",
                                "finger: lens, recognise: finger, recognise_watched: true");
        assertEquals(0, checks(text), this::said);
        // 1e-5 a comparison: 100 comparisons of 2 looks and 3 views at 1 in 1000
        assertTrue(said().contains("lens looks for so many people at most, at so few false"));
        assertTrue(
                said().contains("false matches: 16 by three views of each, 50 by one"), this::said);
        assertEquals(
                0,
                checks(
                        text.replace(
                                "    lists: [staff]",
                                "    lists: [staff]\n    false_match_one_in: 10000")),
                this::said);
        assertTrue(
                said().contains("false matches: 1 by three views of each, 5 by one\n"), this::said);
    }

    @Test
    void whereNothingIsKnownNothingIsCompared() throws Exception {
        var text =
                door("", "")
                        .replace("modality: finger", "modality: vein")
                        .replace("dpi: 500, ", "")
                        .replace("finger: print", "vein: print")
                        .replace("[finger, pin]", "[vein, pin]");
        assertEquals(0, checks(text), this::said);
        assertTrue(
                said().contains("at print nothing is compared without a calibration"), this::said);
    }
}

package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import org.junit.jupiter.api.Test;

class CalibrationRecordTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Template.Made MADE = new Template.Made("f-1", "x", 2, "ab");
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

    // --- as JSON ---

    @Test
    void whatIsSignedIsReadAgain() {
        var record = record(Basis.MEASURED, 100, point("0.01", "-0.250"), point("0.001", "30"));
        var text = Canonical.text(record.signed(KEY));

        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        var json = trusted.verified(text.getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.of(record), json.flatMap(CalibrationRecord::read));
    }

    @Test
    void theTextStays() {
        assertEquals(
                "{\"basis\":\"measured\",\"created\":\"2026-11-23T04:00:00Z\",\"engine\":\"e\","
                        + "\"engine_version\":\"1.2\",\"extractor\":\"x\",\"extractor_version\":2,"
                        + "\"format\":\"f-1\",\"impostor_pairs\":4950,\"instances\":100,"
                        + "\"model_sha256\":\"ab\",\"sensor\":\"s\",\"set\":\"our set\","
                        + "\"table\":[{\"fmr\":\"0.01\",\"score\":\"20.5\"},"
                        + "{\"fmr\":\"0.001\",\"score\":\"30\"}]}",
                Canonical.text(
                        record(Basis.MEASURED, 100, point("1e-2", "20.50"), point("1e-3", "3e1"))
                                .json()));
    }

    @Test
    void aChangedScoreIsNotSigned() {
        var signed = record(Basis.MEASURED, 100, point("0.01", "20")).signed(KEY);
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        var milder =
                signed.with(
                        "table",
                        new Json.Arr(
                                List.of(Json.Obj.EMPTY.with("fmr", "0.01").with("score", "10"))));

        assertTrue(trusted.signed(signed));
        assertFalse(trusted.signed(milder));
        assertFalse(trusted.signed(signed.with("instances", 1_000)));
        assertFalse(trusted.signed(signed.without("sensor")));
    }

    @Test
    void whatIsNoRecordIsNone() {
        var good = record(Basis.MEASURED, 100, point("0.01", "20"), point("0.001", "30")).json();
        assertTrue(CalibrationRecord.read(good).isPresent());

        var bad = new ArrayList<Json.Obj>();
        good.forEach((name, _) -> bad.add(good.without(name)));
        good.forEach((name, _) -> bad.add(good.with(name, true)));
        bad.add(good.with("basis", "guessed"));
        bad.add(good.with("created", "yesterday"));
        bad.add(good.with("instances", 1));
        bad.add(good.with("instances", -1));
        bad.add(good.with("instances", 1L << 32));
        bad.add(good.with("impostor_pairs", -1));
        bad.add(good.with("table", new Json.Arr(List.of())));
        for (var pair :
                List.of(
                        "0 20",
                        "-0.1 20",
                        "1.1 20",
                        "1e-3 20",
                        "0.01 1e9",
                        "0.01 NaN",
                        "0.01 20 ",
                        "0.01 ",
                        ".01 20",
                        "0.01 1234567890")) {
            var parts = pair.split(" ", 2);
            bad.add(table(good, parts[0], parts[1]));
        }
        bad.add(table(good, "0.01", "20", "0.01", "30"));
        bad.add(table(good, "0.001", "20", "0.01", "30"));
        bad.add(table(good, "0.01", "30", "0.001", "20"));
        var many = new Json[CalibrationRecord.POINTS_MAX + 1];
        for (int i = 0; i < many.length; i++) {
            var fmr = BigDecimal.ONE.subtract(BigDecimal.valueOf(i, 4)).toPlainString();
            many[i] = Json.Obj.EMPTY.with("fmr", fmr).with("score", "1");
        }
        bad.add(good.with("table", new Json.Arr(List.of(many))));
        bad.add(good.with("table", new Json.Arr(List.of(new Json.Str("x")))));

        for (var json : bad) {
            assertEquals(Optional.empty(), CalibrationRecord.read(json), json::toString);
        }
    }

    @Test
    void aTableRunsFromTheCoarseToTheFine() {
        assertThrows(
                IllegalArgumentException.class,
                () -> record(Basis.MEASURED, 100, point("0.01", "3"), point("0.1", "4")));
        assertThrows(
                IllegalArgumentException.class,
                () -> record(Basis.MEASURED, 100, point("0.1", "4"), point("0.01", "3")));
        assertThrows(
                IllegalArgumentException.class, () -> record(Basis.MEASURED, 1, point("0.1", "4")));
    }

    /// Of a hundred fingers that were compared in ten pairs ten pairs are known.
    @Test
    void noRecordHoldsFurtherThanWhatWasCompared() {
        assertEquals(0.3, compared(10).finest(), 1e-12);
        assertEquals(3.0 / 4_950, compared(1_000_000).finest(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> compared(0));
    }

    private static CalibrationRecord compared(long impostorPairs) {
        return new CalibrationRecord(
                "sourceafis",
                "3.18.1",
                MADE,
                "",
                "set",
                100,
                impostorPairs,
                Basis.MEASURED,
                List.of(point("0.1", "4")),
                Instant.EPOCH);
    }

    @Test
    void itHoldsForTheSameMakerAndSensorAlone() {
        var record = record(Basis.MEASURED, 100, point("0.1", "4"));
        assertTrue(record.holdsFor(MADE, "s"));
        assertFalse(record.holdsFor(MADE, "t"));
        assertFalse(record.holdsFor(new Template.Made("f-1", "x", 3, "ab"), "s"));
        assertFalse(record.holdsFor(new Template.Made("f-1", "y", 2, "ab"), "s"));
        assertFalse(record.holdsFor(new Template.Made("f-1", "x", 2, "ac"), "s"));
        var ofAll =
                new CalibrationRecord(
                        "e", "1.2", MADE, "", "set", 0, 0, Basis.DOCUMENTED, record.table(), NOON);
        assertTrue(ofAll.holdsFor(MADE, "t"));
    }

    @Test
    void itSupportsThreeInItsDistinctPairs() {
        assertEquals(4_950, record(Basis.MEASURED, 100, point("0.1", "4")).distinctPairs());
        assertEquals(3.0 / 190, record(Basis.MEASURED, 20, point("0.1", "4")).finest());
        assertEquals(1e-5, record(Basis.DOCUMENTED, 0, point("0.1", "4")).finest());
        // What the field asks for: 1e-3 needs 78, 1e-4 needs 246.
        assertTrue(record(Basis.MEASURED, 78, point("0.1", "4")).finest() <= 1e-3);
        assertTrue(record(Basis.MEASURED, 77, point("0.1", "4")).finest() > 1e-3);
        assertTrue(record(Basis.MEASURED, 246, point("0.1", "4")).finest() <= 1e-4);
        assertTrue(record(Basis.MEASURED, 245, point("0.1", "4")).finest() > 1e-4);
    }

    // --- thresholds ---

    private static final CalibrationRecord LINE =
            record(
                    Basis.DOCUMENTED,
                    0,
                    point("0.1", "10"),
                    point("0.01", "20"),
                    point("0.001", "30"),
                    point("0.0001", "40"),
                    point("0.00001", "50"));

    @Test
    void aTargetIsSharedByViewsAndTries() {
        assertEquals(30, least(Thresholds.verify(LINE, 1e-3, 1, 1)), 1e-9);
        assertEquals(30 + 10 * Math.log10(2), least(Thresholds.verify(LINE, 1e-3, 1, 2)), 1e-9);
        assertEquals(37.78, least(Thresholds.verify(LINE, 1e-3, 3, 2)), 0.01);
        assertEquals(47.78, least(Thresholds.verify(LINE, 1e-4, 3, 2)), 0.01);
        assertEquals(50, least(Thresholds.verify(LINE, 1e-4, 5, 2)), 1e-9);
        // 50 of three views, tried once, at 1 %: 15,000th parts.
        assertEquals(
                20 + 10 * Math.log10(150), least(Thresholds.identify(LINE, 1e-2, 150, 1)), 1e-9);
    }

    @Test
    void aTargetBeyondTheRecordIsNeverGuessed() {
        assertEquals(
                new Threshold.TooFine(1e-4 / 11, 1e-5, Basis.DOCUMENTED),
                Thresholds.verify(LINE, 1e-4, 11, 1));
        assertTooFine(Thresholds.identify(LINE, 1e-3, 1_000, 1));

        var measured = record(Basis.MEASURED, 20, point("0.1", "5"), point("0.02", "9"));
        assertEquals(9, least(Thresholds.verify(measured, 0.04, 2, 1)));
        // 3 / 190 is 1.6 %, but the table ends before.
        assertTooFine(Thresholds.verify(measured, 0.019, 1, 1));
        // The table goes on, but 190 pairs say nothing of it.
        var bold = record(Basis.MEASURED, 20, point("0.02", "9"), point("0.001", "30"));
        assertTooFine(Thresholds.verify(bold, 0.015, 1, 1));
        assertEquals(30, least(Thresholds.verify(bold, 0.016, 1, 1)));
    }

    @Test
    void betweenMeasuredScoresTheStricterHolds() {
        var measured = record(Basis.MEASURED, 1_000, point("0.1", "5"), point("0.01", "7"));
        assertEquals(5, least(Thresholds.verify(measured, 0.5, 1, 1)));
        assertEquals(5, least(Thresholds.verify(measured, 0.1, 1, 1)));
        assertEquals(7, least(Thresholds.verify(measured, 0.0999, 1, 1)));
        assertEquals(7, least(Thresholds.verify(measured, 0.03, 3, 1)));
    }

    @Test
    void aStricterTargetNeverAsksALowerScore() {
        for (var record : List.of(LINE, RECORD_OF_MANY)) {
            double before = Double.NEGATIVE_INFINITY;
            for (double target = 0.9; target > 1e-5; target *= 0.97) {
                if (Thresholds.verify(record, target, 1, 1) instanceof Threshold.Score score) {
                    assertTrue(score.least() >= before, target + ": " + score);
                    assertEquals(record.basis(), score.basis());
                    before = score.least();
                }
            }
            assertTrue(before > 25);
        }
    }

    private static final CalibrationRecord RECORD_OF_MANY =
            record(
                    Basis.MEASURED,
                    1_000,
                    point("0.5", "1"),
                    point("0.1", "8.25"),
                    point("0.02", "8.25"),
                    point("0.0001", "33"));

    @Test
    void whatIsNoTargetIsABug() {
        for (double target : new double[] {0, 1, -1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> Thresholds.verify(LINE, target, 1, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> Thresholds.verify(LINE, 0.1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Thresholds.identify(LINE, 0.1, 1, 0));
    }

    private static void assertTooFine(Threshold threshold) {
        assertTrue(threshold instanceof Threshold.TooFine, threshold::toString);
    }

    private static double least(Threshold threshold) {
        return switch (threshold) {
            case Threshold.Score(var least, _, _) -> least;
            case Threshold.TooFine no -> throw new AssertionError(no);
        };
    }

    private static Json.Obj table(Json.Obj json, String... numbers) {
        var points = new ArrayList<Json>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(Json.Obj.EMPTY.with("fmr", numbers[i]).with("score", numbers[i + 1]));
        }
        return json.with("table", new Json.Arr(points));
    }

    private static Point point(String fmr, String score) {
        return new Point(new BigDecimal(fmr), new BigDecimal(score));
    }

    private static CalibrationRecord record(Basis basis, int instances, Point... table) {
        return new CalibrationRecord(
                "e",
                "1.2",
                MADE,
                "s",
                "our set",
                instances,
                instances * (instances - 1L) / 2, // each two once
                basis,
                List.of(table),
                NOON);
    }
}

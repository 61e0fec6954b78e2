package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.hal.Brisk;

/// Whatever a file of calibration says, signed by somebody who is trusted and wrong.
class CalibrationRecordFuzzTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final TrustedKeys KEYS = new TrustedKeys(List.of(KEY.publicText()));
    private static final List<Double> TARGETS = List.of(0.5, 1e-2, 1e-3, 1e-4, 1e-9);

    @FuzzTest
    void whatIsARecordSaysWhatScoresMeanAndNothingElseDoes(byte[] bytes) {
        Brisk.run(() -> reads(bytes));
    }

    private static void reads(byte[] bytes) {
        JsonReader.object(bytes)
                .flatMap(CalibrationRecord::read)
                .ifPresent(CalibrationRecordFuzzTest::means);
    }

    private static void means(CalibrationRecord record) {
        assertEquals(Optional.of(record), CalibrationRecord.read(record.json()));
        var signed = KEYS.verified(Canonical.bytes(record.signed(KEY))).orElseThrow();
        assertEquals(Optional.of(record), CalibrationRecord.read(signed));
        double before = Double.NEGATIVE_INFINITY;
        for (double target : TARGETS) {
            for (int tries = 1; tries <= 2; tries++) {
                if (Thresholds.verify(record, target, 1, tries)
                        instanceof Threshold.Score(double score, double fmr, _)) {
                    assertTrue(Double.isFinite(score));
                    assertTrue(score >= before, "a finer target asks no lower score");
                    assertTrue(fmr >= record.finest() * (1 - 1e-6), "finer than it supports");
                    before = score;
                }
            }
        }
    }
}

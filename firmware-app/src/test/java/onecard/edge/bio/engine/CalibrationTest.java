package onecard.edge.bio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.finger.FingerEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the site file says of what scores mean: only a record that somebody trusted has signed is
/// one.
class CalibrationTest {

    private static final SigningKey LAB = SigningKey.ofSeed(new byte[32]);
    private static final SigningKey OTHER = SigningKey.ofSeed(seed());
    private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(LAB.publicText()));

    private static byte[] seed() {
        var seed = new byte[32];
        seed[0] = 1;
        return seed;
    }

    @TempDir Path dir;

    private Calibration read(byte[] bytes) throws Exception {
        var file = Files.write(dir.resolve("record.json"), bytes);
        return Calibration.read(Optional.of(file.toString()), TRUSTED);
    }

    private void unfit(String why, byte[] bytes) throws Exception {
        var read = assertInstanceOf(Calibration.Unfit.class, read(bytes));
        assertTrue(read.why().startsWith(why), read::why);
    }

    private static byte[] bytes(Json.Obj json) {
        return Canonical.bytes(json);
    }

    @Test
    void aSignedRecordIsBelieved() throws Exception {
        assertEquals(new Calibration.Unsaid(), Calibration.read(Optional.empty(), TRUSTED));
        assertEquals(
                new Calibration.Said(FingerEngine.LINE),
                read(bytes(FingerEngine.LINE.signed(LAB))));
    }

    @Test
    void anyOtherIsNot() throws Exception {
        unfit("nobody of keys.calibrations", bytes(FingerEngine.LINE.json()));
        unfit("nobody of keys.calibrations", bytes(FingerEngine.LINE.signed(OTHER)));
        unfit(
                "nobody of keys.calibrations",
                bytes(FingerEngine.LINE.signed(LAB).with("instances", 1_000)));
        unfit("nobody of keys.calibrations", "{".getBytes(StandardCharsets.UTF_8));
        unfit("nobody of keys.calibrations", new byte[0]);
        unfit("it is larger", new byte[Calibration.BYTES_MAX + 1]);
        var none = Json.Obj.EMPTY.with("engine", "x").with("key", LAB.publicText());
        unfit("it is no calibration record", bytes(none.with("sig", LAB.sign(none))));
        assertEquals(
                new Calibration.Unfit("it is not there"),
                Calibration.read(Optional.of(dir.resolve("none").toString()), TRUSTED));
        // A pipe would keep the daemon waiting for ever.
        assertEquals(
                new Calibration.Unfit("it is no file"),
                Calibration.read(Optional.of("/dev/zero"), TRUSTED));
    }
}

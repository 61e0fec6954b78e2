package onecard.edge.match.finger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;

/// Whatever the payload of a template of ours became where it was kept, as probe and as reference:
/// it is a score, and nothing of it stays with the next one.
class PayloadFuzzTest {

    private static final FingerEngine ENGINE = new FingerEngine();
    private static final Template SOUND =
            ((Extraction.Made) ENGINE.extract(Rings.PICTURE, 1, "some sensor", Instant.EPOCH))
                    .template();
    private static final double ITSELF = ENGINE.compare(SOUND, List.of(SOUND))[0];

    @FuzzTest
    void whateverIsComparedHasAScore(byte[] payload) {
        var any =
                new Template(
                        Modality.FINGER,
                        1,
                        FingerEngine.MADE,
                        "some sensor",
                        OptionalInt.of(500),
                        50,
                        Instant.EPOCH,
                        payload);
        var others = ENGINE.compare(SOUND, List.of(any, SOUND, any));
        assertScore(others[0]);
        assertEquals(ITSELF, others[1]);
        assertEquals(others[0], others[2]);
        for (double score : ENGINE.compare(any, List.of(SOUND, any))) {
            assertScore(score);
        }
    }

    private static void assertScore(double score) {
        assertTrue(score >= 0 && Double.isFinite(score), () -> "a score of " + score);
    }
}

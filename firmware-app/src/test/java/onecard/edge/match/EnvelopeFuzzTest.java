package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import onecard.edge.match.Envelope.Read;
import onecard.hal.Brisk;
import onecard.hal.bio.Modality;

/// Whatever lies in a vault, or is handed over as a template.
class EnvelopeFuzzTest {

    @FuzzTest
    void whatIsReadIsWholeAndElseThereIsOneReason(byte[] bytes) {
        Brisk.run(() -> reads(bytes));
    }

    private static void reads(byte[] bytes) {
        switch (Envelope.read(bytes)) {
            case Read.Bad(var why) -> assertNotNull(why);
            case Read.Good(var template) -> {
                assertSound(template);
                var written = Envelope.bytes(template);
                if (!(Envelope.read(written) instanceof Read.Good(var again))) {
                    throw new AssertionError("not read again: " + template);
                }
                assertEquals(template.toString(), again.toString());
                assertEquals(template.captured(), again.captured());
                assertArrayEquals(template.payload(), again.payload());
                assertArrayEquals(written, Envelope.bytes(again));
            }
        }
    }

    private static void assertSound(Template template) {
        int payload = template.payload().length;
        assertTrue(payload >= 1 && payload <= Envelope.PAYLOAD_MAX);
        assertTrue(template.position() >= 0 && template.position() <= Template.FINGERS);
        assertTrue(template.modality() != Modality.FACE || template.position() == 0);
        assertTrue(template.quality() >= 0 && template.quality() <= 100);
        assertTrue(!template.made().extractor().isEmpty() && !template.sensor().isEmpty());
    }
}

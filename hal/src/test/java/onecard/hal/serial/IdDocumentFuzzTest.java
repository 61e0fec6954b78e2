package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import onecard.hal.Brisk;
import onecard.hal.card.Unreadable;

/// Whatever stands in a text block.
class IdDocumentFuzzTest {

    @FuzzTest
    void anyTextGivesFactsOrAReason(byte[] text) {
        Brisk.run(() -> reads(text));
    }

    private static void reads(byte[] text) {
        try {
            var facts =
                    IdDocument.facts(
                            text,
                            (kind, id) -> {
                                assertEquals("idcard", kind);
                                assertTrue(id.matches("[1-9][0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}"));
                                return "0".repeat(32);
                            });
            assertEquals(2, facts.assurance());
        } catch (Unreadable refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
        }
    }
}

package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import onecard.hal.Face;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingTest {

    private static final HexFormat HEX = HexFormat.of();

    /// What stands there, and its text; `-` where nothing was written, `!` where it is none.
    @ParameterizedTest
    @CsvSource({
        "B, 00d1ff, 00d1ff",
        "B, 0000, -",
        "B, ffff, -",
        "B, 00ff, 00ff",
        "CN, 20360131, 20360131",
        "CN, 123f, 123",
        "CN, 12ff, 12",
        "CN, ffff, -",
        "CN, 0000, -",
        "CN, 1f23, !",
        "CN, 12a3, !",
        "CN, f123, !",
        "CN_TAIL, 0310, 310",
        "CN_TAIL, f31f, 31",
        "CN_TAIL, 0000, -",
        "CN_TAIL, 03a0, !",
        "AN, 332e3030, 3.00",
        "AN, 33000000, 3",
        "AN, 33202000, 3",
        "AN, 3300ff, 3",
        "AN, ffffff, -",
        "AN, 000000, -",
        "AN, 202020, -",
        "AN, 330033, !",
        "AN, 203333, !",
        "AN, 33e7bb, !",
        "AN, 330d0a, !"
    })
    void fillingIsLeftOutAndAnythingElseRefused(Coding coding, String hex, String text)
            throws Exception {
        var bytes = HEX.parseHex(hex);
        if (text.equals("!")) {
            assertThrows(Unreadable.class, () -> coding.text(bytes));
        } else {
            assertEquals(text, coding.text(bytes).orElse("-"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3b888001000000000000000009, CONTACTLESS",
        "3b8f8001804f0ca000000306030001000000006a, CONTACTLESS",
        "3b80800101, CONTACTLESS",
        "3b808001, CONTACT",
        "3b8880010000, CONTACT",
        "3b6d00000081544458863834250000000001, CONTACT",
        "3b00, CONTACT",
        "3f, CONTACT",
        "'', CONTACT"
    })
    void theAnswerToResetTellsTheFace(String atr, Face face) {
        assertEquals(face, Face.ofAtr(HEX.parseHex(atr)));
    }
}

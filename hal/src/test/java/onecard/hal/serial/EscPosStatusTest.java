package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.hal.PrinterEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read from the four answers.
class EscPosStatusTest {

    @ParameterizedTest
    @CsvSource({
        "12 12 12 12, '', ''",
        "16 12 12 12, '', ''", // the drawer's line
        "12 1a 12 12, '', ''", // paper is being fed
        "1a 12 12 12, OFFLINE, OFFLINE",
        "1a 16 12 12, COVER_OPEN, COVER_OPEN",
        "1a 32 12 7e, PAPER_LOW PAPER_OUT, PAPER_OUT",
        "12 12 12 72, PAPER_OUT, PAPER_OUT",
        "12 12 12 1e, PAPER_LOW, ''",
        "1a 52 1a 12, CUTTER, CUTTER",
        "1a 52 32 12, OFFLINE, OFFLINE",
        "1a 52 52 12, OFFLINE, OFFLINE",
        "1a 36 1a 7e, COVER_OPEN CUTTER PAPER_LOW PAPER_OUT, COVER_OPEN"
    })
    void answersAreTroublesAndTheGravestIsWhy(String hex, String troubles, String why) {
        var bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        var found =
                EscPosStatus.troubles(IntStream.range(0, 4).map(i -> bytes[i] & 0xff).toArray());
        assertEquals(
                troubles, found.stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
        assertEquals(why, PrinterEvent.why(found).map(Enum::name).orElse(""));
    }

    @Test
    void noByteIsAnAnswerToBothKindsOfQuestion() {
        for (int answer = 0; answer < 256; answer++) {
            assertFalse(EscPosStatus.isRealTime(answer) && EscPosStatus.isInTurn(answer));
        }
        assertFalse(EscPosStatus.isRealTime(-1) || EscPosStatus.isInTurn(-1));
        for (int noise : Set.of(0x11, 0x13, 0x10, 0x90, 0xff)) { // flow control, unasked status
            assertFalse(EscPosStatus.isRealTime(noise) || EscPosStatus.isInTurn(noise));
        }
        assertTrue(EscPosStatus.isRealTime(0x7e) && EscPosStatus.isInTurn(0x0f));
    }
}

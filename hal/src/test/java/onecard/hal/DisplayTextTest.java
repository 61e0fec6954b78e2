package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import org.junit.jupiter.api.Test;

/// Two lines of twenty characters.
class DisplayTextTest {

    @Test
    void everyLineIsTwentyPrintableCharacters() {
        for (var text : List.of("", "x", "x".repeat(100), "中文", "😀", "\u0000\u001b\u007f\u0080")) {
            var shown = DisplayText.of(text, text);
            assertTrue(shown.upper().matches("[ -~]{20}"), shown::toString);
            assertEquals(shown.upper(), shown.lower());
        }
        assertEquals("a?????z             ", DisplayText.of("a中😀\u0000\u007féz", "").upper());
    }

    @Test
    void amountsStandAtTheRightAndWordsGiveWay() {
        var shown =
                DisplayText.amounts(
                        "Beef noodles with everything",
                        "12.50",
                        "Total",
                        new Amount(Lamp.TOTAL, "112.50"));
        assertEquals("Beef noodles w 12.50", shown.upper());
        assertEquals("Total         112.50", shown.lower());
        var word = DisplayText.amounts("A", "", "B", new Amount(Lamp.PRICE, "1"));
        assertEquals("A                   ", word.upper());
        assertEquals("B                  1", word.lower());
        var amount = DisplayText.amounts("word", "1".repeat(20), "", new Amount(Lamp.PRICE, "1"));
        assertEquals("1".repeat(20), amount.upper());
    }

    @Test
    void anAmountIsWhatEightFiguresShow() {
        for (var good : List.of("0", "12.50", "-5.00", "999999.99", "12345678")) {
            assertEquals(good, new Amount(Lamp.TOTAL, good).figures());
        }
        for (var bad :
                List.of("", "-", "1.", ".5", "1.2.3", "1,5", "123456789", "-12345678", "1\r")) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Amount(Lamp.TOTAL, bad), () -> bad);
        }
    }
}

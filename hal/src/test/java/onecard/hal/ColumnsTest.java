package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each character there is, and lines of any length.
class ColumnsTest {

    private static final long SEED = 7;

    /// A printer takes a byte a column: whatever is said of a character's width, its bytes say.
    @Test
    void everyCharacterTakesAsManyColumnsAsBytes() {
        int wide = 0;
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            var printable = Columns.printable(Character.toString(character));
            var bytes = printable.getBytes(Columns.GBK);
            assertEquals(1, printable.length());
            assertEquals(bytes.length, Columns.of(printable), () -> "of " + printable);
            boolean control = bytes.length == 1 && (bytes[0] < ' ' || bytes[0] > '~');
            assertFalse(control, () -> "a control: " + printable);
            wide += bytes.length - 1;
        }
        assertTrue(wide > 21_003, "only " + wide + " wide characters");
    }

    @Test
    void whatPaperCannotShowIsAQuestionMark() {
        assertEquals("a?b", Columns.printable("a\nb"));
        assertEquals("??", Columns.printable("😀€"));
        assertEquals("￥5", Columns.printable("¥5"));
        assertEquals("饭 12.50 元", Columns.printable("饭 12.50 元"));
    }

    @Test
    void linesBreakAtBlanksAndBesideWideCharacters() {
        assertEquals(List.of("one two", "three"), Columns.wrap("one two three", 8));
        assertEquals(List.of("红烧肉", "饭"), Columns.wrap("红烧肉饭", 7));
        assertEquals(List.of("abcd", "efgh", "ij"), Columns.wrap("abcdefghij", 4));
        assertEquals(List.of("饭", "rice"), Columns.wrap("饭rice", 5));
        assertEquals(List.of(""), Columns.wrap("", 4));
        assertEquals(List.of("  ab", "c"), Columns.wrap("  abc", 4));
    }

    @Test
    void noLineIsTooWideAndNothingButBlanksIsLost() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            var text =
                    random.ints(random.nextInt(60), 0, 6)
                            .mapToObj("ab 饭1，"::charAt)
                            .map(String::valueOf)
                            .collect(Collectors.joining());
            int columns = 2 + random.nextInt(31);
            var lines = Columns.wrap(text, columns);
            for (var line : lines) {
                assertTrue(Columns.of(line) <= columns, () -> "[" + text + "] in " + columns);
            }
            assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
        }
    }
}

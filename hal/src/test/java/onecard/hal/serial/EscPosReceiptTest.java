package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import onecard.hal.Receipt;
import onecard.hal.Receipt.Size;
import onecard.hal.ReceiptLayout.Code;
import onecard.hal.ReceiptLayout.Line;
import onecard.hal.ReceiptLayout.Row;
import org.junit.jupiter.api.Test;

/// A receipt as bytes on the line.
class EscPosReceiptTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private static final String INIT = "1b 40 1c 26 1d 61 00 ";

    @Test
    void aLineIsItsBytesAndALineFeed() {
        bytes(INIT + "41 2e 0a 1d 56 42 00", new Line("A.", Size.NORMAL));
        bytes(INIT + "b7 b9 0a 1d 56 42 00", new Line("饭", Size.NORMAL));
        bytes(INIT + "1d 21 11 b7 b9 1d 21 00 0a 1d 56 42 00", new Line("饭", Size.DOUBLE));
    }

    @Test
    void aCodeIsModelSizeCorrectionTextAndPrint() {
        bytes(
                INIT
                        + "1b 61 01 1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 05 1d 28 6b 03 00 31 45 31 "
                        + "1d 28 6b 05 00 31 50 30 61 62 1d 28 6b 03 00 31 51 30 0a 1b 61 00 "
                        + "1d 56 42 00",
                new Code("ab"));
    }

    /// The length of 256 characters takes two bytes.
    @Test
    void theLongestCodeSaysItsLength() {
        var hex = HEX.formatHex(EscPosReceipt.pieces(List.of(new Code("x".repeat(256)))).getLast());
        assertTrue(hex.contains("1d 28 6b 03 01 31 50 30 78"), hex);
    }

    @Test
    void aPieceEndsBetweenRowsAndOnlyTheLastOneCuts() {
        var rows =
                new ArrayList<Row>(Collections.nCopies(100, new Line("x".repeat(32), Size.NORMAL)));
        rows.add(50, new Code("x".repeat(Receipt.CODE_MAX)));
        var pieces = EscPosReceipt.pieces(rows);
        for (var piece : pieces.subList(0, pieces.size() - 1)) {
            boolean code = piece[0] == 0x1b && piece[1] == 'a';
            assertTrue(
                    piece.length <= EscPosReceipt.PIECE_BYTES || code,
                    () -> "a piece of " + piece.length);
            assertEquals('\n', piece[piece.length - (code ? 4 : 1)]);
        }
        var last = HEX.formatHex(pieces.getLast());
        assertTrue(last.endsWith("0a 1d 56 42 00"), last);
        assertEquals(100 + 1, lines(pieces));
        assertTrue(pieces.size() > 100 * 33 / EscPosReceipt.PIECE_BYTES);
    }

    private static long lines(List<byte[]> pieces) {
        return pieces.stream()
                .flatMapToInt(piece -> IntStream.range(0, piece.length).map(i -> piece[i]))
                .filter(next -> next == '\n')
                .count();
    }

    /// A question in real time is never part of what is printed.
    @Test
    void nothingThatIsPrintedLooksLikeAQuestion() {
        for (int length = 1; length <= Receipt.CODE_MAX; length++) {
            for (var piece : EscPosReceipt.pieces(List.of(new Code("~".repeat(length))))) {
                var hex = " " + HEX.formatHex(piece);
                assertTrue(!hex.contains(" 10 04") && !hex.contains(" 10 14"), hex);
            }
        }
    }

    private static void bytes(String hex, Row row) {
        assertEquals(hex, HEX.formatHex(EscPosReceipt.pieces(List.of(row)).getFirst()));
    }
}

package onecard.hal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How a receipt stands on paper, line by line. Pure.
///
/// @param columns of normal characters that a line has
public record ReceiptLayout(int columns) {

    /// Paper of 58 mm, on which 48 mm are printed: 384 dots, 12 a column.
    public static final ReceiptLayout MM_58 = new ReceiptLayout(32);

    /// Two characters of double size, both wide, with a blank between them.
    private static final int COLUMNS_MIN = 10;

    public ReceiptLayout {
        if (columns < COLUMNS_MIN) {
            throw new IllegalArgumentException(
                    "at least " + COLUMNS_MIN + " columns, but was " + columns);
        }
    }

    /// What is printed at one height.
    public sealed interface Row {}

    /// @param text of printable characters, with blanks before them as it takes, and none after
    public record Line(String text, Receipt.Size size) implements Row {}

    /// A QR code, in the middle.
    public record Code(String text) implements Row {}

    /// From top to bottom.
    public List<Row> rows(Receipt receipt) {
        return receipt.parts().stream().flatMap(this::rows).toList();
    }

    private Stream<Row> rows(Receipt.Part part) {
        return switch (part) {
            case Receipt.Text(var text, var align, var size) ->
                    lines(aligned(text, align, columns / size.times()), size);
            case Receipt.Pair(var left, var right, var size) ->
                    lines(pair(left, right, columns / size.times()), size);
            case Receipt.Rule() -> Stream.of(new Line("-".repeat(columns), Receipt.Size.NORMAL));
            case Receipt.Code(var text) -> Stream.of(new Code(text));
        };
    }

    private static Stream<Row> lines(List<String> texts, Receipt.Size size) {
        return texts.stream().map(text -> new Line(text.stripTrailing(), size));
    }

    private static List<String> aligned(String text, Receipt.Align align, int columns) {
        return Columns.wrap(Columns.printable(text), columns).stream()
                .map(line -> " ".repeat(before(line, align, columns)) + line)
                .toList();
    }

    private static int before(String line, Receipt.Align align, int columns) {
        int left = columns - Columns.of(line);
        return switch (align) {
            case LEFT -> 0;
            case CENTRE -> left / 2;
            case RIGHT -> left;
        };
    }

    /// The right text stands at the end of the left one's last line, or below it where the two
    /// leave no blank between them.
    private static List<String> pair(String left, String right, int columns) {
        var lines = new ArrayList<>(aligned(left, Receipt.Align.LEFT, columns));
        var ends = aligned(right, Receipt.Align.RIGHT, columns);
        var last = lines.getLast();
        var end = ends.getFirst().stripLeading();
        int between = columns - Columns.of(last) - Columns.of(end);
        if (ends.size() == 1 && between > 0) {
            lines.set(lines.size() - 1, last + " ".repeat(between) + end);
        } else {
            lines.addAll(ends);
        }
        return lines;
    }
}

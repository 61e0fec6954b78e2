package onecard.hal;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/// Text where characters stand in columns, on paper: one column for printable ASCII, two for what
/// GBK has besides. Pure.
public final class Columns {

    /// What Chinese printers keep in their memory: 21,003 ideographs, and signs.
    public static final Charset GBK = Charset.forName("GBK");

    private Columns() {}

    /// The text with `?` for each character that has no columns, controls among them. The `¥` of
    /// keyboards is its wide twin, which alone GBK has.
    public static String printable(String text) {
        var encoder = GBK.newEncoder();
        var printable = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> character == '¥' ? '￥' : character)
                .map(
                        character ->
                                isAscii(character)
                                                || isWide(character)
                                                        && encoder.canEncode((char) character)
                                        ? character
                                        : '?')
                .forEach(character -> printable.append((char) character));
        return printable.toString();
    }

    /// Columns that printable text takes.
    public static int of(String printable) {
        return printable.chars().map(character -> isAscii(character) ? 1 : 2).sum();
    }

    /// Lines no wider than that: broken at a blank or beside a wide character, and within a word
    /// only where it is longer than a line.
    ///
    /// @param columns 2 or more
    public static List<String> wrap(String printable, int columns) {
        var lines = new ArrayList<String>();
        var rest = printable;
        while (of(rest) > columns) {
            int end = gap(rest, fitting(rest, columns));
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /// How many characters fit.
    private static int fitting(String text, int columns) {
        int end = 0;
        int used = 0;
        while (end < text.length() && used + of(text.substring(end, end + 1)) <= columns) {
            used += of(text.substring(end, end + 1));
            end++;
        }
        return end;
    }

    /// The last place up to `end` where a line may break; `end` itself where there is none.
    private static int gap(String text, int end) {
        for (int at = end; at > 0; at--) {
            if (!text.substring(0, at).isBlank()
                    && (breaks(text.charAt(at - 1)) || breaks(text.charAt(at)))) {
                return at;
            }
        }
        return end;
    }

    private static boolean breaks(char character) {
        return character == ' ' || !isAscii(character);
    }

    private static boolean isAscii(int character) {
        return character >= ' ' && character <= '~';
    }

    /// Beyond ASCII and within the plane of two bytes, where GBK has only wide characters but the
    /// euro sign, which Java counts among them with one byte.
    private static boolean isWide(int character) {
        return character >= 0xa0 && character <= 0xffff && character != '€';
    }
}

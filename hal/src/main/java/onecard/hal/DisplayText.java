package onecard.hal;

import java.util.Optional;

/// What a customer display shows, valid for any of them: printable ASCII, which all have in
/// common. What another language says, a caller says in Latin letters or in figures; any other
/// character is shown as `?`.
///
/// @param upper 20 columns
/// @param lower 20 columns
/// @param amount for a display that has figures alone, and for the lamps beside them
public record DisplayText(String upper, String lower, Optional<Amount> amount) {

    public static final int COLUMNS = 20;

    /// Nothing.
    public static final DisplayText BLANK = of("", "");

    /// Longer lines are cut off, and shorter ones filled up with blanks.
    public DisplayText {
        upper = line(upper);
        lower = line(lower);
    }

    /// Text alone.
    public static DisplayText of(String upper, String lower) {
        return new DisplayText(upper, lower, Optional.empty());
    }

    /// Two lines, each of a word at the left and an amount at the right. An amount is never cut
    /// off: it is the word that gives way.
    ///
    /// @param shown on a display of figures: the lower line's amount
    public static DisplayText amounts(
            String upperWord, String upper, String lowerWord, Amount shown) {
        return new DisplayText(
                ends(upperWord, upper), ends(lowerWord, shown.figures()), Optional.of(shown));
    }

    private static String ends(String word, String amount) {
        int room = Math.max(0, COLUMNS - 1 - amount.length());
        var left = word.substring(0, Math.min(word.length(), room));
        return left + " ".repeat(Math.max(0, COLUMNS - left.length() - amount.length())) + amount;
    }

    private static String line(String text) {
        var line = new StringBuilder(COLUMNS);
        text.codePoints()
                .limit(COLUMNS)
                .map(character -> character >= ' ' && character <= '~' ? character : '?')
                .forEach(character -> line.append((char) character));
        return line + " ".repeat(COLUMNS - line.length());
    }

    /// A number and what it is.
    ///
    /// @param figures digits with at most one point between them, at most [#DIGITS_MAX], and a
    /// minus before them if need be: `12.50`
    public record Amount(Lamp lamp, String figures) {

        /// Of a display of figures: 999,999.99 yuan.
        public static final int DIGITS_MAX = 8;

        public Amount {
            long places = figures.chars().filter(figure -> figure != '.').count();
            if (!figures.matches("-?[0-9]+([.][0-9]+)?") || places > DIGITS_MAX) {
                throw new IllegalArgumentException(
                        "an amount is at most 8 figures and a point, but was " + figures);
            }
        }
    }

    /// The word that is lit beside the figures.
    public enum Lamp {
        /// Of one.
        PRICE,
        /// To be paid.
        TOTAL,
        /// Given.
        COLLECTED,
        /// Given back.
        CHANGE
    }
}

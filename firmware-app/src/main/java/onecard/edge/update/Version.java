package onecard.edge.update;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The version of a release, as `scripts/package` writes them: the name of its folder, and older or
/// newer as dpkg has it. Neither an epoch nor a revision is in it.
///
/// @param text digits first, then letters, digits and `.+~`
public record Version(String text) implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile("[0-9][0-9A-Za-z.+~]{0,63}");

    public Version {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no version: " + text);
        }
    }

    /// Empty if it is none, whatever it is.
    public static Optional<Version> of(String text) {
        return Optional.of(text).filter(it -> FORM.matcher(it).matches()).map(Version::new);
    }

    /// Whether dpkg calls it later.
    public boolean isAfter(Version other) {
        return compareTo(other) > 0;
    }

    /// The same of what dpkg has; never of what is no version of ours, such as one with an epoch:
    /// nobody knows that it is later.
    boolean isAfter(String installed) {
        return of(installed).filter(this::isAfter).isPresent();
    }

    /// By turns what is no digit, letter by letter, and a number (Debian policy 5.6.12).
    @Override
    public int compareTo(Version other) {
        int i = 0;
        int j = 0;
        while (i < text.length() || j < other.text.length()) {
            while (isLetter(text, i) || isLetter(other.text, j)) {
                int by = weight(text, i) - weight(other.text, j);
                if (by != 0) {
                    return by;
                }
                i++;
                j++;
            }
            int end = end(text, i);
            int otherEnd = end(other.text, j);
            int by = number(text, i, end).compareTo(number(other.text, j, otherEnd));
            if (by != 0) {
                return by;
            }
            i = end;
            j = otherEnd;
        }
        return 0;
    }

    private static boolean isLetter(String text, int at) {
        return at < text.length() && !Character.isDigit(text.charAt(at));
    }

    /// `~` is before the end, and letters are before all other signs.
    private static int weight(String text, int at) {
        if (!isLetter(text, at)) {
            return 0;
        }
        char sign = text.charAt(at);
        return sign == '~' ? -1 : Character.isLetter(sign) ? sign : sign + 256;
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static BigInteger number(String text, int from, int end) {
        return from == end ? BigInteger.ZERO : new BigInteger(text.substring(from, end));
    }

    @Override
    public String toString() {
        return text;
    }
}

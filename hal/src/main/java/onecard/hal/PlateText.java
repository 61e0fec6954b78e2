package onecard.hal;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number plate as it is hashed, however a camera writes it: capital letters, digits and the
/// Chinese characters that stand on it, without whatever is put between them.
public final class PlateText {

    /// Longer texts are no plates: none has more than ten characters, each of which somebody may
    /// have put something beside.
    public static final int SAID_MAX = 32;

    private static final Pattern FORM = Pattern.compile("[\\p{IsHan}A-Z0-9]{5,10}");

    /// Spaces, the dot behind the letter of the city in its many forms, and dashes.
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\u00b7\\u2022\\u2027\\u2219._-]");

    private PlateText() {}

    /// Empty if it is no plate. Full-width letters and digits are taken for their like.
    ///
    /// @param said whatever a camera says
    public static Optional<String> normalised(String said) {
        if (said.length() > SAID_MAX) {
            return Optional.empty();
        }
        var plain = Normalizer.normalize(said, Normalizer.Form.NFKC);
        var text = capitals(BETWEEN.matcher(plain).replaceAll(""));
        return isNormal(text) ? Optional.of(text) : Optional.empty();
    }

    /// Whether it is one as it is hashed.
    public static boolean isNormal(String text) {
        return FORM.matcher(text).matches();
    }

    /// Of a to z alone: of a letter that is no plate's, none is made.
    private static String capitals(String text) {
        var capitals = new StringBuilder(text.length());
        text.chars()
                .map(each -> each >= 'a' && each <= 'z' ? each - 'a' + 'A' : each)
                .forEach(each -> capitals.append((char) each));
        return capitals.toString();
    }
}

package onecard.hal.card;

import java.util.regex.Pattern;

/// The 18 characters of a citizen number (公民身份号码), GB 11643.
public final class CitizenNumber {

    private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9X]");

    private CitizenNumber() {}

    /// Whether it has the form, and its last character is its check digit, ISO 7064 MOD 11-2.
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches() && text.charAt(17) == checkDigit(text);
    }

    private static char checkDigit(String text) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum = (sum + text.charAt(i) - '0') * 2 % 11;
        }
        return "0123456789X".charAt((12 - sum) % 11);
    }
}

package onecard.site;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Codes of somebody else that are good once and only online, such as those of the electronic
/// social security card: known by their look alone, forwarded unread, never taken apart.
///
/// @param prefix how they begin; may be empty
/// @param minChars of the whole code
/// @param maxChars of the whole code, at most [#CHARS_MAX]
/// @param decoder who says whom a code names; absent: nobody, and every one is refused
/// @param token of this device at the decoder; absent where it wants none
/// @param ca PEM file of authorities that the decoder's certificate comes from; absent: those the
///     Java runtime trusts
/// @param deadline for the whole question
/// @param life of a code: shown again within it, it is a replay
public record ForeignCode(
        String name,
        String prefix,
        int minChars,
        int maxChars,
        Letters letters,
        Optional<URI> decoder,
        Optional<Secret> token,
        Optional<String> ca,
        Duration deadline,
        Duration life,
        Offline offline) {

    /// What a scanner may hand over at once.
    public static final int CHARS_MAX = 1_024;

    public ForeignCode {
        if (minChars < 1 || minChars > maxChars || maxChars > CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a code must have 1.."
                            + CHARS_MAX
                            + " characters, but "
                            + name
                            + " has "
                            + minChars
                            + ".."
                            + maxChars);
        }
    }

    /// Whether a code looks like one of these.
    public boolean matches(String code) {
        return code.length() >= minChars
                && code.length() <= maxChars
                && code.startsWith(prefix)
                && code.chars().allMatch(letters::holds);
    }

    /// Of what a code is made.
    public enum Letters {
        DIGITS,
        HEX,
        ALPHANUMERIC,
        BASE64URL,
        PRINTABLE;

        boolean holds(int letter) {
            return switch (this) {
                case DIGITS -> in(letter, '0', '9');
                case HEX -> DIGITS.holds(letter) || in(letter, 'a', 'f') || in(letter, 'A', 'F');
                case ALPHANUMERIC ->
                        DIGITS.holds(letter) || in(letter, 'a', 'z') || in(letter, 'A', 'Z');
                case BASE64URL -> ALPHANUMERIC.holds(letter) || letter == '-' || letter == '_';
                case PRINTABLE -> in(letter, ' ', '~');
            };
        }

        private static boolean in(int letter, char first, char last) {
            return letter >= first && letter <= last;
        }
    }

    /// What is said while nobody answers for a code.
    public enum Offline {
        /// The card is asked for instead: `NO_RESOLVER`.
        CARD,
        /// A fault of the device: `DEVICE_FAULT`.
        REFUSE
    }
}

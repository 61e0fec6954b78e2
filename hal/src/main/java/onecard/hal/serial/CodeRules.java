package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// How a scanner was told to send what it sees, and how much of that is believed.
///
/// @param suffix what the scanner puts behind a code; it differs by model, so say it, and set it
/// with [ScannerSetup]
/// @param prefix what it puts before one, such as an AIM identifier `]Q1`; taken off where it
/// stands, may be empty
/// @param lengthMax bytes of the longest code taken, 1 to 2953, which is all a QR code can hold
/// @param sameCode how long a code must be out of sight before it counts again
public record CodeRules(Suffix suffix, String prefix, int lengthMax, Duration sameCode) {

    /// Long enough for any pass there is (a signed one has 216 characters), short enough that
    /// nonsense costs nothing.
    public static final int LENGTH_MAX = 512;

    /// A phone held to the window is read twice a second, and a shaking hand loses it for one.
    public static final Duration SAME_CODE = Duration.ofMillis(1_500);

    private static final int QR_BYTES_MAX = 2953;
    private static final int PREFIX_MAX = 16;

    /// What ends a code; silence ends it too.
    public enum Suffix {
        CR("\r"),
        LF("\n"),
        CRLF("\r\n"),
        /// Silence alone, and a code may hold any byte.
        NONE("");

        private final byte[] bytes;

        Suffix(String text) {
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    public CodeRules {
        if (lengthMax < 1 || lengthMax > QR_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the length of a code must be 1.." + QR_BYTES_MAX + ", but was " + lengthMax);
        }
        if (prefix.length() > PREFIX_MAX
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(prefix)) {
            throw new IllegalArgumentException(
                    "a prefix must be at most " + PREFIX_MAX + " ASCII characters");
        }
        if (sameCode.isNegative()) {
            throw new IllegalArgumentException("a time must not be negative, but was " + sameCode);
        }
    }

    /// The usual: no prefix, and the limits above.
    public static CodeRules endingWith(Suffix suffix) {
        return new CodeRules(suffix, "", LENGTH_MAX, SAME_CODE);
    }
}

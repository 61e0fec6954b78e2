package onecard.access;

import java.util.HexFormat;
import java.util.Optional;

/// The pseudonym of a credential: 16 bytes of a keyed hash, opaque here, most significant first.
/// No number can be told from it.
public record Token(long high, long low) implements Comparable<Token> {

    private static final HexFormat HEX = HexFormat.of();

    /// From 16 bytes, most significant first.
    public static Token of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("token must be 16 bytes, but was " + bytes.length);
        }
        return new Token(word(bytes, 0), word(bytes, 8));
    }

    /// From 32 lower-case hex digits.
    public static Token of(String hex) {
        return of(HEX.parseHex(hex));
    }

    /// The same of what may be anything else.
    public static Optional<Token> parse(String text) {
        return isHex(text)
                ? Optional.of(
                        new Token(
                                HexFormat.fromHexDigitsToLong(text, 0, 16),
                                HexFormat.fromHexDigitsToLong(text, 16, 32)))
                : Optional.empty();
    }

    /// Without a pattern: a list has hundreds of thousands of them.
    private static boolean isHex(String text) {
        if (text.length() != 32) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }

    public byte[] bytes() {
        var bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return bytes;
    }

    /// In the order of the form on the wire.
    @Override
    public int compareTo(Token other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /// 32 lower-case hex digits, the form on the wire.
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = 0; i < 8; i++) {
            word = (word << 8) | (bytes[from + i] & 0xff);
        }
        return word;
    }
}

package onecard.edge.pass;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// Bytes as the 45 characters of a QR code's alphanumeric mode: two bytes in three characters, a
/// last one in two. Strict: what the encoder would not have written is not read.
///
/// Source: RFC 9285.
final class Base45 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = ALPHABET.length();
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < BASE; i++) {
            VALUES[ALPHABET.charAt(i)] = i;
        }
    }

    private Base45() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder(bytes.length * 3 / 2 + 2);
        int i = 0;
        for (; i + 1 < bytes.length; i += 2) {
            digits(text, (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff, 3);
        }
        if (i < bytes.length) {
            digits(text, bytes[i] & 0xff, 2);
        }
        return text.toString();
    }

    /// Empty for another character, a group that is too large, or one character left over.
    static Optional<byte[]> decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        for (; i + 3 <= text.length(); i += 3) {
            int pair = number(text, i, 3);
            if (pair < 0 || pair > 0xffff) {
                return Optional.empty();
            }
            bytes.write(pair >>> 8);
            bytes.write(pair);
        }
        int left = text.length() - i;
        if (left == 0) {
            return Optional.of(bytes.toByteArray());
        }
        int last = left == 2 ? number(text, i, 2) : -1;
        if (last < 0 || last > 0xff) {
            return Optional.empty();
        }
        bytes.write(last);
        return Optional.of(bytes.toByteArray());
    }

    /// Least significant digit first.
    private static void digits(StringBuilder text, int number, int count) {
        int rest = number;
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(rest % BASE));
            rest /= BASE;
        }
    }

    /// Negative if a character is not of the alphabet.
    private static int number(String text, int from, int count) {
        int number = 0;
        for (int i = from + count - 1; i >= from; i--) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return -1;
            }
            number = number * BASE + value;
        }
        return number;
    }
}

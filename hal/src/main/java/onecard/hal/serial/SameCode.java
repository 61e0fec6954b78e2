package onecard.hal.serial;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;

/// Tells a code that is still held to the window from one that was shown anew. Keeps a hash, not
/// the code: whoever has the code can use it.
final class SameCode {

    private final long awayNanos;
    private byte[] last = {};
    private long seenNanos;

    /// @param away how long a code must be out of sight before it counts again
    SameCode(Duration away) {
        this.awayNanos = away.toNanos();
    }

    /// Whether this sight of a code counts.
    boolean fresh(byte[] code, long nanos) {
        var hash = hash(code);
        boolean same = Arrays.equals(hash, last) && nanos - seenNanos < awayNanos;
        last = hash;
        seenNanos = nanos;
        return !same;
    }

    private static byte[] hash(byte[] code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

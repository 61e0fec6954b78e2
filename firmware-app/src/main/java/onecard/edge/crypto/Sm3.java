package onecard.edge.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/// The SM3 hash (GM/T 0004, 32 bytes), as 64 lower-case hex digits. Thread-safe.
public final class Sm3 {

    public static final String ZERO = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private Sm3() {}

    public static String hex(byte[] bytes) {
        var digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        return finished(digest);
    }

    /// Of the pieces' UTF-8, one after the other.
    public static String hex(String... pieces) {
        var digest = new SM3Digest();
        for (var piece : pieces) {
            var bytes = piece.getBytes(StandardCharsets.UTF_8);
            digest.update(bytes, 0, bytes.length);
        }
        return finished(digest);
    }

    private static String finished(SM3Digest digest) {
        var hash = new byte[32];
        digest.doFinal(hash, 0);
        return HEX.formatHex(hash);
    }
}

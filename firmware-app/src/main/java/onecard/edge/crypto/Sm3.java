package onecard.edge.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/// The SM3 hash (GM/T 0004, 32 bytes), as 64 lower-case hex digits or as bytes. Thread-safe.
public final class Sm3 {

    public static final String ZERO = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private Sm3() {}

    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes(bytes));
    }

    /// Of the pieces' UTF-8, one after the other.
    public static String hex(String... pieces) {
        var digest = new SM3Digest();
        for (var piece : pieces) {
            var bytes = piece.getBytes(StandardCharsets.UTF_8);
            digest.update(bytes, 0, bytes.length);
        }
        return HEX.formatHex(finished(digest));
    }

    public static byte[] bytes(byte[] message) {
        var digest = new SM3Digest();
        digest.update(message, 0, message.length);
        return finished(digest);
    }

    /// HMAC-SM3 of the pieces, one after the other, whole: 32 bytes.
    public static byte[] mac(byte[] key, byte[]... pieces) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        for (var piece : pieces) {
            mac.update(piece, 0, piece.length);
        }
        var whole = new byte[32];
        mac.doFinal(whole, 0);
        return whole;
    }

    private static byte[] finished(SM3Digest digest) {
        var hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }
}

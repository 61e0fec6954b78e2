package onecard.edge.crypto;

import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/// Verifies signatures of others by the key's public text. Any bytes are safe to pass: what is
/// not a good signature is `false`. Thread-safe.
public final class Signatures {

    /// The default user id of GM/T 0009.
    private static final byte[] SM2_USER_ID =
            "1234567812345678".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final int SIGNATURE_BYTES = 64;

    /// How an SM2 point begins; the other forms of the same point would be other texts of one key.
    private static final byte UNCOMPRESSED = 0x04;

    private Signatures() {}

    /// Whether `sig` (base64url of 64 bytes) is the key's over the canonical form of `signed`.
    ///
    /// @param key `ed25519:` and 32 bytes, or `sm2:` and a 65-byte point, base64url
    public static boolean valid(String key, Json.Obj signed, String sig) {
        return decoded(sig)
                .filter(bytes -> bytes.length == SIGNATURE_BYTES)
                .map(bytes -> valid(key, Canonical.bytes(signed), bytes))
                .orElse(false);
    }

    /// The same over bytes as they are.
    static boolean valid(String key, byte[] message, byte[] signature) {
        try {
            if (key.startsWith("ed25519:")) {
                return decoded(key.substring(8))
                        .filter(bytes -> bytes.length == 32)
                        .map(bytes -> ed25519(bytes, message, signature))
                        .orElse(false);
            }
            if (key.startsWith("sm2:")) {
                return decoded(key.substring(4))
                        .filter(bytes -> bytes.length == 65 && bytes[0] == UNCOMPRESSED)
                        .map(bytes -> sm2(bytes, message, signature))
                        .orElse(false);
            }
            return false;
        } catch (IllegalArgumentException | IllegalStateException _) {
            // A point off the curve and the like: a stranger's input, not our bug.
            return false;
        }
    }

    private static boolean ed25519(byte[] key, byte[] message, byte[] signature) {
        var signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(key));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private static boolean sm2(byte[] key, byte[] message, byte[] signature) {
        var curve = GMNamedCurves.getByName("sm2p256v1");
        var domain = new ECDomainParameters(curve);
        var point = new ECPublicKeyParameters(curve.getCurve().decodePoint(key), domain);
        var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(false, new ParametersWithID(point, SM2_USER_ID));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private static Optional<byte[]> decoded(String base64url) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(base64url));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/// A public key, taken apart once and used often. Thread-safe.
///
/// Verified with Bouncy Castle's lightweight signers: several times as fast as the JDK's Ed25519,
/// and SM2 on the curve's own arithmetic instead of the general one.
public final class VerifyKey {

    public static final int SIGNATURE_BYTES = 64;

    /// The default user id of GM/T 0009.
    static final byte[] SM2_USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("sm2p256v1");
    static final ECDomainParameters SM2_DOMAIN = new ECDomainParameters(CURVE);

    /// How an SM2 point begins; the other forms of the same point would be other texts of one key.
    private static final byte UNCOMPRESSED = 0x04;

    private final String text;
    private final SignatureAlgorithm algorithm;
    private final Check check;

    private interface Check {
        boolean verifies(byte[] message, byte[] signature);
    }

    private VerifyKey(String text, SignatureAlgorithm algorithm, Check check) {
        this.text = text;
        this.algorithm = algorithm;
        this.check = check;
    }

    /// Empty for what is no key: another algorithm, another form, a point off the curve.
    ///
    /// @param text `ed25519:` and 32 bytes, or `sm2:` and a 65-byte point, base64url
    public static Optional<VerifyKey> of(String text) {
        try {
            if (text.startsWith("ed25519:")) {
                return decoded(text.substring(8))
                        .filter(bytes -> bytes.length == 32)
                        .map(bytes -> ed25519(text, bytes));
            }
            if (text.startsWith("sm2:")) {
                return decoded(text.substring(4))
                        .filter(bytes -> bytes.length == 65 && bytes[0] == UNCOMPRESSED)
                        .map(bytes -> sm2(text, bytes));
            }
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException _) {
            // A point off the curve and the like: a stranger's input, not our bug.
            return Optional.empty();
        }
    }

    /// The key as it stands in site files and messages.
    public String text() {
        return text;
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /// Whether `signature` is this key's over these bytes; any bytes are safe to pass.
    ///
    /// @param signature 64 bytes; SM2: r and s
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            return signature.length == SIGNATURE_BYTES && check.verifies(message, signature);
        } catch (IllegalArgumentException | IllegalStateException _) {
            return false;
        }
    }

    /// The same for a signature as certificates carry it: r and s in DER, in no longer form than
    /// need be.
    boolean verifiesDer(byte[] message, byte[] signature) {
        try {
            var order = SM2_DOMAIN.getN();
            var parts = StandardDSAEncoding.INSTANCE.decode(order, signature);
            return verifies(message, PlainDSAEncoding.INSTANCE.encode(order, parts[0], parts[1]));
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static VerifyKey ed25519(String text, byte[] key) {
        var point = new Ed25519PublicKeyParameters(key);
        return new VerifyKey(
                text,
                SignatureAlgorithm.ED25519,
                (message, signature) -> {
                    var signer = new Ed25519Signer();
                    signer.init(false, point);
                    signer.update(message, 0, message.length);
                    return signer.verifySignature(signature);
                });
    }

    private static VerifyKey sm2(String text, byte[] key) {
        var point = new ECPublicKeyParameters(CURVE.getCurve().decodePoint(key), SM2_DOMAIN);
        return new VerifyKey(
                text,
                SignatureAlgorithm.SM2,
                (message, signature) -> {
                    var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
                    signer.init(false, new ParametersWithID(point, SM2_USER_ID));
                    signer.update(message, 0, message.length);
                    return signer.verifySignature(signature);
                });
    }

    static Optional<byte[]> decoded(String base64url) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(base64url));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

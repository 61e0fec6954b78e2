package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// A key that signs: the device's own, Ed25519, made at first use and never leaving its file.
/// Thread-safe.
public final class SigningKey {

    private static final int SEED_BYTES = 32;

    private final PrivateKey key;
    private final String publicText;

    private SigningKey(PrivateKey key, String publicText) {
        this.key = key;
        this.publicText = publicText;
    }

    /// The key of `file` (PKCS#8 PEM), made at first use.
    public static SigningKey madeAtFirstUse(Path file) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.write(file, pem(generate().getPrivate()));
        }
        return read(file);
    }

    public static SigningKey read(Path file) throws IOException {
        var pem = KeyFile.read(file);
        try {
            var body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            var encoded = Base64.getDecoder().decode(body);
            var key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return of(key);
        } catch (GeneralSecurityException | IllegalArgumentException bad) {
            throw new Failed(Message.DEVICE_KEY_WRONG.with(file), bad);
        }
    }

    /// From a 32-byte seed, for tests that must repeat.
    public static SigningKey ofSeed(byte[] seed) {
        try {
            var prefix = java.util.HexFormat.of().parseHex("302e020100300506032b657004220420");
            var encoded = Arrays.copyOf(prefix, prefix.length + SEED_BYTES);
            System.arraycopy(seed, 0, encoded, prefix.length, SEED_BYTES);
            return of(
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// `ed25519:` and base64url of the 32-byte public key.
    public String publicText() {
        return publicText;
    }

    /// Signs the canonical form of `signed`; base64url of 64 bytes.
    public String sign(Json.Obj signed) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sign(Canonical.bytes(signed)));
    }

    /// Signs these bytes as they are; 64 bytes.
    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SigningKey of(PrivateKey key) {
        // Not the last bytes of its PKCS#8 form: version 2 (RFC 8410) has the public key there.
        var seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        var point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        return new SigningKey(
                key, "ed25519:" + Base64.getUrlEncoder().withoutPadding().encodeToString(point));
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(PrivateKey key) {
        var body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }
}

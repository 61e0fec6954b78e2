package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// A key that signs: the device's own, made at first use and never leaving its file, or an
/// issuer's. Ed25519 or SM2. Thread-safe.
public final class SigningKey {

    private static final int SEED_BYTES = 32;

    /// What stands before the 32-byte seed in PKCS#8 (RFC 8410).
    private static final byte[] ED25519_PKCS8 =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final AsymmetricKeyParameter key;
    private final SignatureAlgorithm algorithm;
    private final String publicText;

    private SigningKey(
            AsymmetricKeyParameter key, SignatureAlgorithm algorithm, String publicText) {
        this.key = key;
        this.algorithm = algorithm;
        this.publicText = publicText;
    }

    /// The key of `file` (PKCS#8 PEM), made at first use: Ed25519.
    public static SigningKey madeAtFirstUse(Path file) throws IOException {
        if (!Files.exists(file)) {
            var seed = new byte[SEED_BYTES];
            new SecureRandom().nextBytes(seed);
            KeyFile.write(file, pem(seed));
        }
        return read(file);
    }

    /// The key of a PKCS#8 PEM file.
    ///
    /// @throws IOException if the file is missing, lies open, or holds anything but an Ed25519 or
    /// SM2 key
    public static SigningKey read(Path file) throws IOException {
        var pem = SecretFile.of(file).text();
        try {
            var body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return of(PrivateKeyFactory.createKey(Base64.getDecoder().decode(body)));
        } catch (IOException | RuntimeException bad) {
            // The library's reader falls over what is no key in many ways.
            throw new Failed(Message.SIGNING_KEY_WRONG.with(file), bad);
        }
    }

    /// From a 32-byte seed, for tests that must repeat.
    public static SigningKey ofSeed(byte[] seed) {
        return of(new Ed25519PrivateKeyParameters(seed));
    }

    /// The SM2 key with this private number, for tests that must repeat.
    public static SigningKey sm2Of(byte[] number) {
        return sm2(
                new ECPrivateKeyParameters(
                        new java.math.BigInteger(1, number), VerifyKey.SM2_DOMAIN));
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /// `ed25519:` and base64url of the 32-byte public key, or `sm2:` and of the 65-byte point.
    public String publicText() {
        return publicText;
    }

    /// Signs the canonical form of `signed`; base64url of 64 bytes.
    public String sign(Json.Obj signed) {
        return text(sign(Canonical.bytes(signed)));
    }

    /// Signs these bytes as they are; 64 bytes.
    public byte[] sign(byte[] message) {
        try {
            var signer = signer();
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        } catch (CryptoException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Signer signer() {
        return switch (algorithm) {
            case ED25519 -> {
                var signer = new Ed25519Signer();
                signer.init(true, key);
                yield signer;
            }
            case SM2 -> {
                var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
                signer.init(true, new ParametersWithID(key, VerifyKey.SM2_USER_ID));
                yield signer;
            }
        };
    }

    private static SigningKey of(AsymmetricKeyParameter key) {
        return switch (key) {
            case Ed25519PrivateKeyParameters ed25519 ->
                    new SigningKey(
                            ed25519,
                            SignatureAlgorithm.ED25519,
                            "ed25519:" + text(ed25519.generatePublicKey().getEncoded()));
            case ECPrivateKeyParameters ec when isSm2(ec) ->
                    sm2(new ECPrivateKeyParameters(ec.getD(), VerifyKey.SM2_DOMAIN));
            default -> throw new IllegalArgumentException("neither Ed25519 nor SM2");
        };
    }

    private static SigningKey sm2(ECPrivateKeyParameters key) {
        var point =
                new FixedPointCombMultiplier()
                        .multiply(VerifyKey.SM2_DOMAIN.getG(), key.getD())
                        .normalize();
        return new SigningKey(key, SignatureAlgorithm.SM2, "sm2:" + text(point.getEncoded(false)));
    }

    private static boolean isSm2(ECPrivateKeyParameters key) {
        return key.getParameters() instanceof ECNamedDomainParameters named
                && named.getName().equals(GMObjectIdentifiers.sm2p256v1);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String pem(byte[] seed) {
        var encoded = Arrays.copyOf(ED25519_PKCS8, ED25519_PKCS8.length + SEED_BYTES);
        System.arraycopy(seed, 0, encoded, ED25519_PKCS8.length, SEED_BYTES);
        var body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded);
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }
}

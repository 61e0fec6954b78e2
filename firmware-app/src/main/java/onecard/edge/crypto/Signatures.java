package onecard.edge.crypto;

/// Verifies signatures of others by the key's public text. Any bytes are safe to pass: what is
/// not a good signature is `false`. Thread-safe.
public final class Signatures {

    private Signatures() {}

    /// Whether `sig` (base64url of 64 bytes) is the key's over the canonical form of `signed`.
    ///
    /// @param key `ed25519:` and 32 bytes, or `sm2:` and a 65-byte point, base64url
    public static boolean valid(String key, Json.Obj signed, String sig) {
        return VerifyKey.decoded(sig)
                .map(bytes -> valid(key, Canonical.bytes(signed), bytes))
                .orElse(false);
    }

    /// The same over bytes as they are.
    static boolean valid(String key, byte[] message, byte[] signature) {
        return VerifyKey.of(key).map(known -> known.verifies(message, signature)).orElse(false);
    }
}

package onecard.edge.pass;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Sm3;
import onecard.edge.crypto.VerifyKey;

/// Whose passes are believed. Several keys at once, so that they can be rolled. Immutable.
///
/// A key's short name (kid) in a token is the first 4 bytes of SM3 over its text.
public final class PassKeys {

    static final int KID_BYTES = 4;

    private final Map<Integer, VerifyKey> signers;
    private final List<RollingKey> rolling;

    private PassKeys(Map<Integer, VerifyKey> signers, List<RollingKey> rolling) {
        this.signers = Map.copyOf(signers);
        this.rolling = List.copyOf(rolling);
    }

    /// @param trusted public keys as the site file writes them; what is no key is left out
    /// @param rolling secrets that rolling codes are derived from
    /// @param revoked public keys that count no more, trusted or not
    public static PassKeys of(List<String> trusted, List<RollingKey> rolling, Set<String> revoked) {
        var signers = new HashMap<Integer, VerifyKey>();
        for (var text : trusted) {
            if (!revoked.contains(text)) {
                VerifyKey.of(text).ifPresent(key -> signers.put(number(kid(text)), key));
            }
        }
        return new PassKeys(signers, rolling);
    }

    /// The short name of a public key.
    static byte[] kid(String publicText) {
        var hash = Sm3.bytes(publicText.getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(hash, KID_BYTES);
    }

    Optional<VerifyKey> signer(byte[] kid) {
        return kid.length == KID_BYTES
                ? Optional.ofNullable(signers.get(number(kid)))
                : Optional.empty();
    }

    /// Every secret of that short name; one byte may name two.
    List<RollingKey> rolling(byte kid) {
        var named = new ArrayList<>(rolling);
        named.removeIf(key -> key.kid() != kid);
        return named;
    }

    private static int number(byte[] kid) {
        return ByteBuffer.wrap(kid).getInt();
    }
}

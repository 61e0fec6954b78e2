package onecard.edge.pass;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import onecard.edge.crypto.Sm3;

/// The secret of one site that rolling codes are derived from. Whoever holds it can make any
/// rolling code of that site, so it lies where the site key lies and is rolled like it. Immutable.
public final class RollingKey {

    static final int BYTES = 32;

    private final byte[] secret;
    private final byte[] site;
    private final byte kid;

    /// @param secret 32 random bytes
    /// @param site so that equal secrets of two sites open neither's doors for the other
    public RollingKey(byte[] secret, String site) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(
                    "a rolling key must be " + BYTES + " bytes, but was " + secret.length);
        }
        this.secret = secret.clone();
        this.site = site.getBytes(StandardCharsets.US_ASCII);
        this.kid = Sm3.mac(secret, "kid".getBytes(StandardCharsets.US_ASCII))[0];
    }

    /// Its short name in a code.
    byte kid() {
        return kid;
    }

    /// What the phone of one pass holds: it signs codes of exactly these rights and no others.
    byte[] of(byte[] rights) {
        return Sm3.mac(
                secret, RollingCode.PREFIX.getBytes(StandardCharsets.US_ASCII), site, rights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollingKey key
                && Arrays.equals(secret, key.secret)
                && Arrays.equals(site, key.site);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(site);
    }
}

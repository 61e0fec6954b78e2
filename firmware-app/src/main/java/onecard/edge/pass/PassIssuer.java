package onecard.edge.pass;

import java.time.Instant;
import onecard.edge.crypto.SigningKey;

/// Writes what [PassCheck] reads. Whoever issues keeps the ids apart: two passes of one id have one
/// count.
public final class PassIssuer {

    private PassIssuer() {}

    /// The form to start from, with up to eight addresses.
    public static String cose(PassClaims claims, Instant issued, SigningKey key) {
        return CosePass.issue(claims, issued, key);
    }

    /// The small form.
    ///
    /// @throws IllegalArgumentException if it has more than one address
    public static String compact(PassClaims claims, SigningKey key) {
        return CompactPass.issue(claims, key);
    }

    /// What a phone makes rolling codes from; `uses` does not count there.
    ///
    /// @throws IllegalArgumentException if it has more than one address, begins before 2020 or ends
    ///     after 2051
    public static RollingSeed rolling(PassClaims claims, RollingKey secret) {
        return RollingSeed.issue(claims, secret);
    }
}

package onecard.hal;

import java.util.Locale;

/// What came of an attempt to prove that a chip is genuine. Only a chip can raise its level; a
/// chip that cannot be judged keeps the lower one, and each point says what is enough.
public sealed interface Proof {

    /// @param level 2: it holds the issuer's key; 3: it holds the key of its certificate
    record Genuine(int level) implements Proof {}

    /// It answered, and what it answered is false, or its issuer has revoked it.
    record Forged(Cause cause) implements Proof {}

    /// Nobody can say.
    record Unproved(Cause cause) implements Proof {}

    /// Why a chip is no more than its static data, in words that metrics and events carry.
    enum Cause {
        /// The chip does not carry the application, or refuses to take part.
        CARD_REFUSED,
        /// What keys are derived by cannot be had from this chip, or contradicts itself.
        NO_FACTORS,
        MODULE_ABSENT,
        MODULE_REFUSED,
        MODULE_LATE,
        WRONG_CRYPTOGRAM,
        /// Certificate or signature are not of the expected form.
        MALFORMED,
        /// The certificate is another card's.
        WRONG_HOLDER,
        /// No path to a trusted root.
        UNKNOWN_ISSUER,
        NOT_YET_VALID,
        EXPIRED,
        /// The certificate, or one above it, is not for this use.
        WRONG_USAGE,
        /// There is no revocation list of that issuer, or it is older than its grace.
        REVOCATION_STALE,
        REVOKED,
        CLOCK_UNTRUSTED,
        WRONG_SIGNATURE;

        /// The name in metrics and events.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package onecard.access;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// What a point demands of a card itself, whoever holds it.
///
/// @param validOnly refuse a card past its own last day
/// @param expiredUntil last day on which such a card is taken all the same, while cards are
/// exchanged; for points that only identify
/// @param renewWithinDays holders are prompted so many days before the last one; 0: never
/// @param regions of issuers accepted, by the first digits of the region code; empty: all
public record CardTerms(
        boolean validOnly,
        Optional<LocalDate> expiredUntil,
        int renewWithinDays,
        Set<String> regions) {

    /// Every card, and nobody is prompted.
    public static final CardTerms NONE = new CardTerms(false, Optional.empty(), 0, Set.of());

    public CardTerms {
        if (renewWithinDays < 0) {
            throw new IllegalArgumentException("days must not be negative: " + renewWithinDays);
        }
        regions = Set.copyOf(regions);
    }

    /// Only social security cards name the region of their issuer; one that does not is of none.
    boolean takesRegionOf(Credential credential) {
        return regions.isEmpty()
                || credential.kind() != CredentialKind.SSC
                || credential
                        .region()
                        .filter(region -> regions.stream().anyMatch(region::startsWith))
                        .isPresent();
    }

    Expiry expiry(Credential credential, LocalDate today) {
        if (!validOnly || credential.expires().filter(today::isAfter).isEmpty()) {
            return Expiry.FINE;
        }
        return expiredUntil.filter(last -> !today.isAfter(last)).isPresent()
                ? Expiry.TOLERATED
                : Expiry.OVER;
    }

    /// @param last day of the card; absent where nobody knows
    boolean prompts(Optional<LocalDate> last, LocalDate today) {
        return renewWithinDays > 0
                && last.filter(day -> !day.isAfter(today.plusDays(renewWithinDays))).isPresent();
    }

    /// What a card's own last day means here today.
    enum Expiry {
        FINE,
        /// Over, but taken until a date.
        TOLERATED,
        OVER
    }
}

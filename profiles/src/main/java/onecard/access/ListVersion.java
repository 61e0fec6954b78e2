package onecard.access;

import java.time.Instant;
import java.util.Optional;

/// A list at one version: what a decision names, so that it can be recomputed.
///
/// @param asOf when the list was issued or imported, for the staleness bound
/// @param validUntil the publisher's own limit
public record ListVersion(String name, long version, Instant asOf, Optional<Instant> validUntil) {

    /// The list of what is denied everywhere. No other list may be called so.
    public static final String DENY = "deny";

    /// Whether its validity has ended: nobody is let in by it, or past it.
    public boolean over(Instant wall) {
        return validUntil.filter(until -> !wall.isBefore(until)).isPresent();
    }
}

package onecard.money;

import java.time.Duration;
import java.util.Optional;

/// What a till hands out by what was ordered ahead.
///
/// @param list of the orders
/// @param canteen whose orders these are
/// @param device of the till, as leases name it
/// @param early so long before its time an order is handed out
/// @param late and so long after it, as long as its meal is served; then nobody came for it
/// @param unleased whether what nobody holds a lease of is handed out: another till may do so, too
/// @param refusedAfter by a list older than this nothing is; absent: no bound
public record PickupTerms(
        String list,
        String canteen,
        String device,
        Duration early,
        Duration late,
        boolean unleased,
        Optional<Duration> refusedAfter) {

    /// Longer, and what was handed out could be forgotten before it is too late.
    public static final Duration LATE_MAX = Duration.ofDays(1);

    /// @throws IllegalArgumentException for a time below zero, or too late
    public PickupTerms {
        if (early.isNegative() || late.isNegative() || late.compareTo(LATE_MAX) > 0) {
            throw new IllegalArgumentException("early by " + early + ", late by " + late);
        }
    }
}

package onecard.hal;

import java.time.Duration;

/// When an energised output ends by itself, whatever becomes of its callers. Kept by the driver.
///
/// @param maxOn longest release, whatever is asked
/// @param holdAtHang a hold does not end when nobody renews it
public record RelayGuard(Duration maxOn, boolean holdAtHang) {

    /// A hold that nobody renews ends after so long.
    public static final Duration HOLD = Duration.ofSeconds(3);

    /// The end of what does not end by itself.
    public static final long NEVER = Long.MAX_VALUE;

    /// The end of a release.
    ///
    /// @param untilNanos as asked for
    public long releaseEnds(long untilNanos, long nowNanos) {
        return Math.min(untilNanos, nowNanos + maxOn.toNanos());
    }

    /// The end of a hold that nobody renews.
    public long holdEnds(long nowNanos) {
        return holdAtHang ? NEVER : nowNanos + HOLD.toNanos();
    }
}

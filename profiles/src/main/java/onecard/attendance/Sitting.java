package onecard.attendance;

import java.time.Duration;
import java.time.Instant;

/// When a session is held.
///
/// @param closes when nothing is taken for it any more, and its report is due
public record Sitting(
        Session session, Instant opens, Instant starts, Instant ends, Instant closes) {

    boolean isOpen(Instant at) {
        return !at.isBefore(opens) && at.isBefore(closes);
    }

    /// How far its begin is away, either way.
    Duration away(Instant at) {
        return Duration.between(starts, at).abs();
    }
}

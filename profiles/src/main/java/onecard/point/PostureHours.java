package onecard.point;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Hours;
import onecard.access.Posture;

/// What orders a point by time. Where several hours are open at once the strictest counts:
/// lockdown before out of service before free.
///
/// @param free everybody passes; no holiday is free
/// @param lockdown closed to everybody at entrances, on holidays too
/// @param disabled out of service, on holidays too
public record PostureHours(
        Optional<Hours> free, Optional<Hours> lockdown, Optional<Hours> disabled) {

    /// No schedule orders it.
    public static final PostureHours NONE =
            new PostureHours(Optional.empty(), Optional.empty(), Optional.empty());

    /// Empty while no hours are open.
    Optional<Posture> at(Instant now) {
        if (open(lockdown, now)) {
            return Optional.of(Posture.LOCKDOWN);
        }
        if (open(disabled, now)) {
            return Optional.of(Posture.DISABLED);
        }
        return open(free, now) ? Optional.of(Posture.FREE) : Optional.empty();
    }

    private static boolean open(Optional<Hours> hours, Instant now) {
        return hours.filter(some -> some.open(now)).isPresent();
    }

    /// When any of them opens or shuts, or is to be looked at again; empty: never.
    Optional<Instant> next(Instant now) {
        return Stream.of(free, lockdown, disabled)
                .flatMap(Optional::stream)
                .map(hours -> hours.next(now))
                .min(Instant::compareTo);
    }
}

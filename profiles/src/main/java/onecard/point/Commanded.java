package onecard.point;

import java.time.Instant;
import java.util.Optional;
import onecard.access.Posture;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What people ordered of a point, standing until it ends.
///
/// @param until absent: until another command
public record Commanded(Posture posture, Optional<End> until) {

    /// When an order ends.
    public sealed interface End {}

    /// Given in this boot: no step of the wall clock moves it.
    public record AtMono(Mono at) implements End {}

    /// Given before a restart.
    public record AtWall(Instant at) implements End {}

    /// Given before a restart, by a clock that nobody believed: it can be compared with nothing.
    public record Unknown() implements End {}

    /// Back to the schedule: an order of normal that has ended at once.
    public static Commanded takenBack(Moment now) {
        return new Commanded(Posture.NORMAL, Optional.of(new AtMono(now.mono())));
    }

    /// Whether it counts no more. Of an end that no clock can tell: what opens is over, what closes
    /// stands.
    public boolean over(Moment now) {
        return until.filter(end -> over(end, now)).isPresent();
    }

    private boolean over(End end, Moment now) {
        return switch (end) {
            case AtMono(var at) -> now.reached(at);
            case AtWall(var at) ->
                    now.trust() == ClockTrust.UNTRUSTED ? opens() : !now.wall().isBefore(at);
            case Unknown() -> opens();
        };
    }

    /// Whether somebody may pass for it whom nothing else would let through.
    private boolean opens() {
        return switch (posture) {
            case FREE, NORMAL, FIRE -> true;
            case LOCKDOWN, DISABLED -> false;
        };
    }
}

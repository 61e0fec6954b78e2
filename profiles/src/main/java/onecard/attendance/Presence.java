package onecard.attendance;

import java.time.Duration;
import java.util.Optional;

/// All that is known of one person at one session. Signs add up to the same whatever their order,
/// however often each is told, and whatever the desk that took it knew of the others: two desks
/// that did not hear of each other may both have taken somebody to come, and the later one is then
/// where they left.
///
/// @param first the earliest sign by which they came; one that leaves only where none other is
///     known
/// @param last the latest one; the same as long as there is but one
public record Presence(Sign first, Sign last) {

    /// Whoever waves once more within this has neither come again nor left.
    public static final Duration ONCE = Duration.ofSeconds(60);

    static Presence of(Sign only) {
        return new Presence(only, only);
    }

    /// Whichever of the two was earlier.
    public static Presence between(Sign one, Sign other) {
        return of(one).with(of(other));
    }

    public Presence with(Presence other) {
        return new Presence(Sign.first(first, other.first), Sign.last(last, other.last));
    }

    /// Where they left, at a meeting at which people sign out; empty: they are still there. A time
    /// that nobody believes is not compared with: one that is believed then follows only from a
    /// sign
    /// that leaves.
    public Optional<Sign> left() {
        boolean timed = first.certain() && !first.result().leaves();
        boolean later = !timed || !last.at().isBefore(first.at().plus(ONCE));
        return last.certain() && later ? Optional.of(last) : Optional.empty();
    }
}

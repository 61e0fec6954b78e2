package onecard.access;

import java.time.Duration;

/// What it means that somebody comes into an area who is in it already: a card was handed back, or
/// its holder left without showing it.
public sealed interface AntiPassback {

    /// Refused until they have left.
    record Hard() implements AntiPassback {}

    /// Granted and noted.
    record Soft() implements AntiPassback {}

    /// Refused until they have left, or for so long after they came in: for an area that is left
    /// without a card.
    record Timed(Duration within) implements AntiPassback {
        public Timed {
            if (!within.isPositive()) {
                throw new IllegalArgumentException("within must be positive, but was " + within);
            }
        }
    }
}

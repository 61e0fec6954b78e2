package onecard.access;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A second factor that a point demands on the way in.
///
/// @param of groups it is demanded of; empty: everybody. Where a card alone proves less than the
///     point's least, it is demanded in any case
/// @param when it is demanded; absent: always
/// @param within how long it is waited for
public record SecondFactor(
        Factor factor, Set<String> of, Optional<Schedule> when, Duration within) {

    public SecondFactor {
        of = Set.copyOf(of);
    }
}

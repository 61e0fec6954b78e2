package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.Guests;

/// What makes a point one where visitors are expected.
///
/// @param closedAfter the end of a visit, it is closed though nobody left
/// @param returns the reader that takes temporary cards back; absent: none does
/// @param guests whom its list expects by now, on any thread; absent: it is not held
public record Gate(
        Duration closedAfter,
        Optional<String> returns,
        Guard guard,
        Supplier<Optional<Guests>> guests) {

    /// Where no list says who is expected.
    public Gate(Duration closedAfter, Optional<String> returns, Guard guard) {
        this(closedAfter, returns, guard, Optional::empty);
    }
}

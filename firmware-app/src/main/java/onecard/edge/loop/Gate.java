package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;

/// What makes a point one where visitors are expected.
///
/// @param closedAfter the end of a visit, it is closed though nobody left
/// @param returns the reader that takes temporary cards back; absent: none does
public record Gate(Duration closedAfter, Optional<String> returns, Guard guard) {}

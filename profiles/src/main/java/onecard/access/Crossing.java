package onecard.access;

import java.util.Optional;

/// What changes once a granted person has passed, and only then.
///
/// @param from the area left; absent: none
/// @param to the area entered; absent: none
/// @param first passing opens the point for others
public record Crossing(Token subject, Optional<String> from, Optional<String> to, boolean first) {}

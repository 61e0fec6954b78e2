package onecard.site;

import java.util.Optional;

/// What stands on a desk at which people sign in, by names of the board's [Countertop].
///
/// @param display that faces whoever signs in
/// @param printer of the report that closes a meeting
public record SiteDesk(Optional<String> display, Optional<String> printer) {}

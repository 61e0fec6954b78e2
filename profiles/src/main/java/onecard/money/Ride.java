package onecard.money;

import java.time.Instant;

/// The journey that a sale is of: the highest fare is paid as it begins, and what was too much goes
/// back as it ends.
///
/// @param from stage where it began
/// @param until then it is over, and incomplete, unless it was ended
public record Ride(int from, Instant until) {}

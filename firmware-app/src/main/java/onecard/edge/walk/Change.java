package onecard.edge.walk;

/// What a contact told.
///
/// @param nanos when, on the monotonic clock
public record Change(String contact, Level level, long nanos) {}

package onecard.money;

/// Where a record stands: what a host names when it says up to where it has counted.
///
/// @param epoch of the journal
public record Place(String epoch, long seq) {}

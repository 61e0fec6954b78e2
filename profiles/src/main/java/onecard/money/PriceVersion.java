package onecard.money;

/// One version of a price list.
///
/// @param list its name
public record PriceVersion(String list, long version) {}

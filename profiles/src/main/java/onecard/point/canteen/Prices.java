package onecard.point.canteen;

import onecard.money.Basis;

/// The prices that a till sells by now.
///
/// @param mode with them in it
/// @param basis where they stand
/// @param known those of a list that is not held, or is over, are not, and nothing is sold
public record Prices(Mode mode, Basis basis, boolean known) {}

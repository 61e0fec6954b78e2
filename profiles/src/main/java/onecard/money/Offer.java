package onecard.money;

/// What whoever taps now is to pay, at which terminal.
///
/// @param point id of the terminal
/// @param staff who stands there
public record Offer(String point, Price price, Staff staff) {}

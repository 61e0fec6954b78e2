package onecard.money;

/// What whoever taps now is to pay, at which terminal.
///
/// @param point id of the terminal
public record Offer(String point, Price price) {}

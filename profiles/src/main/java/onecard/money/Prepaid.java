package onecard.money;

/// What a sale pays ahead: the most as it begins, and what was too much goes back as it ends, once,
/// even if that is nothing. One that nobody ends has cost no more than was paid.
public sealed interface Prepaid permits Ride, Draw {}

package onecard.money;

import java.util.Optional;

/// What a sale was sold by, beside the terms of the terminal: whoever checks the books looks there.
///
/// @param prices the price list that its price stood in; absent: the site file, or the operator
/// @param order what was ordered ahead, and handed out by it; absent: nothing was
/// @param purse the debit that pays it; absent: none does
/// @param ride the journey that it is of; absent: of none
public record Basis(
        Optional<PriceVersion> prices,
        Optional<Pickup> order,
        Optional<PurseDebit> purse,
        Optional<Ride> ride) {

    public static final Basis NONE =
            new Basis(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Basis with(PriceVersion version) {
        return new Basis(Optional.of(version), order, purse, ride);
    }

    public Basis with(Pickup handedOut) {
        return new Basis(prices, Optional.of(handedOut), purse, ride);
    }

    public Basis with(PurseDebit debit) {
        return new Basis(prices, order, Optional.of(debit), ride);
    }

    public Basis with(Ride begun) {
        return new Basis(prices, order, purse, Optional.of(begun));
    }

    /// Whether it was paid online: the host has counted it where it was.
    boolean isPaidOnline() {
        return order.filter(Pickup::paid).isPresent();
    }
}

package onecard.money;

import java.util.Optional;
import onecard.access.Renamed;

/// What a sale was sold by, beside the terms of the terminal: whoever checks the books looks there.
///
/// @param prices the price list that its price stood in; absent: the site file, or the operator
/// @param order what was ordered ahead, and handed out by it; absent: nothing was
/// @param purse the debit that pays it; absent: none does
/// @param prepaid what it pays ahead; absent: what was bought is known
public record Basis(
        Optional<PriceVersion> prices,
        Optional<Pickup> order,
        Optional<PurseDebit> purse,
        Optional<Prepaid> prepaid) {

    public static final Basis NONE =
            new Basis(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Basis with(PriceVersion version) {
        return new Basis(Optional.of(version), order, purse, prepaid);
    }

    public Basis with(Pickup handedOut) {
        return new Basis(prices, Optional.of(handedOut), purse, prepaid);
    }

    public Basis with(PurseDebit debit) {
        return new Basis(prices, order, Optional.of(debit), prepaid);
    }

    public Basis with(Prepaid begun) {
        return new Basis(prices, order, purse, Optional.of(begun));
    }

    Basis renamed(Renamed renamed) {
        return new Basis(
                prices,
                order.map(it -> it.renamed(renamed)),
                purse.map(it -> it.renamed(renamed)),
                prepaid);
    }

    /// The journey that it is of; empty: of none.
    public Optional<Ride> ride() {
        return prepaid.filter(Ride.class::isInstance).map(Ride.class::cast);
    }

    /// What is drawn for it; empty: nothing is.
    public Optional<Draw> draw() {
        return prepaid.filter(Draw.class::isInstance).map(Draw.class::cast);
    }

    /// Whether it was paid online: the host has counted it where it was.
    boolean isPaidOnline() {
        return order.filter(Pickup::paid).isPresent();
    }
}

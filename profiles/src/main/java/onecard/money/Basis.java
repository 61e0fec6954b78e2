package onecard.money;

import java.util.Optional;

/// What a sale was sold by, beside the terms of the terminal: whoever checks the books looks there.
///
/// @param prices the price list that its price stood in; absent: the site file, or the operator
public record Basis(Optional<PriceVersion> prices) {

    public static final Basis NONE = new Basis(Optional.empty());

    public Basis with(PriceVersion version) {
        return new Basis(Optional.of(version));
    }
}

package onecard.money;

import java.time.Instant;
import java.util.Optional;

/// What the host says stands in one wallet.
///
/// @param fen may be below zero: two terminals that could not talk sold on the same money
/// @param asOf when it stood so
/// @param included the last record of this device that is counted in it; absent: none is
public record Balance(long fen, Instant asOf, Optional<Place> included) {

    /// Nothing was ever put in.
    static Balance none(Instant asOf) {
        return new Balance(0, asOf, Optional.empty());
    }
}

package onecard.edge.loop;

import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.time.Moment;

/// What stands on a till's counter, on both sides: displays, voice, printer. Called on the loop's
/// thread; does not block.
public interface Counter {

    /// What whoever taps now is to pay; empty: nothing is for sale.
    void post(Optional<Price> price, Moment now);

    /// It is done.
    ///
    /// @param left in their wallets; absent where nothing is paid
    void tell(Sale sale, Optional<Fen> left, Moment now);

    /// Time has gone on; told once a second and more often.
    default void due(Moment now) {}
}

package onecard.edge.loop;

import java.util.Optional;
import java.util.Set;
import onecard.money.Account;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;
import onecard.time.Moment;
import onecard.words.Words;

/// What stands on a till's counter, on both sides: displays, voice, printer. Called on the loop's
/// thread; does not block.
public interface Counter {

    /// What whoever taps now is to pay; empty: nothing is for sale.
    void post(Optional<Price> price, Moment now);

    /// Plates lie there that nobody has a price for; none: of those told before nothing is left to
    /// do.
    ///
    /// @param tags of them
    default void unpriced(Set<String> tags, Moment now) {}

    /// It is done.
    ///
    /// @param left in their wallets; absent where nothing is paid
    void tell(Sale sale, Optional<Fen> left, Moment now);

    /// Money goes back, and that is durable.
    default void tell(Reversal reversal, Moment now) {}

    /// A batch is closed, and that is durable.
    default void tell(Settlement settled, Moment now) {}

    /// What a settlement would say now. Nothing is closed.
    default void totals(Settlement soFar, Moment now) {}

    /// The host counted something else in a batch, and that is durable.
    default void tell(Difference difference, Moment now) {}

    /// What was told last is told once more, as a copy.
    default void again(Slip slip, Moment now) {}

    /// Whoever ate said how it was, and that is durable.
    ///
    /// @param stars 1 to 5, the best
    default void rated(int stars, Moment now) {}

    /// What somebody wanted to know of their own.
    default void tell(Account account, Moment now) {}

    /// To whoever works there.
    default void say(Words words, Moment now) {}

    /// Time has gone on; told once a second and more often.
    default void due(Moment now) {}
}

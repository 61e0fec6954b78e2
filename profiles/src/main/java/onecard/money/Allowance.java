package onecard.money;

import java.util.Optional;
import onecard.access.Token;
import onecard.time.Moment;

/// What one person may buy at one terminal, decided as of their tap before anybody knows what it
/// will come to. Immutable.
public interface Allowance {

    /// Who pays, whichever card it was.
    Token subject();

    /// The most that one sale may come to; zero: nothing.
    Fen most();

    /// The sale of that much, by the rules and the books as they were at the tap; nothing is booked
    /// yet. Empty for zero and for more than [#most], and where wallets that each pay a part of a
    /// sale, and none the rest, cannot split it to the fen.
    Optional<Sold.Yes> sale(Fen price);

    /// By [SaleRules]. It holds as long as that person is sold nothing else, and the terminal sells
    /// nothing and settles nothing: whoever asks for one sees to that.
    ///
    static Allowance of(Terms terms, Seller seller, Diner diner, Ledger ledger, Moment now) {
        return ByRules.of(terms, seller, diner, ledger, now);
    }

    /// At which terminal.
    ///
    /// @param point its id
    /// @param staff who stands there
    /// @param basis where its prices stand
    record Seller(String point, Staff staff, Basis basis) {}
}

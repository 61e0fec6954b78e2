package onecard.edge.loop;

import java.util.Optional;
import onecard.edge.words.Phrase;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Pickup;
import onecard.money.Sale;
import onecard.words.Words;

/// What whoever has paid reads.
final class TillWords {

    private TillWords() {}

    /// @param left in their wallets; absent where nothing is paid
    static Words paid(Sale sale, Optional<Fen> left) {
        if (sale.under().training()) {
            return Phrase.TRAINING.with(sale.amount());
        }
        if (sale.basis().order().isPresent()) {
            return handedOut(sale.basis().order().get(), sale, left);
        }
        return left.map(rest -> Phrase.PAID.with(sale.amount(), rest))
                .orElseGet(Phrase.COUNTED::with);
    }

    /// What lies on the counter for them comes first.
    private static Words handedOut(Pickup order, Sale sale, Optional<Fen> left) {
        var handed =
                order.items().isEmpty()
                        ? Phrase.PICK_UP.with()
                        : Phrase.PICK_UP_ITEMS.with(String.join(", ", order.items()));
        return left.map(rest -> Phrase.PAID_TOO.with(handed, sale.amount(), rest)).orElse(handed);
    }

    /// What whoever asked reads of their own.
    static Words account(Account account) {
        return account.left().map(Phrase.BALANCE::with).orElseGet(Phrase.BALANCE_UNKNOWN::with);
    }
}

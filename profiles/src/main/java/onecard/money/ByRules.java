package onecard.money;

import java.util.Optional;
import onecard.access.Token;
import onecard.time.Moment;

/// An allowance by the rules of sales: each price is decided as if it had been asked for at the
/// tap.
///
/// @param most as the rules have it
record ByRules(Terms terms, Seller seller, Diner diner, Ledger ledger, Moment now, Fen most)
        implements Allowance {

    /// Whatever may be bought may be bought for less, so the most is found by halves: no wallet
    /// pays more of less, no limit is met by more, and what is asked about is answered already.
    static Allowance of(Terms terms, Seller seller, Diner diner, Ledger ledger, Moment now) {
        var rules = new ByRules(terms, seller, diner, ledger, now, Fen.ZERO);
        long yes = 0;
        long no = beyond(terms);
        while (no - yes > 1) {
            long middle = yes + (no - yes) / 2;
            if (rules.decide(new Fen(middle)).isPresent()) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return new ByRules(terms, seller, diner, ledger, now, new Fen(yes));
    }

    /// A price that is beyond the limit of a sale, whatever is taken off for a group.
    private static long beyond(Terms terms) {
        return Math.addExact(Math.multiplyExact(terms.limits().sale().fen(), 100), 100);
    }

    @Override
    public Token subject() {
        return diner.subject();
    }

    @Override
    public Optional<Sold.Yes> sale(Fen price) {
        return price.compareTo(most) > 0 ? Optional.empty() : decide(price);
    }

    private Optional<Sold.Yes> decide(Fen price) {
        if (price.isZero()) {
            return Optional.empty();
        }
        var offer =
                new Offer(seller.point(), new Price.Amount(price), seller.staff(), seller.basis());
        return SaleRules.decide(terms, offer, diner, ledger, true, now) instanceof Sold.Yes yes
                ? Optional.of(yes)
                : Optional.empty();
    }
}

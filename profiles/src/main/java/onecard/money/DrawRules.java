package onecard.money;

import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.time.Moment;

/// The decision over one tap at a metered point: pure, total, and always in this order.
///
/// 1. whoever draws ends it; nothing refuses that, for it takes no money. Nor does what was shown
///    have to be good any more: [#ended] says that they do, and
///    [onecard.access.AccessRules#ending] lets them
/// 2. while somebody draws, nobody else does (`OCCUPIED`)
/// 3. who may not spend the least draws nothing, by [SaleRules]
/// 4. else the most is paid: what the price says, or what they may spend if that is less
public final class DrawRules {

    private DrawRules() {}

    /// @param offer of a metered point: its price is a [Price.Metered]
    /// @param price the same
    public static Sold decide(
            Terms terms, Offer offer, Price.Metered price, Diner diner, Ledger ledger, Moment now) {
        if (price.now().isPresent()) {
            return ended(price, Set.of(diner.subject()))
                    .<Sold>map(it -> it)
                    .orElseGet(() -> new Sold.No(Reason.OCCUPIED));
        }
        var basis = offer.basis().with(price.by());
        var least = new Offer(offer.point(), price, offer.staff(), basis);
        var sold = SaleRules.decide(terms, least, diner, ledger, true, now);
        return sold instanceof Sold.Yes(var sale, _) && sale.amount().compareTo(price.most()) < 0
                ? most(terms, least, price, diner, ledger, now).orElse((Sold.Yes) sold)
                : sold;
    }

    /// The end of what is drawn now; empty where none of them draws.
    ///
    /// @param some whom what was shown may name
    public static Optional<Sold.Off> ended(Price.Metered price, Set<Token> some) {
        return price.now()
                .filter(drawing -> some.contains(drawing.diner()))
                .map(drawing -> new Sold.Off(drawing.sale(), drawing.drawn()));
    }

    /// Empty where wallets that each pay a part cannot split that to the fen.
    private static Optional<Sold.Yes> most(
            Terms terms, Offer offer, Price.Metered price, Diner diner, Ledger ledger, Moment now) {
        var seller = new Allowance.Seller(offer.point(), offer.staff(), offer.basis());
        var allowance = Allowance.of(terms, seller, diner, ledger, now);
        return allowance.sale(Fen.least(price.most(), allowance.most()));
    }
}

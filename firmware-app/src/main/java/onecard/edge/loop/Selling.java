package onecard.edge.loop;

import java.util.Set;
import onecard.access.Check;
import onecard.access.Outcome;
import onecard.access.Reason;
import onecard.access.Right;
import onecard.access.Verdict;
import onecard.money.Diner;
import onecard.money.Ledger;
import onecard.money.Offer;
import onecard.money.SaleRules;
import onecard.money.Sold;
import onecard.money.Terms;
import onecard.time.Moment;

/// The last step of a decision at a till: whoever may come in may yet lack the money.
final class Selling {

    private Selling() {}

    /// @param slot of a till
    /// @param confirmed somebody said that the same is to be sold once more
    static Sold sold(
            PointSlot<?> slot,
            Verdict.Granted granted,
            Attempt attempt,
            boolean confirmed,
            Ledger ledger,
            Moment now) {
        var price = slot.price();
        var diner = attempt.shown().subject();
        if (price.isEmpty()) {
            return new Sold.No(Reason.NO_AMOUNT);
        }
        if (diner.isEmpty()) {
            return new Sold.No(Reason.UNKNOWN);
        }
        return SaleRules.decide(
                slot.parts.sells().orElseThrow().terms(),
                new Offer(slot.parts.id(), price.get()),
                new Diner(
                        diner.get(),
                        granted.right().map(Right::groups).orElse(Set.of()),
                        attempt.account()),
                ledger,
                confirmed,
                now);
    }

    /// What comes of it for whoever tapped.
    static Verdict verdict(Verdict.Granted granted, Sold sold, Terms terms) {
        var trace = granted.trace();
        return switch (sold) {
            case Sold.Yes _ -> granted.with(trace.then(Check.SALE, Outcome.CLEAR));
            case Sold.No(var why) ->
                    new Verdict.Refused(
                            why, granted.right(), trace.then(Check.SALE, Outcome.REFUSED));
            case Sold.Again _ ->
                    granted.right()
                            .<Verdict>map(
                                    right ->
                                            new Verdict.Asked(
                                                    Reason.DUPLICATE,
                                                    right,
                                                    terms.answerWithin(),
                                                    trace.then(Check.SALE, Outcome.ASKED)))
                            .orElseGet(
                                    () -> {
                                        throw new IllegalStateException("a till is never free");
                                    });
        };
    }
}

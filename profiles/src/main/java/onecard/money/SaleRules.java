package onecard.money;

import java.util.Optional;
import onecard.access.Reason;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// The decision over one sale: pure, total, and always in this order.
///
/// 1. the age of the balances: beyond the bound nothing is sold on them (`STALE_LIST`)
/// 2. the meal, by the clock as it is: sold between meals is nothing, and nothing that has no price
///    then (`WINDOW_CLOSED`)
/// 3. the limits of a sale, a meal, a day; what was bought in several taps counts as one; and those
///    of the terminal (`LIMIT`)
/// 4. what is risked on balances that may have changed (`LIMIT`), and whether the books have room
///    (`JOURNAL_FULL`)
/// 5. the purse that the card is to have (`NO_PURSE`), or the wallets, in their order; a dated one
///    pays nothing while no clock can be trusted (`CLOCK_UNTRUSTED` where it would have been
///    enough, else `NO_BALANCE`)
/// 6. whether the same was sold just now, which somebody has to confirm; by the purse of a card,
///    and where nobody answers, it is refused (`DUPLICATE`)
///
/// Who it is, and whether they are welcome here at all, was decided before.
public final class SaleRules {

    private SaleRules() {}

    /// @param confirmed somebody said that the same is to be sold once more
    public static Sold decide(
            Terms terms, Offer offer, Diner diner, Ledger ledger, boolean confirmed, Moment now) {
        return new Case(terms, offer, diner, ledger, ledger.tab(diner.subject()), now)
                .decide(confirmed);
    }

    /// The same of what it was agreed to cost before: as it is, with nothing taken off, and nobody
    /// is asked whether it is meant.
    static Sold agreed(
            Terms terms, Offer offer, Fen amount, Diner diner, Ledger ledger, Moment now) {
        return new Case(terms, offer, diner, ledger, ledger.tab(diner.subject()), now)
                .agreed(amount);
    }

    /// A sale of what is paid for already: no wallet pays, and nothing limits it but the room in
    /// the books (`JOURNAL_FULL`).
    static Sold given(Offer offer, Diner diner, Serving serving, Ledger ledger, Moment now) {
        return ledger.hasRoom(serving.businessDate())
                ? new Sold.Yes(
                        pending(offer, diner, Fen.ZERO, Legs.NONE, serving, ledger, now),
                        Optional.empty())
                : new Sold.No(Reason.JOURNAL_FULL);
    }

    private static Sale pending(
            Offer offer,
            Diner diner,
            Fen amount,
            Legs legs,
            Serving serving,
            Ledger ledger,
            Moment now) {
        return new Sale(
                ledger.next(offer.point()),
                diner.subject(),
                amount,
                legs,
                serving,
                now.wall(),
                ledger.under(offer.point(), serving.businessDate(), offer.staff()),
                offer.basis(),
                Sale.State.PENDING);
    }

    /// What somebody is told who asks what they have.
    public static Account account(Terms terms, Diner diner, Ledger ledger, Moment now) {
        var tab = ledger.tab(diner.subject());
        var today = new Serving("", terms.meals().businessDate(now.wall()));
        var left = new Means(terms, diner, tab, now).left(today);
        return new Account(left, diner.statement(), Account.last(tab));
    }

    private record Case(Terms terms, Offer offer, Diner diner, Ledger ledger, Tab tab, Moment now) {

        Sold decide(boolean confirmed) {
            if (isStale()) {
                return new Sold.No(Reason.STALE_LIST);
            }
            var serving = terms.meals().at(now.wall());
            var price = serving.flatMap(offer.price()::at);
            if (price.isEmpty()) {
                return new Sold.No(Reason.WINDOW_CLOSED);
            }
            return sold(amount(price.get()), serving.get(), confirmed);
        }

        Sold agreed(Fen amount) {
            if (isStale()) {
                return new Sold.No(Reason.STALE_LIST);
            }
            var pays =
                    switch (terms.payment()) {
                        case Payment.Accounts _, Payment.Purse() -> amount;
                        case Payment.Counted() -> Fen.ZERO;
                    };
            return terms.meals()
                    .at(now.wall())
                    .map(serving -> sold(pays, serving, true))
                    .orElseGet(() -> new Sold.No(Reason.WINDOW_CLOSED));
        }

        private Sold sold(Fen amount, Serving serving, boolean confirmed) {
            return objection(amount, serving)
                    .<Sold>map(Sold.No::new)
                    .orElseGet(() -> paid(amount, serving, confirmed));
        }

        private boolean isStale() {
            return switch (terms.payment()) {
                case Payment.Accounts(_, var credit) ->
                        diner.statement()
                                .filter(
                                        said ->
                                                said.list().over(now.wall())
                                                        || said.age(now)
                                                                        .compareTo(
                                                                                credit
                                                                                        .refusedAfter())
                                                                > 0)
                                .isPresent();
                case Payment.Counted(), Payment.Purse() -> false;
            };
        }

        private Fen amount(Fen price) {
            return switch (terms.payment()) {
                case Payment.Accounts _, Payment.Purse() -> terms.discounted(price, diner.groups());
                case Payment.Counted() -> Fen.ZERO;
            };
        }

        private Optional<Reason> objection(Fen amount, Serving serving) {
            var limits = terms.limits();
            if (!limits.allow(amount, tab, serving, now.wall())
                    || !limits.till().allows(amount, offer.point(), ledger.turnover(), serving)) {
                return Optional.of(Reason.LIMIT);
            }
            if (terms.payment() instanceof Payment.Accounts(_, var credit)
                    && !risks(credit, amount)) {
                return Optional.of(Reason.LIMIT);
            }
            return ledger.hasRoom(serving.businessDate())
                    ? Optional.empty()
                    : Optional.of(Reason.JOURNAL_FULL);
        }

        private boolean risks(Credit credit, Fen amount) {
            var said = diner.statement();
            var open = said.map(tab::open).orElse(new Tab.Sum(0, Fen.ZERO));
            boolean reduced =
                    now.trust() == ClockTrust.UNTRUSTED
                            || said.filter(it -> it.age(now).compareTo(credit.reducedAfter()) > 0)
                                    .isPresent();
            var together =
                    tab.within(terms.limits().splitWithin(), now.wall()).amount().plus(amount);
            return credit.allows(amount, together, open, ledger.exposure(offer.point()), reduced);
        }

        private Sold paid(Fen amount, Serving serving, boolean confirmed) {
            var means = new Means(terms, diner, tab, now);
            var legs = means.legs(amount, serving);
            if (legs.isEmpty()) {
                return new Sold.No(means.whyNot(amount, serving));
            }
            if (!confirmed
                    && tab.repeats(offer.point(), amount, terms.repeatWithin(), now.wall())) {
                // A card with a purse would have to lie there until somebody answers.
                return terms.payment() instanceof Payment.Purse || terms.answerWithin().isZero()
                        ? new Sold.No(Reason.DUPLICATE)
                        : new Sold.Again(amount);
            }
            return new Sold.Yes(
                    pending(offer, diner, amount, legs.get(), serving, ledger, now),
                    means.left(serving)
                            .map(
                                    before ->
                                            offer.staff().training()
                                                    ? before
                                                    : before.minus(amount)));
        }
    }
}

package onecard.money;

import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Pickup.Lease;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// The decision over what was ordered ahead: pure, total, and always in this order.
///
/// 1. the list of orders: none is held, or it is over, or too old (`STALE_LIST`)
/// 2. the order: whoever shows its code means that one, and a card all of its person's. Who has
///    none for this meal here pays the till's price of the meal, or, where it has none, is refused
///    (`NO_ORDER`)
/// 3. the canteen that it was ordered at (`WRONG_POINT`)
/// 4. the meal, by the clock as it is, and on a business date of its time: another day's is another
///    meal, however late an order may be picked up (`WINDOW_CLOSED`)
/// 5. its time, and what is allowed before and after it (`WINDOW_CLOSED`)
/// 6. the lease: until its time is over nobody but the lessee hands it out (`WRONG_POINT`); after
///    that anybody does, and says so. While no clock can be trusted no lease is over
///    (`CLOCK_UNTRUSTED`). What nobody holds a lease of is handed out where the terms say so
/// 7. whether this device handed it out before (`USED_UP`)
/// 8. what is to be paid: nothing of what was paid online, which no limit counts a second time;
///    else its amount, by [SaleRules]; where meals are only counted, nobody could pay that
///    (`NO_BALANCE`). Whether the same was sold just now nobody is asked: an order
///    is handed out once
///
/// One tap hands out one order, and one sale is of one: what was told and what lies on the counter
/// agree, and a void takes back just that. Of several the one goes first whose time is over first;
/// whoever has more taps again. If none can be handed out, the one that got furthest says why.
public final class PickupRules {

    private PickupRules() {}

    /// What is shown at the till.
    ///
    /// @param held the orders in force; absent: no list of them is held
    /// @param code the order that was shown itself; absent: a card, or whatever stands for a person
    public record Shown(Optional<Preorders> held, Optional<Token> code) {}

    /// @param offer whose price is [Price.Ordered]
    /// @param diner whose order it is; whoever's card it is
    /// @param confirmed somebody said that the same is to be sold once more
    public static Sold decide(
            Terms terms,
            Offer offer,
            Shown shown,
            Diner diner,
            Ledger ledger,
            boolean confirmed,
            Moment now) {
        var by = ordered(offer);
        var held = shown.held().filter(orders -> !isStale(by.terms(), orders, now));
        return held.map(
                        orders ->
                                new Case(terms, by, offer, diner, ledger, orders, now)
                                        .decide(shown.code(), confirmed))
                .orElseGet(() -> new Sold.No(Reason.STALE_LIST));
    }

    private static Price.Ordered ordered(Offer offer) {
        if (offer.price() instanceof Price.Ordered by) {
            return by;
        }
        throw new IllegalArgumentException("nothing is handed out for " + offer.price());
    }

    private static boolean isStale(PickupTerms terms, Preorders orders, Moment now) {
        var list = orders.list();
        return list.over(now.wall())
                || terms.refusedAfter()
                        .filter(bound -> list.asOf().plus(bound).isBefore(now.wall()))
                        .isPresent();
    }

    /// How far an order got, in the order of the rules; from `OURS` on its person has one for this
    /// meal here, and is sold nothing else.
    private enum Step {
        CANTEEN,
        MEAL,
        OURS,
        LEASE,
        HANDED_OUT,
        PAYMENT,
        DONE
    }

    private record Found(Step at, Sold sold) {
        static Found no(Step at, Reason why) {
            return new Found(at, new Sold.No(why));
        }
    }

    private record Case(
            Terms terms,
            Price.Ordered by,
            Offer offer,
            Diner diner,
            Ledger ledger,
            Preorders orders,
            Moment now) {

        Sold decide(Optional<Token> code, boolean confirmed) {
            var meant =
                    orders.of(diner.subject()).stream()
                            .filter(order -> code.isEmpty() || code.get().equals(order.id()));
            var serving = terms.meals().at(now.wall());
            var best =
                    meant.map(order -> found(order, serving))
                            .reduce(
                                    (one, other) ->
                                            other.at().compareTo(one.at()) > 0 ? other : one);
            boolean none = best.filter(it -> it.at().compareTo(Step.OURS) >= 0).isEmpty();
            return none && code.isEmpty() && !by.others().isEmpty()
                    ? walkIn(confirmed)
                    : best.map(Found::sold).orElseGet(() -> new Sold.No(Reason.NO_ORDER));
        }

        private Sold walkIn(boolean confirmed) {
            var price = new Price.OfMeal(by.others());
            var other = new Offer(offer.point(), price, offer.staff());
            return SaleRules.decide(terms, other, diner, ledger, confirmed, now);
        }

        private Found found(Preorder order, Optional<Serving> serving) {
            if (!order.canteen().equals(by.terms().canteen())) {
                return Found.no(Step.CANTEEN, Reason.WRONG_POINT);
            }
            if (serving.filter(it -> isOf(order, it)).isEmpty()) {
                return Found.no(Step.MEAL, Reason.WINDOW_CLOSED);
            }
            if (!isInTime(order)) {
                return Found.no(Step.OURS, Reason.WINDOW_CLOSED);
            }
            var lease = lease(order);
            if (lease.isEmpty()) {
                return Found.no(Step.LEASE, Reason.WRONG_POINT);
            }
            if (lease.get() == Lease.EXPIRED && now.trust() == ClockTrust.UNTRUSTED) {
                return Found.no(Step.LEASE, Reason.CLOCK_UNTRUSTED);
            }
            if (ledger.isHandedOut(order.id())) {
                return Found.no(Step.HANDED_OUT, Reason.USED_UP);
            }
            var sold = paid(order, lease.get(), serving.get());
            return new Found(sold instanceof Sold.Yes ? Step.DONE : Step.PAYMENT, sold);
        }

        private boolean isInTime(Preorder order) {
            return !now.wall().isBefore(order.from().minus(by.terms().early()))
                    && now.wall().isBefore(order.until().plus(by.terms().late()));
        }

        /// Whether it is for that meal, though its time may not be now.
        private boolean isOf(Preorder order, Serving serving) {
            var meals = terms.meals();
            var first = meals.businessDate(order.from());
            var last = meals.businessDate(order.until().minusNanos(1));
            return serving.meal().equals(order.meal())
                    && !serving.businessDate().isBefore(first)
                    && !serving.businessDate().isAfter(last);
        }

        /// Empty where it is another's, or nobody's and that will not do.
        private Optional<Lease> lease(Preorder order) {
            if (order.lessee().isEmpty()) {
                return by.terms().unleased() ? Optional.of(Lease.NONE) : Optional.empty();
            }
            if (!now.wall().isBefore(order.until())) {
                return Optional.of(Lease.EXPIRED);
            }
            return order.lessee()
                    .filter(it -> it.is(by.terms().device(), offer.point()))
                    .map(_ -> Lease.HELD);
        }

        private Sold paid(Preorder order, Lease lease, Serving serving) {
            if (!order.paid() && !order.amount().isZero() && nobodyPays()) {
                return new Sold.No(Reason.NO_BALANCE);
            }
            var sold =
                    order.paid()
                            ? SaleRules.given(offer, diner, serving, ledger, now)
                            : SaleRules.agreed(terms, offer, order.amount(), diner, ledger, now);
            return sold instanceof Sold.Yes(var sale, var left)
                    ? new Sold.Yes(
                            sale.with(sale.basis().with(Pickup.of(order, orders, lease))), left)
                    : sold;
        }

        private boolean nobodyPays() {
            return switch (terms.payment()) {
                case Payment.Counted() -> true;
                case Payment.Accounts _, Payment.Purse() -> false;
            };
        }
    }
}

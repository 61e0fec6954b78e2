package onecard.edge.loop;

import java.util.Optional;
import java.util.Set;
import onecard.access.Check;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Outcome;
import onecard.access.Reason;
import onecard.access.Right;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.edge.intake.PurseShown;
import onecard.money.Allowance;
import onecard.money.Diner;
import onecard.money.DrawRules;
import onecard.money.JourneyRules;
import onecard.money.Ledger;
import onecard.money.Offer;
import onecard.money.PickupRules;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.SaleRules;
import onecard.money.Sold;
import onecard.money.Staff;
import onecard.money.Terms;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// The last step of a decision at a till: whoever may come in may yet lack the money.
final class Selling {

    private Selling() {}

    /// @param slot of a till
    /// @param taking whoever has yet to pay for what they take
    /// @param confirmed somebody said that the same is to be sold once more
    static Sold sold(
            PointSlot<?> slot,
            Verdict.Granted granted,
            Attempt attempt,
            boolean confirmed,
            Ledger ledger,
            Set<Token> taking,
            Moment now) {
        var drawn = drawn(slot, attempt);
        if (drawn.isPresent()) {
            return drawn.get(); // whatever else they owe, or are asked about
        }
        if (slot.torn().isPresent() || attempt.purse().open()) {
            return new Sold.No(Reason.TORN);
        }
        if (slot.awaitsNumber) {
            return new Sold.No(Reason.NO_AMOUNT);
        }
        var asked = attempt.repeat();
        var price = asked.map(Attempt.Repeat::price).or(slot::price);
        var right = granted.right();
        if (price.isEmpty() || asked.isEmpty() && slot.waiting.awaits(Reason.DUPLICATE)) {
            return new Sold.No(price.isEmpty() ? slot.notForSale() : Reason.NO_AMOUNT);
        }
        if (right.isEmpty()) {
            return new Sold.No(Reason.UNKNOWN);
        }
        var diner = diner(right.get(), attempt);
        if (taking.contains(diner.subject())) {
            return new Sold.No(Reason.NO_AMOUNT); // their money is spoken for
        }
        var terms = slot.parts.sells().orElseThrow().terms();
        var offer =
                new Offer(
                        slot.parts.id(),
                        price.get(),
                        slot.staff(),
                        asked.map(Attempt.Repeat::basis).orElseGet(slot::basis));
        var sold =
                switch (price.get()) {
                    case Price.Ordered _ ->
                            PickupRules.decide(
                                    terms, offer, shown(attempt), diner, ledger, confirmed, now);
                    case Price.Fare fare ->
                            JourneyRules.decide(terms, offer, fare, diner, ledger, now);
                    case Price.Metered metered ->
                            DrawRules.decide(terms, offer, metered, diner, ledger, now);
                    case Price.Amount _, Price.OfMeal _, Price.Plates _, Price.Free() ->
                            SaleRules.decide(
                                    terms,
                                    offer,
                                    diner,
                                    ledger,
                                    // Nobody is asked about what is not weighed yet.
                                    confirmed || slot.parts.weighs(),
                                    now);
                };
        // A yes is to what was asked about: where the meal has changed, and its price, or the
        // plates, it is no yes; and neither where whoever was asked has gone.
        return sold instanceof Sold.Yes(var sale, _)
                        && asked.filter(it -> !isOf(it, sale) || !isThere(slot, it)).isPresent()
                ? new Sold.No(Reason.DUPLICATE)
                : sold;
    }

    /// Who is on a journey there, or draws there, and ends it by that tap.
    static Optional<Token> ending(PointSlot<?> slot, Attempt attempt, Ledger ledger, Moment now) {
        if (slot.parts.sells().isEmpty() || attempt.isAnswer()) {
            return Optional.empty();
        }
        var some = attempt.shown().subjects();
        return slot.price()
                .flatMap(
                        price ->
                                switch (price) {
                                    case Price.Fare(var riding, _) ->
                                            JourneyRules.riding(some, riding, ledger, now);
                                    case Price.Metered metered ->
                                            drawn(slot, attempt)
                                                    .flatMap(_ -> metered.now())
                                                    .map(Price.Metered.Drawing::diner);
                                    case Price.Amount _,
                                            Price.OfMeal _,
                                            Price.Ordered _,
                                            Price.Plates _,
                                            Price.Free() ->
                                            Optional.empty();
                                });
    }

    /// What whoever draws there ends by that tap: by anything that names them, or by what they
    /// began with, though nothing says any more whose it is. Empty for anybody else.
    private static Optional<Sold.Off> drawn(PointSlot<?> slot, Attempt attempt) {
        return slot.price()
                .filter(Price.Metered.class::isInstance)
                .map(Price.Metered.class::cast)
                .flatMap(
                        metered ->
                                DrawRules.ended(
                                        metered,
                                        metered.now()
                                                .filter(it -> slot.began(it.sale(), attempt))
                                                .map(it -> Set.of(it.diner()))
                                                .orElse(attempt.shown().subjects())));
    }

    private static PickupRules.Shown shown(Attempt attempt) {
        return new PickupRules.Shown(
                attempt.orders(),
                attempt.shown()
                        .offered()
                        .filter(it -> it.kind() == CredentialKind.ORDER)
                        .map(Credential::token));
    }

    private static boolean isOf(Attempt.Repeat asked, Sale sale) {
        return asked.amount().equals(sale.amount()) && asked.staff().equals(sale.under().staff());
    }

    /// What whoever may take at a scale may spend.
    ///
    /// @param judged granted, and sold the floor
    static Allowance allowance(Judged judged, Ledger ledger) {
        var slot = judged.slot();
        return Allowance.of(
                slot.parts.sells().orElseThrow().terms(),
                new Allowance.Seller(slot.parts.id(), slot.staff(), slot.basis()),
                diner(judged.verdict().right().orElseThrow(), judged.attempt()),
                ledger,
                judged.now());
    }

    /// Whose money it is says the right that lets them in, whoever else's the card may be.
    private static Diner diner(Right right, Attempt attempt) {
        var person = right.subject();
        return new Diner(
                person,
                right.groups(),
                Optional.ofNullable(attempt.accounts().get(person)),
                attempt.purse().shown().map(PurseShown::holds));
    }

    /// What comes of a card that answers what was called for.
    static Input.AtTill answered(
            TapId tap, PointSlot<?> slot, Right right, Attempt attempt, Ledger ledger, Moment now) {
        var sells = slot.parts.sells().orElseThrow();
        return switch (attempt.answers().orElseThrow()) {
            case SIGN -> {
                var operators = sells.operators().orElseThrow();
                var shift = ledger.nextShift(slot.parts.id());
                var staff = new Staff(shift, Optional.of(right.subject()), false);
                yield new Input.AtTill.SignedIn(tap, staff, operators.of(right.groups()));
            }
            case QUERY ->
                    new Input.AtTill.Queried(
                            tap,
                            SaleRules.account(sells.terms(), diner(right, attempt), ledger, now));
            case VOID, REFUND, SETTLE, TRAIN, REPRINT, TOTALS ->
                    throw new IllegalStateException("no card answers " + attempt.answers());
        };
    }

    /// Whether what somebody was asked about can be sold still: plates only as they lie there.
    static boolean isThere(PointSlot<?> slot, Attempt.Repeat asked) {
        return switch (asked.price()) {
            case Price.Plates plates -> slot.price().equals(Optional.of(plates));
            case Price.Amount _,
                    Price.OfMeal _,
                    Price.Ordered _,
                    Price.Fare _,
                    Price.Metered _,
                    Price.Free() ->
                    true;
        };
    }

    /// What comes of it for whoever tapped.
    static Verdict verdict(Verdict.Granted granted, Sold sold, Terms terms) {
        var trace = granted.trace();
        return switch (sold) {
            case Sold.Yes _, Sold.Off _ -> granted.with(trace.after(Check.SALE, Outcome.CLEAR));
            case Sold.No(var why) ->
                    new Verdict.Refused(
                            why, granted.right(), trace.after(Check.SALE, Outcome.REFUSED));
            case Sold.Again _ ->
                    new Verdict.Asked(
                            Reason.DUPLICATE,
                            granted.right().orElseThrow(),
                            terms.answerWithin(),
                            trace.after(Check.SALE, Outcome.ASKED));
        };
    }

    /// What somebody is asked about; empty where it is not whether they pay the same again.
    static Optional<Attempt.Repeat> repeat(PointSlot<?> slot, Sold sold) {
        return sold instanceof Sold.Again(var amount)
                ? slot.price()
                        .map(price -> new Attempt.Repeat(price, amount, slot.staff(), slot.basis()))
                : Optional.empty();
    }
}

package onecard.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.time.Moment;
import onecard.time.Mono;

/// The decision over one tap at a validator, which is either on or off: pure, total, and always in
/// this order.
///
/// 1. the same person within [Riding#again] of their last tap, on or off, or while that is on its
///    way: no second one (`DUPLICATE`)
/// 2. whoever is on a journey ends it; nothing refuses that, for it takes no money. Nor does what
///    was shown have to be good any more: [#riding] says who is on one, and
///    [onecard.access.AccessRules#ending] lets them out
/// 3. whoever is on none begins one, and pays the highest fare, by [SaleRules]
///
/// A journey that nobody ends needs no rule and no timer: it was paid in full as it began, once,
/// and whatever happens afterwards takes nothing more. So neither a restart nor a lost record can
/// make it cost twice, nor can a clock that is set ([Ride]). Journeys are of one device: one that
/// begins at another's validator is incomplete there, and another journey here.
public final class JourneyRules {

    private JourneyRules() {}

    /// @param offer of a validator: its price is a [Price.Fare]
    /// @param fare the same
    public static Sold decide(
            Terms terms, Offer offer, Price.Fare fare, Diner diner, Ledger ledger, Moment now) {
        var rides = rides(ledger.tab(diner.subject()));
        var riding = fare.by();
        if (rides.stream().anyMatch(ride -> isRecent(ride, riding.again(), now))) {
            return new Sold.No(Reason.DUPLICATE);
        }
        var open = open(rides, riding.longest(), now);
        if (open.isPresent()) {
            var sale = open.get().sale();
            var from = sale.basis().ride().orElseThrow().from();
            var costs =
                    terms.discounted(riding.fares().between(from, fare.stage()), diner.groups());
            return new Sold.Off(sale.id(), Fen.least(costs, sale.amount()));
        }
        var ride = Ride.begun(fare.stage(), riding.longest(), now);
        var on = new Offer(offer.point(), offer.price(), offer.staff(), offer.basis().with(ride));
        return SaleRules.decide(terms, on, diner, ledger, true, now);
    }

    /// Those that count, as far as they are remembered.
    private static List<Line> rides(Tab tab) {
        return tab.lines().stream()
                .filter(line -> line.sale().basis().ride().isPresent() && line.sale().counts())
                .toList();
    }

    /// Which of them is on a journey; of several who are, which of them is the same each time.
    ///
    /// @param some whom what was shown may name
    public static Optional<Token> riding(
            Set<Token> some, Riding riding, Ledger ledger, Moment now) {
        return some.stream()
                .filter(who -> open(rides(ledger.tab(who)), riding.longest(), now).isPresent())
                .min(Comparator.comparing(Token::toString));
    }

    private static boolean isRecent(Line line, Duration again, Moment now) {
        return line.sale().state() != Sale.State.DONE
                || ago(ride(line).since(), line.sale().at(), now).compareTo(again) < 0
                || line.ended()
                        .flatMap(end -> end.at().map(at -> ago(end.since(), at, now)))
                        .filter(ago -> ago.compareTo(again) < 0)
                        .isPresent();
    }

    /// How long ago they tapped says the monotonic clock, where it was in this run; else the wall
    /// does as it is, set back or not.
    private static Duration ago(Optional<Mono> since, Instant at, Moment now) {
        return since.map(then -> now.mono().since(then))
                .orElseGet(() -> Duration.between(at, now.wall()).abs());
    }

    /// The last one, where a clock that was set back shows two.
    private static Optional<Line> open(List<Line> rides, Duration longest, Moment now) {
        return rides.stream()
                .filter(line -> line.backs().isEmpty())
                .filter(line -> !ride(line).isOver(longest, now))
                .max(
                        Comparator.comparing((Line line) -> line.sale().at())
                                .thenComparing(line -> line.sale().id().toString()));
    }

    private static Ride ride(Line line) {
        return line.sale().basis().ride().orElseThrow();
    }

    /// The end of what was paid ahead, a journey or what was drawn: what was paid beyond that goes
    /// back, even if it is nothing, and once.
    ///
    /// @param of the sale that it was paid by
    /// @param fare what it has cost
    /// @return `No` if nothing was paid ahead by it, or it was ended before: `NO_SUCH_SALE`
    public static RefundRules.Back end(Ledger ledger, SaleId of, Fen fare, RefundRules.Desk desk) {
        return ledger.line(of)
                .filter(line -> line.sale().state() == Sale.State.DONE)
                .filter(line -> line.sale().basis().prepaid().isPresent() && line.backs().isEmpty())
                .<RefundRules.Back>map(
                        line -> {
                            var sale = line.sale();
                            var back = sale.amount().minus(Fen.least(fare, sale.amount()));
                            var legs = sale.legs().giveBack(back, Legs.NONE).orElseThrow();
                            return new RefundRules.Back.Yes(
                                    new Refund(
                                            ledger.next(desk.point()),
                                            sale.id(),
                                            sale.diner(),
                                            legs,
                                            sale.serving(),
                                            desk.now(),
                                            desk.today(),
                                            ledger.under(desk.point(), desk.today(), desk.staff()),
                                            desk.mono()
                                                    .filter(_ -> sale.basis().ride().isPresent())));
                        })
                .orElseGet(() -> new RefundRules.Back.No(Reason.NO_SUCH_SALE));
    }
}

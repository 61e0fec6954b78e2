package onecard.money;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What this device has sold to one person, whichever of its terminals it was. What they had paid
/// online counts where they did, and no limit here counts it again.
///
/// @param epochs of the journal, in which places are compared
record Tab(List<Line> lines, Epochs epochs) {

    Tab {
        lines = List.copyOf(lines);
    }

    /// So many sales of so much together.
    record Sum(int count, Fen amount) {

        static final Sum NONE = new Sum(0, Fen.ZERO);

        /// What a line comes to where a limit counts it.
        static Sum of(Line line) {
            return isLimited(line) ? new Sum(1, line.net()) : NONE;
        }

        Sum and(Sum more) {
            return new Sum(count + more.count, amount.plus(more.amount));
        }

        Sum less(Sum some) {
            return new Sum(count - some.count, amount.minus(some.amount));
        }
    }

    /// What may be spent of that wallet: what the host says stands in it, less what it has not
    /// counted yet.
    Fen left(Wallet wallet, Balance balance) {
        long weight =
                lines.stream()
                        .mapToLong(line -> line.weighs(wallet.id(), balance.included(), epochs))
                        .sum();
        return balance.fen() <= weight
                ? Fen.ZERO
                : new Fen(Math.subtractExact(balance.fen(), weight));
    }

    /// Whether they have paid for nothing at that meal: what nobody knows the end of counts, and
    /// what was free does not.
    boolean isFirst(Serving serving) {
        return of(line -> !line.sale().amount().isZero() && line.sale().serving().equals(serving))
                .findAny()
                .isEmpty();
    }

    Sum at(Serving serving) {
        return sum(line -> line.sale().serving().equals(serving));
    }

    Sum on(LocalDate businessDate) {
        return sum(line -> line.sale().serving().businessDate().equals(businessDate));
    }

    /// Since so long before `now`, of no time nothing; what a clock set back left in the future
    /// counts, too.
    Sum within(Duration time, Instant now) {
        return sum(isWithin(time, now));
    }

    /// Whether the same was sold to them at that terminal a short time ago.
    boolean repeats(String point, Fen amount, Duration time, Instant now) {
        return of(isWithin(time, now))
                .anyMatch(
                        line ->
                                line.sale().id().point().equals(point)
                                        && line.sale().amount().equals(amount));
    }

    /// What the host has not counted in every wallet that paid for it. A wallet of which the list
    /// says nothing any more is no risk, for nothing is sold on it.
    Sum open(Statement statement) {
        return sum(line -> !isCounted(line, statement));
    }

    private boolean isCounted(Line line, Statement statement) {
        return line.sale().legs().legs().stream()
                .allMatch(
                        leg -> {
                            var balance = statement.balances().get(leg.wallet());
                            return balance == null || line.isIn(balance.included(), epochs);
                        });
    }

    private static Predicate<Line> isWithin(Duration time, Instant now) {
        return line -> !time.isZero() && line.sale().at().plus(time).isAfter(now);
    }

    private Sum sum(Predicate<Line> which) {
        return of(which).map(Sum::of).reduce(Sum.NONE, Sum::and);
    }

    private Stream<Line> of(Predicate<Line> which) {
        return lines.stream().filter(Tab::isLimited).filter(which);
    }

    private static boolean isLimited(Line line) {
        return line.sale().counts() && !line.sale().basis().isPaidOnline();
    }
}

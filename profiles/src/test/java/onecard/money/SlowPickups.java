package onecard.money;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;

/// The decision over what was ordered ahead once more, from the text of the rules alone, over
/// everything that one device ever sold. Lunch is 11 to 13, supper 22 to 2, as in [Counter].
final class SlowPickups {

    /// What one device did, and whether it stands.
    static final class Done {
        final String sale;
        final Token diner;
        final Optional<Token> order;
        final boolean paidOnline;
        final String meal;
        final LocalDate date;
        boolean stands = true;

        Done(Sale sale) {
            this.sale = sale.id().toString();
            diner = sale.diner();
            order = sale.basis().order().map(Pickup::order);
            paidOnline = sale.basis().order().map(Pickup::paid).orElse(false);
            meal = sale.serving().meal();
            date = sale.serving().businessDate();
        }
    }

    /// Who asks what where, and what they have.
    ///
    /// @param code the order that is shown; absent: a card
    /// @param money in their only wallet
    /// @param helpings that may be paid for here a meal; 0: any
    record Asked(
            PickupTerms terms,
            Optional<Long> walkIn,
            String point,
            Token diner,
            Optional<Token> code,
            long money,
            int helpings,
            Instant at,
            boolean clock) {}

    private record Meal(String id, LocalDate date) {}

    private final ZoneOffset zone = ZoneOffset.ofHours(8);
    final List<Done> done = new ArrayList<>();

    /// `no WHY`, or what is sold: its order, amount, and what is said of the lease.
    String decide(Asked asked, List<Preorder> orders) {
        var meal = meal(asked.at());
        var theirs =
                orders.stream()
                        .filter(it -> it.diner().equals(asked.diner()))
                        .filter(it -> asked.code().map(it.id()::equals).orElse(true))
                        .sorted(
                                Comparator.comparing(Preorder::until)
                                        .thenComparing(it -> it.id().toString()))
                        .toList();
        boolean hasOneNow = theirs.stream().anyMatch(it -> isForNow(asked, it, meal));
        if (asked.code().isEmpty() && !hasOneNow && asked.walkIn().isPresent()) {
            boolean sold = meal.filter(it -> it.id().equals("lunch")).isPresent();
            return sold ? pay(asked, asked.walkIn().get(), meal.get()) : "no WINDOW_CLOSED";
        }
        // Every answer with how far it came; the first of those that came furthest is given.
        String best = "no NO_ORDER";
        int furthest = -1;
        for (var order : theirs) {
            var answer = answer(asked, order, meal);
            int far = Integer.parseInt(answer.substring(0, 1));
            if (far > furthest) {
                furthest = far;
                best = answer.substring(2);
            }
        }
        return best;
    }

    private boolean isForNow(Asked asked, Preorder order, Optional<Meal> meal) {
        return order.canteen().equals(asked.terms().canteen())
                && meal.filter(it -> it.id().equals(order.meal()) && onADayOf(order, it.date()))
                        .isPresent();
    }

    /// A day at a time, from the first that its time touches to the last.
    private boolean onADayOf(Preorder order, LocalDate day) {
        return dateOf(order.from())
                .datesUntil(dateOf(order.until().minusNanos(1)).plusDays(1))
                .anyMatch(day::equals);
    }

    private LocalDate dateOf(Instant at) {
        return meal(at).map(Meal::date)
                .orElseGet(() -> LocalDateTime.ofInstant(at, zone).toLocalDate());
    }

    private static boolean inTime(Asked asked, Preorder order) {
        var early = Duration.between(asked.at(), order.from());
        var late = Duration.between(order.until(), asked.at());
        return early.compareTo(asked.terms().early()) <= 0
                && late.compareTo(asked.terms().late()) < 0;
    }

    private String answer(Asked asked, Preorder order, Optional<Meal> meal) {
        if (!order.canteen().equals(asked.terms().canteen())) {
            return "0 no WRONG_POINT";
        }
        if (!isForNow(asked, order, meal)) {
            return "1 no WINDOW_CLOSED";
        }
        if (!inTime(asked, order)) {
            return "3 no WINDOW_CLOSED";
        }
        String said;
        if (order.lessee().isEmpty()) {
            if (!asked.terms().unleased()) {
                return "4 no WRONG_POINT";
            }
            said = "none";
        } else if (asked.at().isBefore(order.until())) {
            var name = order.lessee().get().toString();
            if (!name.equals(asked.terms().device())
                    && !name.equals(asked.terms().device() + ":" + asked.point())) {
                return "4 no WRONG_POINT";
            }
            said = "held";
        } else if (!asked.clock()) {
            return "4 no CLOCK_UNTRUSTED";
        } else {
            said = "expired";
        }
        if (done.stream().anyMatch(it -> it.stands && it.order.equals(Optional.of(order.id())))) {
            return "5 no USED_UP";
        }
        var what = order.id() + " " + said + " ";
        if (order.paid()) {
            return "7 " + what + "0";
        }
        var paid = pay(asked, order.amount().fen(), meal.get());
        return paid.startsWith("no ") ? "6 " + paid : "7 " + what + paid;
    }

    /// What was paid online is no helping that was paid for here.
    private String pay(Asked asked, long amount, Meal meal) {
        long had =
                done.stream()
                        .filter(it -> it.stands && !it.paidOnline && it.diner.equals(asked.diner()))
                        .filter(it -> it.meal.equals(meal.id()) && it.date.equals(meal.date()))
                        .count();
        if (asked.helpings() > 0 && had >= asked.helpings()) {
            return "no LIMIT";
        }
        return amount > asked.money() ? "no NO_BALANCE" : Long.toString(amount);
    }

    private Optional<Meal> meal(Instant at) {
        var shown = LocalDateTime.ofInstant(at, zone);
        var time = shown.toLocalTime();
        if (!time.isBefore(LocalTime.of(11, 0)) && time.isBefore(LocalTime.of(13, 0))) {
            return Optional.of(new Meal("lunch", shown.toLocalDate()));
        }
        if (!time.isBefore(LocalTime.of(22, 0))) {
            return Optional.of(new Meal("supper", shown.toLocalDate()));
        }
        return time.isBefore(LocalTime.of(2, 0))
                ? Optional.of(new Meal("supper", shown.toLocalDate().minusDays(1)))
                : Optional.empty();
    }
}

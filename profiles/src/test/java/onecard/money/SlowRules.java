package onecard.money;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// The decision over a sale once more, from the text of the rules alone, on [SlowBooks].
///
/// @param hours of the meals, every day the same
/// @param zone whose days they are
record SlowRules(SlowBooks books, Map<String, LocalTime[]> hours, ZoneOffset zone) {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /// What the host said, with the last position of the journal that it had counted.
    record Stands(BigInteger fen, Instant asOf, int included) {}

    record Said(Instant asOf, Optional<Instant> validUntil, Map<String, Stands> wallets) {}

    /// @param rule for what, finer than the reason that is shown
    record Answer(String rule, String text) {}

    private record Meal(String id, LocalDate date) {}

    /// What is asked, and of whom.
    record Asked(
            Terms terms,
            Offer offer,
            Token person,
            Set<String> groups,
            Optional<Said> said,
            boolean confirmed,
            Moment now) {

        Instant wall() {
            return now.wall();
        }

        boolean dated() {
            return now.trust() != ClockTrust.UNTRUSTED;
        }

        Duration age() {
            return said.map(it -> Duration.between(it.asOf(), wall())).orElse(Duration.ZERO);
        }
    }

    Answer decide(Asked asked) {
        var terms = asked.terms();
        if (terms.payment() instanceof Payment.Accounts accounts && asked.said().isPresent()) {
            if (asked.said()
                    .get()
                    .validUntil()
                    .filter(it -> !asked.wall().isBefore(it))
                    .isPresent()) {
                return new Answer("list over", "STALE_LIST");
            }
            if (asked.age().compareTo(accounts.credit().refusedAfter()) > 0) {
                return new Answer("list too old", "STALE_LIST");
            }
        }
        var meal = meal(asked.wall());
        if (meal.isEmpty()) {
            return new Answer("between meals", "WINDOW_CLOSED");
        }
        var price = price(asked.offer().price(), meal.get().id());
        if (price.isEmpty()) {
            return new Answer("not sold then", "WINDOW_CLOSED");
        }
        var amount =
                terms.payment() instanceof Payment.Counted ? ZERO : discounted(price.get(), asked);
        var over = limit(asked, amount, meal.get()).or(() -> credit(asked, amount));
        return over.map(rule -> new Answer(rule, "LIMIT"))
                .orElseGet(() -> pay(asked, amount, meal.get()));
    }

    private Optional<Meal> meal(Instant wall) {
        var shown = LocalDateTime.ofInstant(wall, zone);
        for (var meal : hours.entrySet()) {
            for (int began = -1; began <= 0; began++) {
                var date = shown.toLocalDate().plusDays(began);
                var from = date.atTime(meal.getValue()[0]);
                var until = date.atTime(meal.getValue()[1]);
                if (!until.isAfter(from)) {
                    until = until.plusDays(1);
                }
                if (!shown.isBefore(from) && shown.isBefore(until)) {
                    return Optional.of(new Meal(meal.getKey(), date));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BigInteger> price(Price price, String meal) {
        return switch (price) {
            case Price.Amount(var fen) -> Optional.of(big(fen));
            case Price.OfMeal(var fen) -> Optional.ofNullable(fen.get(meal)).map(SlowRules::big);
            case Price.Plates(var plates) ->
                    Optional.of(
                            plates.stream().map(it -> big(it.fen())).reduce(ZERO, BigInteger::add));
            case Price.Free() -> Optional.of(ZERO);
            case Price.Fare _, Price.Metered _ ->
                    throw new IllegalStateException("what is paid ahead has rules of its own");
            case Price.Ordered(_, var others) ->
                    Optional.ofNullable(others.get(meal)).map(SlowRules::big);
        };
    }

    private static BigInteger discounted(BigInteger price, Asked asked) {
        long percent = 0;
        for (var group : asked.groups()) {
            percent = Math.max(percent, asked.terms().discounts().getOrDefault(group, 0));
        }
        return price.multiply(BigInteger.valueOf(100 - percent)).divide(HUNDRED);
    }

    private Optional<String> limit(Asked asked, BigInteger amount, Meal meal) {
        var limits = asked.terms().limits();
        var most = big(limits.sale());
        if (amount.compareTo(most) > 0) {
            return Optional.of("sale");
        }
        if (together(asked, amount).compareTo(most) > 0) {
            return Optional.of("split");
        }
        var ofMeal =
                books.kept(
                        asked.person(),
                        it -> it.meal().equals(meal.id()) && it.date().equals(meal.date()));
        var ofDay = books.kept(asked.person(), it -> it.date().equals(meal.date()));
        return cap("meal", limits.meal(), 100, ofMeal.size(), books.net(ofMeal), amount)
                .or(() -> cap("day", limits.day(), 100, ofDay.size(), books.net(ofDay), amount))
                .or(() -> till(asked, amount, meal));
    }

    /// Whoever bought it.
    private Optional<String> till(Asked asked, BigInteger amount, Meal meal) {
        var limits = asked.terms().limits().till();
        var ofDay =
                books.keptAt(asked.offer().point()).stream()
                        .filter(it -> it.date().equals(meal.date()))
                        .toList();
        var ofMeal = ofDay.stream().filter(it -> it.meal().equals(meal.id())).toList();
        return cap("till's meal", limits.meal(), 100, ofMeal.size(), books.net(ofMeal), amount)
                .or(
                        () ->
                                cap(
                                        "till's day",
                                        limits.day(),
                                        100,
                                        ofDay.size(),
                                        books.net(ofDay),
                                        amount));
    }

    /// What is bought in several taps is one sale.
    private BigInteger together(Asked asked, BigInteger amount) {
        var just =
                books.kept(
                        asked.person(),
                        SlowBooks.since(asked.wall(), asked.terms().limits().splitWithin()));
        return books.net(just).add(amount);
    }

    private Optional<String> credit(Asked asked, BigInteger amount) {
        if (!(asked.terms().payment() instanceof Payment.Accounts(_, var credit))) {
            return Optional.empty();
        }
        boolean reduced = !asked.dated() || asked.age().compareTo(credit.reducedAfter()) > 0;
        int percent = reduced ? credit.reducedPercent() : 100;
        var open =
                asked.said()
                        .map(said -> books.kept(asked.person(), it -> !isCounted(it, said)))
                        .orElse(List.of());
        var floor = big(credit.floor());
        return cap("diner", credit.diner(), percent, open.size(), books.net(open), amount)
                .or(
                        () ->
                                cap(
                                        "terminal",
                                        new Cap(0, credit.terminal()),
                                        percent,
                                        0,
                                        books.exposure(asked.offer().point()),
                                        amount))
                .or(
                        () ->
                                reduced
                                                && floor.signum() > 0
                                                && together(asked, amount).compareTo(floor) > 0
                                        ? Optional.of("floor")
                                        : Optional.empty())
                .map(rule -> reduced ? rule + ", reduced" : rule);
    }

    private boolean isCounted(SlowBooks.Bought sale, Said said) {
        for (var wallet : sale.legs().keySet()) {
            var stands = said.wallets().get(wallet);
            // Of a wallet that the list names no more nothing is at risk.
            if (stands != null
                    && !SlowBooks.isCounted(books.story(sale).debited, stands.included())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> cap(
            String rule, Cap cap, int percent, int count, BigInteger sum, BigInteger more) {
        var most = part(BigInteger.valueOf(cap.count()), percent);
        if (most.signum() > 0 && BigInteger.valueOf(count).compareTo(most) >= 0) {
            return Optional.of(rule + " count");
        }
        var amount = part(big(cap.amount()), percent);
        return amount.signum() > 0 && sum.add(more).compareTo(amount) > 0
                ? Optional.of(rule + " amount")
                : Optional.empty();
    }

    /// A part of something is something.
    private static BigInteger part(BigInteger whole, int percent) {
        return whole.multiply(BigInteger.valueOf(percent)).divide(HUNDRED).max(whole.min(ONE));
    }

    private Answer pay(Asked asked, BigInteger amount, Meal meal) {
        var legs =
                switch (asked.terms().payment()) {
                    case Payment.Counted() -> Optional.of(Map.<String, BigInteger>of());
                    case Payment.Purse() ->
                            throw new IllegalStateException("of a card: PurseMoneyTest");
                    case Payment.Accounts accounts ->
                            split(asked, accounts, amount, meal, asked.dated());
                };
        if (legs.isEmpty()) {
            boolean withAClock =
                    asked.terms().payment() instanceof Payment.Accounts accounts
                            && split(asked, accounts, amount, meal, true).isPresent();
            return withAClock
                    ? new Answer("no clock", "CLOCK_UNTRUSTED")
                    : new Answer("no money", "NO_BALANCE");
        }
        var point = asked.offer().point();
        boolean again =
                books.kept(
                                        asked.person(),
                                        it ->
                                                it.point().equals(point)
                                                        && it.amount().equals(amount)
                                                        && SlowBooks.since(
                                                                        asked.wall(),
                                                                        asked.terms()
                                                                                .repeatWithin())
                                                                .test(it))
                                .size()
                        > 0;
        if (again && !asked.confirmed()) {
            return new Answer("again", "again " + amount);
        }
        var id = point + ":" + books.next(point);
        return new Answer(
                legs.get().size() > 1 ? "sold, several legs" : "sold",
                sold(
                        id,
                        asked.person(),
                        amount,
                        legs.get(),
                        meal.id(),
                        meal.date(),
                        asked.wall(),
                        afterwards(asked, amount, meal)));
    }

    /// In all wallets, first helping or not, whatever the clock.
    private Optional<BigInteger> afterwards(Asked asked, BigInteger amount, Meal meal) {
        if (!(asked.terms().payment() instanceof Payment.Accounts(var wallets, _))
                || asked.said().isEmpty()) {
            return Optional.empty();
        }
        var left = amount.negate();
        for (var wallet : wallets) {
            left = left.add(left(asked, wallet, meal));
        }
        return Optional.of(left);
    }

    private Optional<Map<String, BigInteger>> split(
            Asked asked, Payment.Accounts accounts, BigInteger amount, Meal meal, boolean dated) {
        if (amount.signum() == 0) {
            return Optional.of(Map.of());
        }
        if (asked.said().isEmpty()) {
            return Optional.empty();
        }
        boolean first =
                books.kept(
                                asked.person(),
                                it ->
                                        it.amount().signum() > 0
                                                && it.meal().equals(meal.id())
                                                && it.date().equals(meal.date()))
                        .isEmpty();
        var open = amount;
        var legs = new LinkedHashMap<String, BigInteger>();
        for (var wallet : accounts.wallets()) {
            boolean needsADate = wallet.firstHelpingOnly() || wallet.term() != Term.NONE;
            if (wallet.firstHelpingOnly() && !first || needsADate && !dated) {
                continue;
            }
            var paid = open.min(share(wallet.share(), amount)).min(left(asked, wallet, meal));
            if (paid.signum() > 0) {
                legs.put(wallet.id(), paid);
                open = open.subtract(paid);
            }
        }
        return open.signum() == 0 ? Optional.of(legs) : Optional.empty();
    }

    private static BigInteger share(Share share, BigInteger amount) {
        return switch (share) {
            case Share.Whole() -> amount;
            case Share.Fixed(var most) -> big(most);
            case Share.Percent(int percent) ->
                    amount.multiply(BigInteger.valueOf(percent)).divide(HUNDRED);
        };
    }

    /// Nothing of a month that is over, or a quarter.
    private BigInteger left(Asked asked, Wallet wallet, Meal meal) {
        var stands = asked.said().orElseThrow().wallets().get(wallet.id());
        if (stands == null) {
            return left(asked.person(), wallet, new Stands(ZERO, Instant.EPOCH, SlowBooks.NOWHERE));
        }
        var stated = LocalDateTime.ofInstant(stands.asOf(), zone).toLocalDate();
        int months = meal.date().getYear() * 12 + meal.date().getMonthValue() - 1;
        int then = stated.getYear() * 12 + stated.getMonthValue() - 1;
        boolean over =
                switch (wallet.term()) {
                    case NONE -> false;
                    case MONTH -> months > then;
                    case QUARTER -> months / 3 > then / 3;
                };
        return over ? ZERO : left(asked.person(), wallet, stands);
    }

    BigInteger left(Token person, Wallet wallet, Stands stands) {
        return books.left(person, wallet.id(), stands.fen(), stands.included());
    }

    /// The answer of [SaleRules] in the words of this.
    static String text(Sold sold) {
        return switch (sold) {
            case Sold.No(var why) -> why.name();
            case Sold.Again(var amount) -> "again " + amount.fen();
            case Sold.Off _ -> throw new IllegalStateException("journeys have rules of their own");
            case Sold.Yes(
                            Sale(
                                    var id,
                                    var diner,
                                    var amount,
                                    var legs,
                                    var serving,
                                    var at,
                                    _,
                                    _,
                                    Sale.State state),
                            var left) ->
                    state == Sale.State.PENDING
                            ? sold(
                                    id.toString(),
                                    diner,
                                    big(amount),
                                    SlowBooks.legs(legs),
                                    serving.meal(),
                                    serving.businessDate(),
                                    at,
                                    left.map(SlowRules::big))
                            : state.toString();
        };
    }

    private static String sold(
            String id,
            Token diner,
            BigInteger amount,
            Map<String, BigInteger> legs,
            String meal,
            LocalDate date,
            Instant at,
            Optional<BigInteger> left) {
        return "%s of %s at %s on %s at %s for %s %s leaves %s"
                .formatted(id, amount, meal, date, at, diner, legs, left);
    }

    private static BigInteger big(Fen fen) {
        return BigInteger.valueOf(fen.fen());
    }
}

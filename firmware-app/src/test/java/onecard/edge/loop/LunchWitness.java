package onecard.edge.loop;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import onecard.access.Token;
import onecard.money.Ledger;
import onecard.money.Line;
import onecard.money.Place;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Statement;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Stands beside one terminal of a [Lunch], and says of each sale when it is meant whether it might
/// be: by a notebook of its own, which is looked through from its beginning each time.
final class LunchWitness {

    private final Consumer<String> found;
    private final Map<String, Statement> shown = new HashMap<>();
    private final Map<Token, List<SaleId>> byDiner = new HashMap<>();
    private final Map<SaleId, Sale> sales = new HashMap<>();
    private final Map<SaleId, Long> doneAt = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final Set<SaleId> onTheirWay = new HashSet<>();

    LunchWitness(Consumer<String> found) {
        this.found = found;
    }

    /// What the terminal's list says of whoever taps there.
    void shows(String till, Token subject, Statement account) {
        shown.put(till + " " + subject, account);
    }

    // --- what the terminal writes down ---

    void offered(Sale sale, Moment now) {
        onTheirWay.add(sale.id());
        switch (sale.state()) {
            case PENDING -> {
                judge(sale, now);
                noted(sale);
            }
            case VOID -> sales.put(sale.id(), sale);
            case DONE, UNKNOWN -> {}
        }
    }

    void recorded(Sale sale, long seq) {
        onTheirWay.remove(sale.id());
        noted(sale);
        if (sale.state() == Sale.State.DONE) {
            doneAt.put(sale.id(), seq);
        }
    }

    /// There was no room for it.
    void refused(Sale sale) {
        if (sale.state() == Sale.State.PENDING) {
            onTheirWay.remove(sale.id());
            sales.remove(sale.id());
            byDiner.getOrDefault(sale.diner(), List.of()).remove(sale.id());
            last.put(sale.id().point(), sale.id().number() - 1);
        }
    }

    /// Nothing of what was not durable ever was.
    void begins() {
        shown.clear();
        byDiner.clear();
        sales.clear();
        doneAt.clear();
        last.clear();
        onTheirWay.clear();
    }

    private void noted(Sale sale) {
        if (sales.put(sale.id(), sale) == null) {
            byDiner.computeIfAbsent(sale.diner(), _ -> new ArrayList<>()).add(sale.id());
        }
        last.merge(sale.id().point(), sale.id().number(), Math::max);
    }

    // --- what it thinks of it ---

    private void judge(Sale sale, Moment now) {
        if (sale.id().number() != last.getOrDefault(sale.id().point(), 0L) + 1) {
            found.accept(sale.id() + " comes after " + last.get(sale.id().point()));
        }
        var said = shown.get(sale.id().point() + " " + sale.diner());
        if (said == null) {
            found.accept(sale.id() + " is sold to somebody who is not there");
            return;
        }
        var age = Duration.between(said.list().asOf(), now.wall());
        if (age.compareTo(LunchTerms.REFUSED_AFTER) > 0) {
            found.accept("I19: " + sale.id() + " is sold on balances of " + age + " ago");
        }
        boolean reduced =
                now.trust() == ClockTrust.UNTRUSTED || age.compareTo(LunchTerms.REDUCED_AFTER) > 0;
        risk(sale, said, reduced ? LunchTerms.REDUCED_PERCENT : 100);
        helping(sale, now);
    }

    private void risk(Sale sale, Statement said, int percent) {
        long included =
                said.balances().values().stream()
                        .flatMap(balance -> balance.included().stream())
                        .mapToLong(Place::seq)
                        .findFirst()
                        .orElse(0);
        long owed = sale.amount().fen();
        int count = 1;
        for (var id : byDiner.getOrDefault(sale.diner(), List.of())) {
            boolean counted = doneAt.getOrDefault(id, Long.MAX_VALUE) <= included;
            var before = Objects.requireNonNull(sales.get(id));
            if (!counted && before.state() != Sale.State.VOID) {
                owed += before.amount().fen();
                count++;
            }
        }
        if (owed * 100 > LunchTerms.OPEN_FEN * percent
                || count > LunchTerms.OPEN_SALES * percent / 100) {
            found.accept("I17: " + sale.id() + " makes it " + count + " open sales, " + owed);
        }
    }

    private void helping(Sale sale, Moment now) {
        var local = sale.at().atZone(Rig.ZONE).toLocalDateTime();
        boolean lunch = sale.serving().meal().equals("lunch");
        var opens = lunch ? local.toLocalDate().atTime(11, 0) : supper(local.toLocalTime(), local);
        if (!sale.serving().businessDate().equals(opens.toLocalDate())
                || local.isBefore(opens)
                || !local.isBefore(opens.plusHours(lunch ? 2 : 4))) {
            found.accept("I23: " + sale.id() + " at " + local + " is of " + sale.serving());
        }
        boolean subsidised = !sale.legs().of("subsidy").isZero();
        if (subsidised && now.trust() == ClockTrust.UNTRUSTED) {
            found.accept(sale.id() + " takes a dated wallet by a clock that nobody trusts");
        }
        boolean second =
                byDiner.getOrDefault(sale.diner(), List.of()).stream()
                        .map(sales::get)
                        .anyMatch(
                                before ->
                                        before.state() != Sale.State.VOID
                                                && before.serving().equals(sale.serving()));
        if (subsidised && second) {
            found.accept("I16: " + sale.id() + " has a subsidy for a second helping");
        }
    }

    private static LocalDateTime supper(LocalTime time, LocalDateTime local) {
        var day = time.getHour() < 12 ? local.toLocalDate().minusDays(1) : local.toLocalDate();
        return day.atTime(22, 0);
    }

    /// Whether what the rows build up is what the loop knew, but for what was on its way.
    void compares(Ledger live, Ledger fold, Set<SaleId> unheard) {
        var settled = settled(live, unheard);
        if (!settled.equals(settled(fold, unheard))) {
            found.accept("the rows build up " + settled(fold, unheard) + ", and not " + settled);
        }
        if (onTheirWay.isEmpty()
                && unheard.isEmpty()
                && !live.kept().last().equals(fold.kept().last())) {
            found.accept("numbers " + fold.kept().last() + ", and not " + live.kept().last());
        }
    }

    private List<Line> settled(Ledger ledger, Set<SaleId> unheard) {
        return ledger.kept().lines().stream()
                .filter(line -> !onTheirWay.contains(line.sale().id()))
                .filter(line -> !unheard.contains(line.sale().id()))
                .toList();
    }
}

package onecard.edge.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import onecard.edge.crypto.Json;

/// What one record says of a sale.
///
/// @param id the till and a number, with a colon between
/// @param legs fen by wallet
/// @param operator empty: nobody
/// @param where its place in the journal
public record SaleRow(
        String id,
        String state,
        String subject,
        long amountFen,
        Map<String, Long> legs,
        String meal,
        String businessDate,
        String at,
        long batch,
        String operator,
        boolean training,
        String where) {

    private static final String NAME = "[a-z0-9-]+:[1-9][0-9]{0,14}";
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    /// All it says but how far it has come, its batch, who stood there, and where it is written.
    public String content() {
        return String.join(" ", subject, "" + amountFen, "" + legs, meal, businessDate, at);
    }

    String till() {
        return till(id);
    }

    static String till(String id) {
        return id.substring(0, id.lastIndexOf(':'));
    }

    static long number(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf(':') + 1));
    }

    long number() {
        return number(id);
    }

    /// A sale that a record says to be so far.
    ///
    /// @param broken told by what rule, and why
    static Optional<SaleRow> sale(Row row, BiConsumer<Rule, String> broken) {
        return of(row, "sale", "business_date", broken);
    }

    /// What a record says was given back, as a sale on the day on which it was.
    static Optional<SaleRow> back(Row row, BiConsumer<Rule, String> broken) {
        return of(row, "refund", "refunded_on", broken);
    }

    private static Optional<SaleRow> of(
            Row row, String name, String date, BiConsumer<Rule, String> broken) {
        var missing = new ArrayList<String>();
        for (var member : List.of("sale", "subject", "meal", "at")) {
            if (row.said(member).isEmpty()) {
                missing.add(member);
            }
        }
        var amount = row.data().number("amount_fen");
        if (amount.isEmpty() || amount.get() < 0) {
            missing.add("amount_fen");
        }
        if (!row.said(name).matches(NAME)) {
            missing.add(name);
        }
        if (!row.said(date).matches(DATE)) {
            missing.add(date);
        }
        if (!missing.isEmpty()) {
            broken.accept(Rule.SALE, "lacks " + missing);
            return Optional.empty();
        }
        var sale =
                new SaleRow(
                        row.said(name),
                        row.said("state"),
                        row.said("subject"),
                        amount.orElseThrow(),
                        legs(row, broken),
                        row.said("meal"),
                        row.said(date),
                        row.said("at"),
                        row.data().number("batch").orElse(0L),
                        row.said("operator"),
                        row.data().bool("training").orElse(false),
                        row.place());
        if (!sale.till().equals(row.said("point"))) {
            broken.accept(Rule.SALE, "stands under " + row.said("point"));
        }
        long paid = sale.legs().values().stream().mapToLong(it -> it).sum();
        if (paid != sale.amountFen()) {
            broken.accept(Rule.LEGS, "come to " + paid + " of " + sale.amountFen());
        }
        return Optional.of(sale);
    }

    private static Map<String, Long> legs(Row row, BiConsumer<Rule, String> broken) {
        var legs = new TreeMap<String, Long>();
        for (var item : row.data().array("legs").orElse(new Json.Arr(List.of())).items()) {
            var leg = item instanceof Json.Obj object ? object : Json.Obj.EMPTY;
            var wallet = leg.text("wallet").orElse("");
            long fen = leg.number("amount_fen").orElse(0L);
            if (wallet.isEmpty() || fen <= 0) {
                broken.accept(Rule.LEGS, "a leg of nothing, or less");
            }
            if (legs.put(wallet, fen) != null) {
                broken.accept(Rule.LEGS, wallet + " pays twice");
            }
        }
        return legs;
    }
}

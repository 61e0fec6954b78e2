package onecard.edge.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;

/// What somebody does to an export of a day's sales. Each changes one thing, somewhere.
public enum Forgery {
    AMOUNT,
    LEG,
    WALLET,
    STATE,
    SUBJECT,
    BUSINESS_DATE,
    /// One record of a sale is gone.
    RECORD_REMOVED,
    /// One record of a sale is there twice.
    RECORD_DOUBLED,
    /// Two records have changed places.
    RECORDS_SWAPPED,
    /// All records of a sale are gone; not of the last one of its till.
    SALE_REMOVED,
    /// A sale is sold once more, under a number that no sale has yet.
    SALE_DOUBLED,
    /// What was given back of a sale is a hundred times as much.
    REFUND,
    /// A settlement comes to something else.
    SETTLEMENT,
    /// A line of any kind is gone.
    LINE_REMOVED,
    /// A line of another device's export.
    LINE_OF_ANOTHER,
    /// One character of one line is another one.
    CHARACTER,
    /// Nothing from there on.
    CUT_OFF;

    private static final int TRIES = 1_000;

    /// @param other lines of another device
    public List<String> of(List<String> lines, List<String> other, Random random) {
        var forged = new ArrayList<>(lines);
        switch (this) {
            case AMOUNT ->
                    change(forged, random, it -> it.with("amount_fen", 1 + random.nextInt(9_999)));
            case LEG -> leg(forged, random, it -> it.with("amount_fen", 1 + random.nextInt(9_999)));
            case WALLET ->
                    leg(forged, random, it -> it.with("wallet", "guest" + random.nextInt(9)));
            case STATE -> change(forged, random, it -> it.with("state", state(random)));
            case SUBJECT -> change(forged, random, it -> it.with("subject", "%032x".formatted(9)));
            case BUSINESS_DATE ->
                    change(
                            forged,
                            random,
                            it -> it.with("business_date", "2026-12-0" + (1 + random.nextInt(9))));
            case RECORD_REMOVED -> forged.remove(sale(forged, random));
            case RECORD_DOUBLED -> {
                int at = sale(forged, random);
                forged.add(at + 1 + random.nextInt(lines.size() - at), forged.get(at));
            }
            case RECORDS_SWAPPED ->
                    Collections.swap(forged, sale(forged, random), sale(forged, random));
            case SALE_REMOVED -> {
                var id = notTheLast(forged, random);
                forged.removeIf(isOf(id));
            }
            case SALE_DOUBLED -> {
                var id = said(forged.get(sale(forged, random)), "sale");
                var again =
                        forged.stream()
                                .filter(isOf(id))
                                .map(line -> with(line, it -> it.with("sale", id + "0000")))
                                .toList();
                forged.addAll(lastOf(forged, id) + 1, again);
            }
            case REFUND -> {
                int at = one(forged, random, it -> !said(it, "refund").isEmpty());
                forged.set(at, with(forged.get(at), Forgery::hundredfold));
            }
            case SETTLEMENT -> {
                int at = one(forged, random, it -> Row.of(it).orElseThrow().is("settlement"));
                long net = random.nextInt(100_000);
                forged.set(at, with(forged.get(at), it -> it.with("net_fen", net)));
            }
            case LINE_REMOVED -> forged.remove(random.nextInt(forged.size()));
            case LINE_OF_ANOTHER ->
                    forged.add(
                            1 + random.nextInt(forged.size()),
                            other.get(random.nextInt(other.size())));
            case CHARACTER -> {
                int at = random.nextInt(forged.size());
                var text = new StringBuilder(forged.get(at));
                text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
                forged.set(at, text.toString());
            }
            case CUT_OFF ->
                    forged.subList(1 + random.nextInt(forged.size() - 1), forged.size()).clear();
        }
        return forged;
    }

    /// The length of what both begin with.
    public static int firstDifference(List<String> lines, List<String> before) {
        int same = 0;
        while (same < Math.min(lines.size(), before.size())
                && lines.get(same).equals(before.get(same))) {
            same++;
        }
        return same;
    }

    /// The last line that a key vouches for, with all before it.
    public static int lastSealed(List<String> lines) {
        return IntStream.range(0, lines.size())
                .filter(at -> Row.of(lines.get(at)).filter(Row::isSealed).isPresent())
                .max()
                .orElseThrow();
    }

    // --- one record of a sale ---

    /// Where one stands.
    private static int sale(List<String> lines, Random random) {
        return one(
                lines, random, it -> !said(it, "sale").isEmpty() && said(it, "refund").isEmpty());
    }

    private static int one(List<String> lines, Random random, Predicate<String> which) {
        for (int tries = 0; tries < TRIES; tries++) {
            int at = random.nextInt(lines.size());
            if (which.test(lines.get(at))) {
                return at;
            }
        }
        throw new IllegalStateException("hardly one among " + lines.size() + " lines");
    }

    private static Json.Obj hundredfold(Json.Obj data) {
        var legs =
                data.array("legs").orElseThrow().items().stream()
                        .map(Json.Obj.class::cast)
                        .<Json>map(leg -> leg.with("amount_fen", 100 * fen(leg)))
                        .toList();
        return data.with("legs", new Json.Arr(legs)).with("amount_fen", 100 * fen(data));
    }

    private static long fen(Json.Obj said) {
        return said.number("amount_fen").orElseThrow();
    }

    private static void change(List<String> lines, Random random, UnaryOperator<Json.Obj> change) {
        int at = sale(lines, random);
        lines.set(at, with(lines.get(at), change));
    }

    /// Changes one leg of it.
    private static void leg(List<String> lines, Random random, UnaryOperator<Json.Obj> change) {
        change(
                lines,
                random,
                data -> {
                    var legs = new ArrayList<>(data.array("legs").orElseThrow().items());
                    int at = random.nextInt(legs.size());
                    legs.set(at, change.apply((Json.Obj) legs.get(at)));
                    return data.with("legs", new Json.Arr(legs));
                });
    }

    private static String state(Random random) {
        return List.of("pending", "done", "void", "unknown", "paid").get(random.nextInt(5));
    }

    // --- all records of one ---

    private static String notTheLast(List<String> lines, Random random) {
        for (int tries = 0; tries < TRIES; tries++) {
            var id = said(lines.get(sale(lines, random)), "sale");
            int colon = id.indexOf(':');
            var next = id.substring(0, colon + 1) + (Long.parseLong(id.substring(colon + 1)) + 1);
            if (lines.stream().anyMatch(isOf(next))) {
                return id;
            }
        }
        throw new IllegalStateException("each till has sold once");
    }

    private static int lastOf(List<String> lines, String id) {
        return IntStream.range(0, lines.size())
                .filter(at -> isOf(id).test(lines.get(at)))
                .max()
                .orElseThrow();
    }

    private static Predicate<String> isOf(String id) {
        return line -> said(line, "sale").equals(id);
    }

    private static String said(String line, String name) {
        return Row.of(line).map(row -> row.said(name)).orElse("");
    }

    private static String with(String line, UnaryOperator<Json.Obj> change) {
        var row = Row.of(line).orElseThrow();
        return Canonical.text(row.event().with("data", change.apply(row.data())));
    }
}

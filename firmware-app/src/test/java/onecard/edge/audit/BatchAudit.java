package onecard.edge.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import onecard.edge.crypto.Json;

/// Batches of one device's tills, added up anew and held to what their settlements say.
final class BatchAudit {

    private final BiConsumer<String, String> broken;
    private final boolean fromTheStart;

    /// How many, and how much, of what; by till and batch.
    private final Map<String, Map<String, Long>> batches = new HashMap<>();

    /// The last one of each till.
    private final Map<String, Long> settled = new HashMap<>();

    /// @param broken told where, and what
    BatchAudit(boolean fromTheStart, BiConsumer<String, String> broken) {
        this.fromTheStart = fromTheStart;
        this.broken = broken;
    }

    void sold(SaleRow sale) {
        adds("sale", sale, 1);
    }

    void takenBack(SaleRow sale) {
        adds("void", sale, -1);
    }

    void givenBack(SaleRow back) {
        adds("refund", back, -1);
    }

    private void adds(String kind, SaleRow row, int sign) {
        if (row.batch() <= settled.getOrDefault(row.till(), 0L)) {
            broken.accept(row.id(), "moves batch " + row.batch() + ", which is settled");
        }
        var sums = of(row.till(), row.batch());
        if (row.training()) {
            sums.merge("trained", kind.equals("sale") ? 1L : 0L, Math::addExact);
            return;
        }
        adds(sums, kind + " at " + row.meal() + " by " + row.operator(), row.amountFen());
        row.legs().forEach((wallet, fen) -> adds(sums, kind + " from " + wallet, fen));
        sums.merge("net", sign * row.amountFen(), Math::addExact);
    }

    private static void adds(Map<String, Long> sums, String what, long fen) {
        sums.merge("count of " + what, 1L, Math::addExact);
        sums.merge("fen of " + what, fen, Math::addExact);
    }

    private Map<String, Long> of(String till, long batch) {
        return batches.computeIfAbsent(till + " " + batch, _ -> new TreeMap<>());
    }

    void settles(Row row) {
        var till = row.said("point");
        long batch = row.data().number("batch").orElse(0L);
        long before = settled.getOrDefault(till, 0L);
        if (batch != before + 1 && (fromTheStart || before > 0)) {
            broken.accept(row.place(), "settles batch " + batch + " after " + before);
        }
        settled.put(till, Math.max(before, batch));
        var ours = new TreeMap<>(of(till, batch));
        var theirs = said(row);
        ours.values().removeIf(it -> it == 0);
        theirs.values().removeIf(it -> it == 0);
        if (!ours.equals(theirs)) {
            broken.accept(row.place(), "batch " + batch + " comes to " + ours + ", not " + theirs);
        }
    }

    private static Map<String, Long> said(Row row) {
        var said = new TreeMap<String, Long>();
        said.put("trained", row.data().number("trained").orElse(0L));
        said.put("net", row.data().number("net_fen").orElse(0L));
        for (var item : items(row, "counts")) {
            puts(said, item, " at " + text(item, "meal") + " by " + text(item, "operator"));
        }
        for (var item : items(row, "wallets")) {
            puts(said, item, " from " + text(item, "wallet"));
        }
        return said;
    }

    private static void puts(Map<String, Long> said, Json.Obj item, String of) {
        var what = text(item, "kind") + of;
        said.merge("count of " + what, item.number("count").orElse(0L), Math::addExact);
        said.merge("fen of " + what, item.number("amount_fen").orElse(0L), Math::addExact);
    }

    private static List<Json.Obj> items(Row row, String name) {
        return row.data().array(name).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast)
                .toList();
    }

    private static String text(Json.Obj item, String name) {
        return item.text(name).orElse("");
    }
}

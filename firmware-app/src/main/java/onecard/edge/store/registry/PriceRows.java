package onecard.edge.store.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.money.Cost;
import onecard.money.Fen;
import onecard.money.PriceTable;
import org.tinylog.Logger;

/// A published list of prices as tills sell by it. An item of which anything stands there that
/// cannot be understood is not sold: a guess would be somebody's money.
public final class PriceRows {

    private PriceRows() {}

    /// What cannot be sold is told to the log.
    public static PriceTable table(WholeList.Said said) {
        var rows = new HashMap<String, List<PriceTable.Row>>();
        var unclear = new HashSet<String>();
        int nameless = 0;
        for (var entry : said.entries()) {
            var item = entry.json().text("item").filter(_ -> entry.kind().equals("item"));
            if (item.isEmpty()) {
                nameless++;
                continue;
            }
            row(entry)
                    .ifPresentOrElse(
                            row ->
                                    rows.computeIfAbsent(item.get(), _ -> new ArrayList<>())
                                            .add(row),
                            () -> unclear.add(item.get()));
        }
        var table = new PriceTable(said.list(), rows, unclear);
        if (nameless > 0) {
            Logger.error("the list {} has {} entries of no item", said.list().name(), nameless);
        }
        if (!table.unclear().isEmpty()) {
            Logger.error(
                    "the list {} version {} contradicts itself: not sold: {}",
                    said.list().name(),
                    said.list().version(),
                    String.join(", ", new TreeSet<>(table.unclear())));
        }
        return table;
    }

    private static Optional<PriceTable.Row> row(ListEntry entry) {
        var json = entry.json();
        var fen = json.number("price_fen").filter(it -> it > 0);
        var per =
                json.get("per").isEmpty()
                        ? Optional.of(Cost.Per.PIECE)
                        : json.text("per").flatMap(Cost.Per::ofWire);
        if (fen.isEmpty() || per.isEmpty() || !isTime(json, "from") || !isTime(json, "until")) {
            return Optional.empty();
        }
        try {
            var cost = new Cost(new Fen(fen.get()), per.get());
            return Optional.of(new PriceTable.Row(cost, time(json, "from"), time(json, "until")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isTime(Json.Obj json, String member) {
        return json.get(member).isEmpty() || time(json, member).isPresent();
    }

    private static Optional<Instant> time(Json.Obj json, String member) {
        return json.text(member).flatMap(ListHead::instant);
    }
}

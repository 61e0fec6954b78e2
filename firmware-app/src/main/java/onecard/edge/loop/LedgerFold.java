package onecard.edge.loop;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.crypto.Json;
import onecard.edge.store.Fold;
import onecard.money.Ledger;

/// [Ledger] as the journal's `sale` records build it up. Used by one thread at a time.
final class LedgerFold implements Fold {

    private Ledger ledger = Ledger.EMPTY;

    /// What the records so far built up.
    Ledger ledger() {
        return ledger;
    }

    @Override
    public void apply(Json.Obj event) {
        if (event.text("type").equals(Optional.of("onecard.sale.v1"))) {
            var data = Occurrences.data(event);
            var place = Sales.place(data);
            Sales.of(data).ifPresent(sale -> ledger = ledger.after(sale, place));
        }
    }

    @Override
    public Json.Obj state() {
        var kept = ledger.kept();
        if (kept.last().isEmpty()) {
            return Json.Obj.EMPTY;
        }
        var last = new TreeMap<String, Json>();
        kept.last().forEach((point, number) -> last.put(point, new Json.Num(number)));
        return Json.Obj.EMPTY
                .with("lines", new Json.Arr(kept.lines().stream().<Json>map(Sales::json).toList()))
                .with("last", Json.Obj.of(last))
                .with("epochs", Json.Arr.ofText(kept.epochs()));
    }

    @Override
    public void restore(Json.Obj state) {
        var last = new TreeMap<String, Long>();
        state.object("last")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (point, number) -> {
                            if (number instanceof Json.Num(var value)) {
                                last.put(point, value);
                            }
                        });
        ledger =
                Ledger.of(
                        new Ledger.Kept(
                                items(state, "lines").stream()
                                        .filter(Json.Obj.class::isInstance)
                                        .map(Json.Obj.class::cast)
                                        .flatMap(line -> Sales.line(line).stream())
                                        .toList(),
                                last,
                                items(state, "epochs").stream()
                                        .filter(Json.Str.class::isInstance)
                                        .map(text -> ((Json.Str) text).value())
                                        .toList()));
    }

    private static List<Json> items(Json.Obj state, String name) {
        return state.array(name).map(Json.Arr::items).orElse(List.of());
    }
}

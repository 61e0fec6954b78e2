package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import onecard.access.Renamed;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Fold;
import onecard.edge.store.journal.Outbox;
import onecard.money.Ledger;
import onecard.money.Place;

/// [Ledger] as the journal's `sale` records build it up. Used by one thread at a time.
public final class LedgerFold implements Fold {

    private Ledger ledger = Ledger.EMPTY;

    /// What the records so far built up.
    public Ledger ledger() {
        return ledger;
    }

    /// Somebody is here whose tokens are others now.
    void renamed(Renamed renamed) {
        ledger = ledger.renamed(renamed);
    }

    @Override
    public void apply(Json.Obj event) {
        var data = Occurrences.data(event);
        var place = Sales.place(data);
        switch (event.text("type").orElse("")) {
            case "onecard.sale.v1" ->
                    Sales.of(data).ifPresent(sale -> ledger = ledger.after(sale, place));
            case "onecard.refund.v1" ->
                    Sales.refund(data).ifPresent(it -> ledger = ledger.refunded(it, place));
            case "onecard.reading.v1" ->
                    Draws.reading(data).ifPresent(it -> ledger = ledger.read(it));
            case "onecard.settlement.v1" ->
                    Settlements.settlement(data, at(event))
                            .ifPresent(it -> ledger = ledger.settled(it));
            default -> {}
        }
    }

    /// When it happened; what cannot be read is long ago.
    private static Instant at(Json.Obj event) {
        try {
            return event.text("time")
                    .map(time -> OffsetDateTime.parse(time).toInstant())
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException _) {
            return Instant.EPOCH;
        }
    }

    @Override
    public void held(Outbox.Position upTo, List<String> epochs) {
        ledger = ledger.inOrder(epochs).held(new Place(upTo.epoch(), upTo.seq()));
    }

    @Override
    public Json.Obj state() {
        var kept = ledger.kept();
        if (kept.last().isEmpty() && kept.batches().last().isEmpty()) {
            return Json.Obj.EMPTY;
        }
        var last = new TreeMap<String, Json>();
        kept.last().forEach((point, number) -> last.put(point, new Json.Num(number)));
        return Json.Obj.EMPTY
                .with("lines", new Json.Arr(kept.lines().stream().<Json>map(Sales::json).toList()))
                .with("last", Json.Obj.of(last))
                .with("batches", Settlements.json(kept.batches()))
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
                                Settlements.batches(state.object("batches").orElse(Json.Obj.EMPTY)),
                                items(state, "epochs").stream()
                                        .filter(Json.Str.class::isInstance)
                                        .map(text -> ((Json.Str) text).value())
                                        .toList()));
    }

    private static List<Json> items(Json.Obj state, String name) {
        return state.array(name).map(Json.Arr::items).orElse(List.of());
    }
}

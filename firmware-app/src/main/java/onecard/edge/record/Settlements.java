package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.money.Batch;
import onecard.money.Batches;
import onecard.money.Difference;
import onecard.money.Fen;
import onecard.money.HostCount;
import onecard.money.SaleId;
import onecard.money.Settlement;
import onecard.money.Totals;

/// Batches, in the journal's words: as the event of a settlement writes one, and as a snapshot
/// keeps those that are not settled, and the last that are. What cannot be read is in no total.
public final class Settlements {

    private static final String DIFFERENCE = "difference";

    private Settlements() {}

    public static Json.Obj json(Settlement settled) {
        return json(settled.batch())
                .with("net_fen", settled.batch().totals().netFen())
                .with(
                        "unknown",
                        Json.Arr.ofText(settled.unknown().stream().map(Object::toString).toList()));
    }

    /// A follow-up of that settlement: what each side says, number by number.
    public static Json.Obj json(Difference difference) {
        return Json.Obj.EMPTY
                .with("batch", difference.settled().batch().number())
                .with(
                        DIFFERENCE,
                        new Json.Arr(
                                difference.members().stream()
                                        .<Json>map(
                                                it ->
                                                        Json.Obj.EMPTY
                                                                .with("what", it.name())
                                                                .with("here", it.here())
                                                                .with("host", it.host()))
                                        .toList()));
    }

    /// What a host counted, as a command says it.
    public static Json.Obj json(HostCount host) {
        var json =
                Json.Obj.EMPTY
                        .with("batch", host.batch())
                        .with("sales", host.sales())
                        .with("net_fen", host.netFen());
        var wallets = new TreeMap<String, Json>();
        host.wallets().forEach((wallet, fen) -> wallets.put(wallet, new Json.Num(fen)));
        return wallets.isEmpty() ? json : json.with("wallets", Json.Obj.of(wallets));
    }

    /// Read back from its event; empty for anything else.
    ///
    /// @param data with `point`
    /// @param at when it was settled
    static Optional<Settlement> settlement(Json.Obj data, Instant at) {
        var point = data.text("point");
        return data.get(DIFFERENCE).isPresent() || data.number("batch").isEmpty()
                ? Optional.empty()
                : point.flatMap(
                        it ->
                                batch(data)
                                        .findFirst()
                                        .map(
                                                batch ->
                                                        new Settlement(
                                                                it,
                                                                over(batch),
                                                                unknown(data),
                                                                at)));
    }

    private static Batch over(Batch batch) {
        return new Batch(
                batch.number(),
                batch.businessDate(),
                batch.shift(),
                true,
                batch.totals(),
                batch.trained());
    }

    private static List<SaleId> unknown(Json.Obj data) {
        return data.array("unknown").map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Str.class::isInstance)
                .flatMap(sale -> SaleId.parse(((Json.Str) sale).value()).stream())
                .toList();
    }

    private static Json.Obj json(Batch batch) {
        return Json.Obj.EMPTY
                .with("batch", batch.number())
                .with("business_date", batch.businessDate().toString())
                .with("shift", batch.shift())
                .with("counts", counts(batch.totals()))
                .with("wallets", wallets(batch.totals()))
                .with("trained", batch.trained());
    }

    /// In one order, whatever happened first.
    private static Json.Arr counts(Totals totals) {
        return new Json.Arr(
                totals.counts().entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                        count ->
                                                count.getKey().kind()
                                                        + count.getKey().meal()
                                                        + count.getKey().operator()))
                        .<Json>map(count -> json(count.getKey(), count.getValue()))
                        .toList());
    }

    private static Json.Obj json(Totals.Cell cell, Totals.Sum sum) {
        var json = Json.Obj.EMPTY.with("kind", wire(cell.kind())).with("meal", cell.meal());
        var named = cell.operator().map(who -> json.with("operator", who.toString())).orElse(json);
        return with(named, sum);
    }

    private static Json.Arr wallets(Totals totals) {
        return new Json.Arr(
                totals.wallets().entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                        sum -> sum.getKey().kind() + sum.getKey().wallet()))
                        .<Json>map(
                                sum ->
                                        with(
                                                Json.Obj.EMPTY
                                                        .with("kind", wire(sum.getKey().kind()))
                                                        .with("wallet", sum.getKey().wallet()),
                                                sum.getValue()))
                        .toList());
    }

    private static Json.Obj with(Json.Obj json, Totals.Sum sum) {
        return json.with("count", sum.count()).with("amount_fen", sum.amount().fen());
    }

    private static String wire(Totals.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    // --- as a snapshot keeps them ---

    public static Json.Obj json(Batches batches) {
        var open = new TreeMap<String, Json>();
        batches.open()
                .forEach(
                        (point, all) ->
                                open.put(
                                        point,
                                        new Json.Arr(
                                                all.stream()
                                                        .<Json>map(
                                                                it ->
                                                                        json(it).with(
                                                                                        "over",
                                                                                        it.over()))
                                                        .toList())));
        var last = new TreeMap<String, Json>();
        batches.last()
                .forEach(
                        (point, given) ->
                                last.put(
                                        point,
                                        Json.Obj.EMPTY
                                                .with("batch", given.batch())
                                                .with("shift", given.shift())));
        var settled = new TreeMap<String, Json>();
        batches.settled()
                .forEach(
                        (point, all) ->
                                settled.put(
                                        point,
                                        new Json.Arr(
                                                all.stream()
                                                        .<Json>map(
                                                                it ->
                                                                        json(it).with(
                                                                                        "at",
                                                                                        it.at()
                                                                                                .toString()))
                                                        .toList())));
        return Json.Obj.EMPTY
                .with("open", Json.Obj.of(open))
                .with("last", Json.Obj.of(last))
                .with("settled", Json.Obj.of(settled));
    }

    public static Batches batches(Json.Obj json) {
        var open = new HashMap<String, List<Batch>>();
        json.object("open")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (point, all) ->
                                open.put(point, objects(all).flatMap(Settlements::batch).toList()));
        var last = new HashMap<String, Batches.Last>();
        json.object("last")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (point, given) -> {
                            if (given instanceof Json.Obj numbers) {
                                last.put(
                                        point,
                                        new Batches.Last(
                                                numbers.number("batch").orElse(0L),
                                                numbers.number("shift").orElse(0L)));
                            }
                        });
        return new Batches(open, last, settled(json));
    }

    private static Map<String, List<Settlement>> settled(Json.Obj json) {
        var settled = new HashMap<String, List<Settlement>>();
        json.object("settled")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (point, all) ->
                                settled.put(
                                        point,
                                        objects(all)
                                                .map(it -> it.with("point", point))
                                                .flatMap(it -> kept(it).stream())
                                                .toList()));
        return settled;
    }

    private static Optional<Settlement> kept(Json.Obj json) {
        try {
            return json.text("at").map(Instant::parse).flatMap(at -> settlement(json, at));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Stream<Batch> batch(Json.Obj json) {
        try {
            return json
                    .text("business_date")
                    .map(LocalDate::parse)
                    .map(
                            date ->
                                    new Batch(
                                            json.number("batch").orElse(0L),
                                            date,
                                            json.number("shift").orElse(0L),
                                            json.bool("over").orElse(false),
                                            totals(json),
                                            json.number("trained").orElse(0L)))
                    .stream();
        } catch (DateTimeException _) {
            return Stream.empty();
        }
    }

    private static Totals totals(Json.Obj json) {
        Map<Totals.Cell, Totals.Sum> counts = new HashMap<>();
        for (var item : objects(json.array("counts").orElse(new Json.Arr(List.of()))).toList()) {
            var kind = kind(item);
            var sum = sum(item);
            if (kind.isPresent() && sum.isPresent()) {
                counts.put(
                        new Totals.Cell(
                                kind.get(),
                                item.text("meal").orElse(""),
                                item.text("operator").flatMap(Token::parse)),
                        sum.get());
            }
        }
        Map<Totals.Drawn, Totals.Sum> wallets = new HashMap<>();
        for (var item : objects(json.array("wallets").orElse(new Json.Arr(List.of()))).toList()) {
            var kind = kind(item);
            var sum = sum(item);
            if (kind.isPresent() && sum.isPresent()) {
                wallets.put(
                        new Totals.Drawn(kind.get(), item.text("wallet").orElse("")), sum.get());
            }
        }
        return new Totals(counts, wallets);
    }

    private static Optional<Totals.Kind> kind(Json.Obj json) {
        return Stream.of(Totals.Kind.values())
                .filter(kind -> json.text("kind").equals(Optional.of(wire(kind))))
                .findFirst();
    }

    private static Optional<Totals.Sum> sum(Json.Obj json) {
        var fen = json.number("amount_fen").filter(amount -> amount >= 0);
        return json.number("count")
                .flatMap(count -> fen.map(amount -> new Totals.Sum(count, new Fen(amount))));
    }

    private static Stream<Json.Obj> objects(Json json) {
        var objects = new ArrayList<Json.Obj>();
        if (json instanceof Json.Arr(var items)) {
            for (var item : items) {
                if (item instanceof Json.Obj object) {
                    objects.add(object);
                }
            }
        }
        return objects.stream();
    }
}

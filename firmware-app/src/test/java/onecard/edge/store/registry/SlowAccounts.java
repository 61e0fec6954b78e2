package onecard.edge.store.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.money.Balance;
import onecard.money.Place;

/// What entries of a list say of one person's wallets, read from their text each time; and entries
/// at random, of which some cannot be understood.
final class SlowAccounts {

    private static final Instant AS_OF = Instant.parse("2026-11-28T04:00:00Z");

    private SlowAccounts() {}

    /// By wallet: one that two entries speak of, or none that can be understood, is not in it.
    static Map<String, Balance> said(List<ListEntry> entries, String device) {
        var balances = new HashMap<String, Balance>();
        var twice = new HashSet<String>();
        for (var entry : entries) {
            var json = entry.json();
            var wallet = json.text("wallet").filter(name -> name.matches("[a-z0-9][a-z0-9-]*"));
            var fen = json.number("balance_fen");
            var asOf = json.text("as_of").flatMap(ListHead::instant);
            if (entry.kind().equals("subject")
                    && wallet.isPresent()
                    && fen.isPresent()
                    && asOf.isPresent()
                    && balances.put(
                                    wallet.get(),
                                    new Balance(fen.get(), asOf.get(), place(json, device)))
                            != null) {
                twice.add(wallet.get());
            }
        }
        balances.keySet().removeAll(twice);
        return balances;
    }

    private static Optional<Place> place(Json.Obj json, String device) {
        return json.array("included").map(Json.Arr::items).orElse(List.of()).stream()
                .flatMap(item -> item instanceof Json.Str(var text) ? Stream.of(text) : Stream.of())
                .map(text -> text.split(":"))
                .filter(place -> place.length == 3 && place[0].equals(device))
                .filter(place -> place[2].matches("[0-9]{1,16}"))
                .map(place -> new Place(place[1], Long.parseLong(place[2])))
                .findFirst();
    }

    /// Of one person; in the order of a list.
    static List<ListEntry> entries(Token person, Random random) {
        var entries = new ArrayList<ListEntry>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var entry = ListEntry.of(kind(random), person, json(random));
            if (!entries.contains(entry)) {
                entries.add(entry);
            }
        }
        entries.sort(ListEntry.ORDER);
        return entries;
    }

    private static String kind(Random random) {
        return random.nextInt(10) == 0 ? "meal" : "subject";
    }

    private static Json.Obj json(Random random) {
        var json =
                Json.Obj.EMPTY
                        .with(
                                "wallet",
                                List.of("personal", "subsidy", "tea").get(random.nextInt(3)))
                        .with("balance_fen", random.nextInt(20_000) - 2_000)
                        .with("as_of", AS_OF.plusMillis(random.nextInt(3)).toString());
        json =
                switch (random.nextInt(12)) {
                    case 0 -> json.without("as_of");
                    case 1 -> json.with("balance_fen", "12");
                    case 2 -> json.with("as_of", "yesterday");
                    case 3 -> json.with("wallet", 7);
                    case 4 -> json.with("wallet", "A wallet");
                    default -> json;
                };
        return random.nextBoolean() ? json.with("included", included(random)) : json;
    }

    private static Json.Arr included(Random random) {
        var places = new ArrayList<Json>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            places.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Json.Num(5);
                        case 1 -> new Json.Str("till-1:7f3a19c2");
                        case 2 -> new Json.Str("till-1:7f3a19c2:x");
                        case 3 -> new Json.Str("till-10:7f3a19c2:3");
                        default ->
                                new Json.Str(
                                        "till-%d:7f3a19c2:%d"
                                                .formatted(random.nextInt(3), random.nextInt(100)));
                    });
        }
        return new Json.Arr(places);
    }
}

package onecard.edge.store;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.money.Balance;
import onecard.money.Place;
import onecard.money.Statement;

/// What a published list says of people's wallets. One instance a reader's thread, on a connection
/// of its own, which is made at the first look-up; not thread-safe.
public final class Accounts {

    /// Whoever an entry is about: a person, whichever card it was.
    private static final String KIND = "subject";

    private final Supplier<PublishedView> open;
    private final String list;
    private final String device;
    private Optional<PublishedView> view = Optional.empty();

    /// @param list of type `wallets`
    /// @param device whose sales are counted in a balance up to the place that it names
    public Accounts(Supplier<PublishedView> open, String list, String device) {
        this.open = open;
        this.list = list;
        this.device = device;
    }

    /// Empty if the list is not held, or says nothing of them. A wallet of which the balance cannot
    /// be understood, or two are told, counts as empty: nothing is sold on it.
    public Optional<Statement> of(Token person) {
        var held = view.orElseGet(open);
        view = Optional.of(held);
        try {
            return held.find(list, KIND, person)
                    .filter(said -> !said.entries().isEmpty())
                    .map(said -> new Statement(said.list(), balances(said.entries())));
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be read", failed);
        }
    }

    private HashMap<String, Balance> balances(List<ListEntry> entries) {
        var balances = new HashMap<String, Balance>();
        var twice = new HashSet<String>(); // which of the two holds, nobody can tell
        for (var entry : entries) {
            var json = entry.json();
            var wallet = json.text("wallet");
            var fen = json.number("balance_fen");
            var asOf = json.text("as_of").flatMap(ListHead::instant);
            if (wallet.isPresent() && fen.isPresent() && asOf.isPresent()) {
                var other = balances.put(wallet.get(), balance(fen.get(), asOf.get(), json));
                if (other != null) {
                    twice.add(wallet.get());
                }
            }
        }
        balances.keySet().removeAll(twice);
        return balances;
    }

    private Balance balance(long fen, Instant asOf, Json.Obj json) {
        return new Balance(
                fen,
                asOf,
                json.array("included").map(Json.Arr::items).orElse(List.of()).stream()
                        .filter(Json.Str.class::isInstance)
                        .map(text -> ((Json.Str) text).value().split(":"))
                        .filter(place -> place.length == 3 && place[0].equals(device))
                        .filter(place -> place[2].matches("[0-9]{1,16}"))
                        .map(place -> new Place(place[1], Long.parseLong(place[2])))
                        .findFirst());
    }
}

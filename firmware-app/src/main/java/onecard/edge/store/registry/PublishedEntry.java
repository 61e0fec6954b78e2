package onecard.edge.store.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.store.registry.PublishedLists.Malformed;
import onecard.edge.store.registry.Registry.NewEntry;
import onecard.edge.store.registry.Registry.Rights;

/// A published entry as the registry has it. What stands there and cannot be understood must not
/// count as absent, which allows more.
final class PublishedEntry {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern PLACE = Pattern.compile("[^:;]+:[^:;]+:[0-9]{1,16}");

    /// What a wallet is about: a person, whichever card it was.
    private static final String PERSON = "subject";

    private PublishedEntry() {}

    /// Of a list of people, of plates, or of operators, whose roles are as good as groups.
    static NewEntry person(ListEntry entry) throws Malformed {
        var json = entry.json();
        return new NewEntry(
                entry.token(),
                json.text("subject")
                        .flatMap(Token::parse)
                        .orElseThrow(() -> new Malformed("an entry without a subject")),
                new Rights(
                        kind(entry),
                        groups(json),
                        schedule(json),
                        deny(json),
                        limit(json, "from"),
                        limit(json, "until")));
    }

    /// Of a list of wallets; empty if no balance can be understood in it: nothing is sold on a
    /// wallet of which none is known.
    static Optional<WalletEntry> wallet(ListEntry entry) {
        var json = entry.json();
        var wallet = json.text("wallet").filter(name -> NAME.matcher(name).matches());
        var fen = json.number("balance_fen");
        var asOf = json.text("as_of").flatMap(ListHead::instant);
        return entry.kind().equals(PERSON)
                        && wallet.isPresent()
                        && fen.isPresent()
                        && asOf.isPresent()
                ? Optional.of(
                        new WalletEntry(
                                entry.token(),
                                wallet.get(),
                                fen.get(),
                                new WalletEntry.Standing(
                                        asOf.get().toEpochMilli(), included(json))))
                : Optional.empty();
    }

    /// Without whatever is no place: of a device that has none, nothing is counted.
    private static String included(Json.Obj json) {
        return json.array("included").map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Str.class::isInstance)
                .map(text -> ((Json.Str) text).value())
                .filter(text -> PLACE.matcher(text).matches())
                .collect(Collectors.joining(";"));
    }

    /// Of what is denied everywhere; empty if nothing here reads cards of that kind. Where `from`
    /// is no time it is denied at once, which allows less.
    static Optional<NewEntry> denied(ListEntry entry) {
        long from =
                entry.json()
                        .text("from")
                        .flatMap(ListHead::instant)
                        .map(Instant::toEpochMilli)
                        .orElse(Registry.NEVER);
        return CredentialKind.ofWire(entry.kind())
                .map(kind -> new Rights(kind, "", "", true, from, Registry.NEVER))
                // Whose it is does not matter.
                .map(rights -> new NewEntry(entry.token(), entry.token(), rights));
    }

    private static CredentialKind kind(ListEntry entry) throws Malformed {
        return CredentialKind.ofWire(entry.kind())
                .orElseThrow(() -> new Malformed("an entry of kind " + entry.kind()));
    }

    private static String groups(Json.Obj json) throws Malformed {
        var names = new TreeSet<String>();
        for (var member : List.of("groups", "roles")) {
            for (var item : json.array(member).map(Json.Arr::items).orElse(List.of())) {
                if (!(item instanceof Json.Str(var name)) || !NAME.matcher(name).matches()) {
                    throw new Malformed("an entry with a group that is no name");
                }
                names.add(name);
            }
        }
        return String.join(";", names);
    }

    private static String schedule(Json.Obj json) throws Malformed {
        if (json.get("schedule").isEmpty()) {
            return "";
        }
        return json.text("schedule")
                .filter(name -> NAME.matcher(name).matches())
                .orElseThrow(() -> new Malformed("an entry with a schedule that is no name"));
    }

    private static boolean deny(Json.Obj json) throws Malformed {
        if (json.get("deny").isEmpty()) {
            return false;
        }
        return json.bool("deny")
                .orElseThrow(() -> new Malformed("an entry whose deny is neither true nor false"));
    }

    private static long limit(Json.Obj json, String name) throws Malformed {
        if (json.get(name).isEmpty()) {
            return Registry.NEVER;
        }
        return json.text(name)
                .flatMap(ListHead::instant)
                .orElseThrow(() -> new Malformed("an entry whose " + name + " is no time"))
                .toEpochMilli();
    }
}

package onecard.edge.lists;

import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.money.Fen;
import onecard.money.Lessee;
import onecard.money.Preorder;

/// An order, as an entry of a list of type `orders` says it.
public final class OrderEntry {

    /// What the token of an entry is of.
    private static final String KIND = "subject";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /// As many as a record of the sale says.
    private static final int ITEMS_MAX = 16;

    private OrderEntry() {}

    /// Empty for what cannot be understood, all of it: an order of which half is known is none.
    public static Optional<Preorder> of(ListEntry entry) {
        try {
            return entry.kind().equals(KIND) ? Optional.of(read(entry)) : Optional.empty();
        } catch (NoSuchElementException | DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Preorder read(ListEntry entry) {
        var json = entry.json();
        return new Preorder(
                json.text("order").flatMap(Token::parse).orElseThrow(),
                entry.token(),
                json.text("canteen").orElseThrow(),
                json.text("meal").orElseThrow(),
                json.get("items").map(OrderEntry::names).orElse(List.of()),
                new Fen(json.number("amount_fen").orElseThrow()),
                json.get("paid").map(OrderEntry::flag).orElse(false),
                json.text("from").flatMap(ListHead::instant).orElseThrow(),
                json.text("until").flatMap(ListHead::instant).orElseThrow(),
                json.get("terminal").map(OrderEntry::lessee));
    }

    private static List<String> names(Json json) {
        if (!(json instanceof Json.Arr(var items)) || items.size() > ITEMS_MAX) {
            throw new NoSuchElementException();
        }
        return items.stream().map(OrderEntry::name).toList();
    }

    /// As site files have them: a record of the sale says it again.
    private static String name(Json json) {
        return Optional.of(text(json)).filter(NAME.asMatchPredicate()).orElseThrow();
    }

    private static String text(Json json) {
        if (json instanceof Json.Str(var text)) {
            return text;
        }
        throw new NoSuchElementException();
    }

    private static boolean flag(Json json) {
        if (json instanceof Json.Bool(var set)) {
            return set;
        }
        throw new NoSuchElementException();
    }

    private static Lessee lessee(Json json) {
        return Lessee.parse(text(json)).orElseThrow();
    }
}

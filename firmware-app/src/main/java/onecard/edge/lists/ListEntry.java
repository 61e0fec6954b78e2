package onecard.edge.lists;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;

/// One entry: whom or what it is about, and whatever its list's type says of them.
///
/// @param kind of the token: of a credential, `subject`, or what the type calls it
/// @param json all of it, `kind` and `token` too
public record ListEntry(String kind, Token token, Json.Obj json) {

    /// By token, so that those of one bucket stand together; the same for any order they came in.
    public static final Comparator<ListEntry> ORDER =
            Comparator.comparing(ListEntry::token, ListEntry::compare)
                    .thenComparing(ListEntry::kind)
                    .thenComparing(entry -> Canonical.text(entry.json()));

    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,31}");

    /// @param more members beside kind and token
    public static ListEntry of(String kind, Token token, Json.Obj more) {
        return new ListEntry(kind, token, more.with("kind", kind).with("token", token.toString()));
    }

    /// Empty if it is none.
    public static Optional<ListEntry> read(Json json) {
        if (!(json instanceof Json.Obj entry)) {
            return Optional.empty();
        }
        var kind = entry.text("kind").filter(name -> KIND.matcher(name).matches());
        var token = entry.text("token").flatMap(Token::parse);
        return kind.isPresent() && token.isPresent()
                ? Optional.of(new ListEntry(kind.get(), token.get(), entry))
                : Optional.empty();
    }

    /// As tokens stand in a list.
    public static int compare(Token left, Token right) {
        int high = Long.compareUnsigned(left.high(), right.high());
        return high != 0 ? high : Long.compareUnsigned(left.low(), right.low());
    }
}

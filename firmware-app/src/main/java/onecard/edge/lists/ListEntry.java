package onecard.edge.lists;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.access.Renamed;
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

    private static final String FORMER = "former";

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

    /// What the key of before made of it, beside what the present one does.
    ListEntry formerly(ListEntry was, List<String> members) {
        var former = Json.Obj.EMPTY.with("token", was.token().toString());
        for (var member : members) {
            var said = was.json().text(member);
            former = said.isPresent() ? former.with(member, said.get()) : former;
        }
        return new ListEntry(kind, token, json.with(FORMER, former));
    }

    /// What its tokens were before, where the list was made while the site's key was rolled.
    ///
    /// @param members that hold one beside its own
    public Renamed renamed(String... members) {
        var former = json.object(FORMER).orElse(Json.Obj.EMPTY);
        var renamed = Renamed.of(former.text("token").flatMap(Token::parse), token);
        for (var member : members) {
            var now = json.text(member).flatMap(Token::parse);
            if (now.isPresent()) {
                var was = former.text(member).flatMap(Token::parse);
                renamed = renamed.and(Renamed.of(was, now.get()));
            }
        }
        return renamed;
    }

    /// The same of all of them.
    public static Renamed renamed(List<ListEntry> entries, String... members) {
        var present = new HashMap<Token, Token>();
        entries.stream()
                .filter(entry -> entry.json().get(FORMER).isPresent())
                .forEach(entry -> present.putAll(entry.renamed(members).present()));
        return present.isEmpty() ? Renamed.NOTHING : new Renamed(present);
    }

    /// As tokens stand in a list.
    public static int compare(Token left, Token right) {
        int high = Long.compareUnsigned(left.high(), right.high());
        return high != 0 ? high : Long.compareUnsigned(left.low(), right.low());
    }
}

package onecard.edge.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Json;

/// In a tap's record, what whoever was there was known by before, while the site's key is rolled:
/// of each token of theirs the former one.
public final class Renames {

    /// The member of a tap.
    public static final String FORMER = "former";

    private Renames() {}

    /// A tap's data with it; as it is where no key is rolled.
    public static Json.Obj with(Json.Obj tap, Renamed renamed) {
        return renamed.isNothing() ? tap : tap.with(FORMER, json(renamed));
    }

    /// Of each token the former one.
    static Json.Obj json(Renamed renamed) {
        var former = new TreeMap<String, Json>();
        renamed.present()
                .forEach((was, now) -> former.put(now.toString(), new Json.Str(was.toString())));
        return Json.Obj.of(former);
    }

    /// What an event says so; of what is garbled nothing was renamed.
    public static Renamed of(Json.Obj event) {
        return Occurrences.data(event).object(FORMER).map(Renames::read).orElse(Renamed.NOTHING);
    }

    /// [#json] read back, without whatever is garbled.
    static Renamed read(Json.Obj former) {
        var present = new HashMap<Token, Token>();
        former.forEach((now, was) -> read(now, was, present));
        return present.isEmpty() ? Renamed.NOTHING : new Renamed(present);
    }

    private static void read(String now, Json was, Map<Token, Token> present) {
        var token = Token.parse(now);
        var former =
                was instanceof Json.Str(var text) ? Token.parse(text) : Optional.<Token>empty();
        if (token.isPresent() && former.isPresent()) {
            present.put(former.get(), token.get());
        }
    }
}

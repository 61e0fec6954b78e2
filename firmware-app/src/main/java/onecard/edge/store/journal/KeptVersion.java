package onecard.edge.store.journal;

import java.util.OptionalLong;
import onecard.edge.crypto.Json;

/// A version as the journal keeps it beside its records.
public final class KeptVersion {

    private KeptVersion() {}

    /// Empty if it is none: a flipped bit may make anything of a text, and above [Json.Num#MAX]
    /// no signed thing can come.
    public static OptionalLong of(String text) {
        if (!text.matches("[0-9]{1,16}")) {
            return OptionalLong.empty();
        }
        long version = Long.parseLong(text);
        return version <= Json.Num.MAX ? OptionalLong.of(version) : OptionalLong.empty();
    }
}

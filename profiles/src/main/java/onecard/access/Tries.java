package onecard.access;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The recent wrong tries of one credential at one point, oldest first.
public record Tries(List<Instant> at) {

    static final Tries NONE = new Tries(List.of());

    public Tries {
        at = List.copyOf(at);
    }

    Tries and(Tries others) {
        return new Tries(Stream.concat(at.stream(), others.at.stream()).sorted().toList());
    }

    /// Wrong tries lock a credential at a point, never a credential everywhere and never a point
    /// for others.
    public record Key(String point, CredentialKind kind, Token token) {}
}

package onecard.access;

import java.util.Optional;
import java.util.Set;

/// Who else must be there, or have been, for somebody to come in.
///
/// @param first groups of which one must have passed since the point's window opened, or since
///     midnight where it has no schedule; empty: nobody need
public record Company(Set<String> first, Optional<Escort> escort, Optional<TwoPersons> two) {

    /// Everybody comes alone.
    public static final Company NONE = new Company(Set.of(), Optional.empty(), Optional.empty());

    public Company {
        first = Set.copyOf(first);
    }
}

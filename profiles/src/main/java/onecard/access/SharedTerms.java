package onecard.access;

import java.util.Set;

/// With whom a gate shares its passes: an entry at any of them uses up what is good once.
///
/// @param with the other devices, by their names at the broker; never none
/// @param alone what happens while they cannot be asked
public record SharedTerms(Set<String> with, Alone alone) {

    public SharedTerms {
        with = Set.copyOf(with);
        if (with.isEmpty()) {
            throw new IllegalArgumentException("a gate that shares with nobody shares nothing");
        }
    }

    /// While the others cannot be asked.
    public enum Alone {
        /// A pass works, and a second entry by it is found once they can be.
        OPEN,
        /// Nobody comes in by a pass that is shared.
        REFUSE
    }
}

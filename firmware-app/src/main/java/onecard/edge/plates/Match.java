package onecard.edge.plates;

import java.util.Locale;

/// How a plate that was read was found in the lists.
public enum Match {
    /// As it was read.
    EXACT,
    /// Not as it was read, but as the one plate that is expected here and differs in one character
    /// which the point tolerates.
    TOLERANT,
    /// Not as it was read, and several plates that are known differ in one character.
    AMBIGUOUS,
    /// Not at all.
    NONE;

    /// The name in events and metrics.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

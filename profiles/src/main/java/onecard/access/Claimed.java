package onecard.access;

/// What became of asking the other devices for a pass that is shared.
public enum Claimed {
    /// The broker has told everybody, and nobody was before us.
    FIRST,
    /// Somebody was.
    BEHIND,
    /// They could not be asked, or no answer came in time.
    ALONE
}

package onecard.point.door;

/// The contact's standing.
public enum Leaf {
    /// None fitted, or no level seen since start: every passage is assumed.
    UNSEEN,
    SEEN,
    /// Was seen, is not any more.
    LOST
}

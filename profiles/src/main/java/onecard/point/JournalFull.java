package onecard.point;

/// What a granted tap does when the journal cannot take it.
public enum JournalFull {
    OPEN,
    REFUSE
}

package onecard.site;

/// What a lock does without power, which says at which contact of its relay it hangs.
public enum LockKind {
    /// It opens: it hangs on the normally closed contact.
    FAIL_SAFE,
    /// It stays shut: it hangs on the normally open contact.
    FAIL_SECURE
}

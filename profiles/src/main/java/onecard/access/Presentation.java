package onecard.access;

import java.util.List;

/// What a reader hands over when a presence begins: a credential with everything the lists hold
/// about it, or why there is none.
public sealed interface Presentation {

    /// @param entries of every list held, looked up on the reader's thread; the decision looks
    /// nothing up itself
    /// @param lists every list in force at that moment, also those without an entry for this
    /// credential
    record Known(Credential credential, List<Entry> entries, List<ListVersion> lists)
            implements Presentation {
        public Known {
            entries = List.copyOf(entries);
            lists = List.copyOf(lists);
        }
    }

    /// A pass whose signature was found good. It is its own entry.
    ///
    /// @param entries of every list held about its token; only what denies counts
    record Signed(Credential credential, Pass pass, List<Entry> entries, List<ListVersion> lists)
            implements Presentation {
        public Signed {
            entries = List.copyOf(entries);
            lists = List.copyOf(lists);
        }
    }

    /// A credential that somebody else named for a code that is good once.
    record Once(Known shown, Use use) implements Presentation {}

    /// A code that proved nothing.
    ///
    /// @param credential the hash of the code, never whom it claims to be
    record Rejected(Credential credential, Reason why) implements Presentation {}

    /// No credential came out of the presence: torn, several cards, contact only, a device fault.
    record Unreadable(Reason why) implements Presentation {}
}

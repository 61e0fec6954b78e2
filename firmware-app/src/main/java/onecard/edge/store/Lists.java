package onecard.edge.store;

import java.util.List;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Token;

/// What the lists say about one credential. One instance a reader thread, on its own read-only
/// connection; not thread-safe.
public interface Lists extends AutoCloseable {

    /// One consistent reading: entries and versions of the same moment.
    Found find(CredentialKind kind, Token token);

    @Override
    void close();

    record Found(List<Entry> entries, List<ListVersion> lists) {}
}

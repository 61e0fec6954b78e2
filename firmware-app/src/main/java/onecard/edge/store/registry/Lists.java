package onecard.edge.store.registry;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Token;

/// What the lists say about one credential. One instance a reader thread, on its own read-only
/// connection; not thread-safe.
public interface Lists extends AutoCloseable {

    /// One consistent reading: of each list entries and version of the same moment.
    ///
    /// @throws UncheckedIOException if it cannot be read: for a reader that is the end of it
    Found find(CredentialKind kind, Token token);

    @Override
    void close();

    record Found(List<Entry> entries, List<ListVersion> lists) {

        /// Whether one of these lists has them by their card: one that is another's by now says
        /// nothing of who had it before.
        public boolean names(Enrolled who, Set<String> lists) {
            return entries.stream()
                    .anyMatch(
                            entry ->
                                    !entry.deny()
                                            && entry.subject().equals(who.person())
                                            && lists.contains(entry.list().name()));
        }

        /// This and then what another one found.
        Found and(Found other) {
            return new Found(both(entries, other.entries), both(lists, other.lists));
        }

        private static <T> List<T> both(List<T> first, List<T> then) {
            if (first.isEmpty()) {
                return then;
            }
            var both = new ArrayList<T>(first.size() + then.size());
            both.addAll(first);
            both.addAll(then);
            return both;
        }
    }
}

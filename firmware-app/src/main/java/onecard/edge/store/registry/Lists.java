package onecard.edge.store.registry;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Renamed;
import onecard.access.Token;

/// What the lists say about one credential. One instance a reader thread, on its own read-only
/// connection; not thread-safe.
public interface Lists extends AutoCloseable {

    /// One consistent reading: of each list entries and version of the same moment.
    ///
    /// @throws UncheckedIOException if it cannot be read: for a reader that is the end of it
    Found find(CredentialKind kind, Token token);

    /// What they say of one that was another before: of a list that is built under either key, what
    /// it says under that one.
    ///
    /// @param renamed nothing unless the site's key is being rolled; then it costs another look
    default Found find(CredentialKind kind, Token token, Renamed renamed) {
        var former = renamed.former(token);
        if (former.isEmpty()) {
            return find(kind, token);
        }
        while (true) {
            var was = find(kind, former.get());
            var now = find(kind, token);
            if (now.lists().equals(was.lists())) { // else one was switched between the two looks
                return now.formerly(was);
            }
        }
    }

    @Override
    void close();

    /// @param renamed whom a list names under both keys: as whom it did under the former one
    record Found(List<Entry> entries, List<ListVersion> lists, Renamed renamed) {

        public Found(List<Entry> entries, List<ListVersion> lists) {
            this(entries, lists, Renamed.NOTHING);
        }

        /// With what the same lists say under the former key. One that says something under both
        /// says so of one person; what denies counts under either.
        private Found formerly(Found was) {
            var people = Renamed.NOTHING;
            for (var one : was.entries) {
                var same = of(one.list());
                if (same.isPresent()) {
                    var person = Optional.of(one.subject());
                    people = people.and(Renamed.of(person, same.get().subject()));
                }
            }
            var all = new ArrayList<Entry>(entries);
            for (var one : was.entries) {
                if (one.deny() || of(one.list()).isEmpty()) {
                    all.add(one.of(people.of(one.subject())));
                }
            }
            return new Found(all, lists, people);
        }

        private Optional<Entry> of(ListVersion list) {
            return entries.stream().filter(entry -> entry.list().equals(list)).findFirst();
        }

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
            return new Found(
                    both(entries, other.entries),
                    both(lists, other.lists),
                    renamed.and(other.renamed));
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

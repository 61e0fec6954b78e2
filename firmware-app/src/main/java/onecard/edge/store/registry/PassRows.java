package onecard.edge.store.registry;

import java.util.List;
import java.util.Optional;
import onecard.access.Guests;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.PassEntry;
import org.tinylog.Logger;

/// A published list of visitors' passes as gates let them in by it. What cannot be understood is no
/// pass, and the others count.
public final class PassRows {

    private PassRows() {}

    /// What counts as nothing is told to the log.
    public static Guests guests(WholeList.Said said) {
        var entries = said.entries();
        List<Guests.Binding> read =
                entries.stream()
                        .map(PassEntry::of)
                        .flatMap(Optional::stream)
                        .map(it -> new Guests.Binding(it.by(), it.pass()))
                        .toList();
        var guests = Guests.of(said.list(), read, ListEntry.renamed(entries, "pass", "host"));
        long none = entries.size() - guests.bound().values().stream().mapToLong(List::size).sum();
        if (none > 0) {
            Logger.error(
                    "the list {} has {} entries that cannot be understood, or contradict"
                            + " themselves: they count as nothing",
                    said.list().name(),
                    none);
        }
        return guests;
    }
}

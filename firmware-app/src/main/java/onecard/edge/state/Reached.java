package onecard.edge.state;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.KeptVersion;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.store.registry.Registry;
import org.tinylog.Logger;

/// The highest versions that were ever in force, of signed lists and of what is denied. The journal
/// keeps them, too, so that a registry that was lost, or is an earlier one, lets no earlier list
/// back in. One that was salvaged begins with those that the registry has.
final class Reached {

    private Reached() {}

    /// As the journal has them.
    static Map<String, Long> in(JournalFile journal) throws IOException {
        var reached = new TreeMap<String, Long>();
        for (var kept : journal.states(SqliteJournal.REACHED).entrySet()) {
            var list = kept.getKey().substring(SqliteJournal.REACHED.length());
            KeptVersion.of(kept.getValue()).ifPresent(version -> reached.put(list, version));
        }
        return reached;
    }

    /// Those that the registry has and the journal has not yet: a power cut came between.
    static void take(JournalFile journal, Registry registry) throws IOException {
        var kept = in(journal);
        for (var list : registry.reached().entrySet()) {
            if (kept.getOrDefault(list.getKey(), 0L) < list.getValue()) {
                keep(journal, list.getKey(), list.getValue());
            }
        }
    }

    /// A journal without room must not keep the daemon from starting; the next start tries again.
    private static void keep(JournalFile journal, String list, long version) {
        try {
            journal.keep(SqliteJournal.REACHED + list, Long.toString(version));
        } catch (IOException full) {
            Logger.warn("version {} of list {} is not kept: {}", version, list, full.getMessage());
        }
    }

    /// A signed list that is in force, and on the device.
    static void keep(Journal journal, ListVersion list) {
        journal.keep(SqliteJournal.REACHED + list.name(), Long.toString(list.version()));
    }
}

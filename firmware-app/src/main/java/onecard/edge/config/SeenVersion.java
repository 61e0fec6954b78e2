package onecard.edge.config;

import java.io.IOException;
import java.util.OptionalLong;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.KeptVersion;
import onecard.edge.store.journal.SqliteJournal;
import org.tinylog.Logger;

/// The highest version of a site file that ever came. The journal keeps it as well as the record of
/// the slots, so that where either is lost, or is an earlier one, no earlier signed file comes in.
/// A journal that was salvaged begins with the one of the slots.
public final class SeenVersion {

    private SeenVersion() {}

    /// Each learns what the other has: a power cut may have come between.
    ///
    /// @throws IOException if the journal cannot be read
    public static void agree(JournalFile journal, SiteSlots slots) throws IOException {
        long kept =
                journal.state(SqliteJournal.CONFIG_SEEN)
                        .map(KeptVersion::of)
                        .orElse(OptionalLong.empty())
                        .orElse(0);
        slots.sawUpTo(kept);
        if (slots.seen() > kept) {
            try {
                journal.keep(SqliteJournal.CONFIG_SEEN, Long.toString(slots.seen()));
            } catch (IOException full) {
                // No reason not to start; the next start tries again.
                Logger.warn("site file version {} is not kept: {}", slots.seen(), full.toString());
            }
        }
    }

    /// A version that has come.
    public static void keep(Journal journal, long version) {
        journal.keep(SqliteJournal.CONFIG_SEEN, Long.toString(version));
    }
}

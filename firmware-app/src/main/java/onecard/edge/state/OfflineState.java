package onecard.edge.state;

import java.io.IOException;
import onecard.access.Reason;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.loop.MemoryFold;
import onecard.edge.store.Journal;
import onecard.edge.store.JournalOutbox;
import onecard.edge.store.SqliteJournal;
import onecard.point.TapId;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// The stores, held by a command while no daemon runs.
public final class OfflineState implements AutoCloseable {

    private final Parts parts = new Parts();
    private final BoardClock clock;
    private final SqliteJournal journal;
    private final ListCommands lists;

    private OfflineState(SiteProfile site, StateDir state) throws IOException {
        parts.add(state);
        var stores = Stores.open(site, state, new KernelClock(), new MemoryFold());
        var registry = parts.add(stores.registry());
        var outbox = parts.add(new JournalOutbox(state.journal()));
        clock = stores.clock();
        journal =
                parts.add(
                        new SqliteJournal(
                                stores.file(), outbox, stores.clock(), new NobodyWaits()));
        lists =
                new ListCommands(
                        site,
                        state,
                        registry,
                        stores.tokens(),
                        stores.clock(),
                        journal,
                        () -> true); // nothing gives a site file up but a daemon
    }

    /// @param state is closed with this
    public static OfflineState open(SiteProfile site, StateDir state) throws IOException {
        return new OfflineState(site, state);
    }

    /// What may be asked of it.
    public ListCommands lists() {
        return lists;
    }

    @Override
    public void close() {
        // A list may have told what the time is at least.
        journal.keep(SqliteJournal.TIME_FLOOR, Long.toString(clock.floor().toEpochMilli()));
        parts.close();
    }

    private static final class NobodyWaits implements Journal.Listener {
        @Override
        public void recorded(TapId tap, long seq) {}

        @Override
        public void notRecorded(TapId tap, Reason why) {
            Logger.warn("not recorded: {}", why);
        }

        @Override
        public void nearlyFull(boolean active) {}
    }
}

package onecard.edge.state;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.record.Erasure;
import onecard.edge.record.Erasure.Done;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.store.vault.Vault;
import onecard.point.TapId;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// The stores, held by a command while no daemon runs.
public final class OfflineState implements AutoCloseable {

    private final Parts parts = new Parts();
    private final BoardClock clock;
    private final SqliteJournal journal;
    private final ListCommands lists;
    private final TraceRequest trace;
    private final VaultRequest vault;

    private OfflineState(SiteProfile site, StateDir state) throws IOException {
        parts.add(state);
        var fold = new MemoryFold();
        var stores = Stores.open(site, state, new KernelClock(), fold);
        var registry = parts.add(stores.registry());
        stores.vault().ifPresent(parts::add);
        var outbox = parts.add(new JournalOutbox(state.journal()));
        clock = stores.clock();
        var answers = new Answers();
        journal = parts.add(new SqliteJournal(stores.file(), outbox, stores.clock(), answers));
        vault =
                new VaultRequest(
                        stores.vault().map(it -> keeper(it, site)), state.vault(), stores.clock());
        trace =
                new TraceRequest(
                        site.journal(), (token, by) -> erased(fold, answers, token, by), vault);
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
        journal.start();
        return lists;
    }

    /// What may be asked of it about somebody.
    public TraceRequest trace() {
        return trace;
    }

    /// What may be asked of it about people's bodies.
    public VaultRequest vault() {
        return vault;
    }

    private VaultKeeper keeper(Vault opened, SiteProfile site) {
        return new VaultKeeper(opened, site.bodies(), this::written, clock, (_, _, _) -> {});
    }

    private boolean written(Draft draft) throws InterruptedException {
        journal.start();
        return journal.write(draft);
    }

    /// Nothing else is recorded meanwhile: the fold is what a start finds.
    private Done erased(MemoryFold fold, Answers answers, Token token, String by) {
        var now = clock.get();
        var before = fold.held(token, now);
        var name = new TapId(1);
        journal.start(); // which folds from here on
        try {
            return journal.write(Erasure.draft(token, before, by, now).named(name))
                    ? new Done.Erased(before, answers.seq(name))
                    : new Done.Not(Reason.JOURNAL_FULL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Done.Not(Reason.DEVICE_FAULT);
        }
    }

    @Override
    public void close() {
        // A list may have told what the time is at least.
        journal.keep(SqliteJournal.TIME_FLOOR, Long.toString(clock.floor().toEpochMilli()));
        parts.close();
    }

    private static final class Answers implements Journal.Listener {
        private final Map<TapId, Long> places = new ConcurrentHashMap<>();

        long seq(TapId name) {
            return places.getOrDefault(name, 0L);
        }

        @Override
        public void recorded(TapId tap, long seq) {
            places.put(tap, seq);
        }

        @Override
        public void notRecorded(TapId tap, Reason why) {
            Logger.warn("not recorded: {}", why);
        }

        @Override
        public void nearlyFull(boolean active) {}
    }
}

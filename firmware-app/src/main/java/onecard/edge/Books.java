package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import onecard.access.Token;
import onecard.edge.birth.HomeAssistant;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.config.SeenVersion;
import onecard.edge.config.SiteSlots;
import onecard.edge.entrance.Rehearsal;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.Events;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.HeldLists;
import onecard.edge.state.Parts;
import onecard.edge.state.Sessions;
import onecard.edge.state.Stores;
import onecard.edge.state.VaultKeeper;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.store.registry.Accounts;
import onecard.edge.store.registry.Lists;
import onecard.edge.store.registry.WalletView;
import onecard.edge.watch.DeviceAlarms;
import onecard.money.Ledger;
import onecard.money.Statement;

/// Keys, clock, and everything that is written down.
///
/// @param fold what the records of before this start come to
/// @param ledger what was sold before this start
/// @param epoch of the journal's records from this start on
/// @param session the number of this run of the daemon
/// @param shownAt where a former run was shown to Home Assistant
/// @param answers of the journal
/// @param views of the lists, each of a thread that asks
/// @param held the lists that are remembered whole
/// @param vault of what is kept of people's bodies, if anything may be
record Books(
        Stores stores,
        MemoryFold fold,
        Ledger ledger,
        String epoch,
        long session,
        Optional<String> shownAt,
        JournalOutbox outbox,
        SqliteJournal journal,
        JournalAnswers answers,
        DeviceAlarms alarms,
        Parts views,
        HeldLists held,
        Optional<VaultKeeper> vault) {

    /// @param slots of site files, where they may change
    static Books open(Ground ground, Optional<SiteSlots> slots) throws IOException {
        var parts = ground.parts();
        var fold = new MemoryFold();
        var stores =
                Stores.open(
                        ground.site(), ground.state(), ground.clocks(), new KernelClock(), fold);
        var clock = stores.clock();
        parts.add(stores.file()); // the journal's thread closes it, once there is one
        parts.add(stores.registry());
        stores.vault().ifPresent(parts::add);
        var views = parts.add(new Parts());
        var held = heldLists(ground, stores, views);
        var _ = Rehearsal.of(ground.site(), stores, Rehearsal.LIMIT);
        if (slots.isPresent()) {
            SeenVersion.agree(stores.file(), slots.get());
        }
        long session = Sessions.next(stores.file());
        var shownAt = stores.file().state(HomeAssistant.KEPT);
        var epoch = stores.file().position().epoch();
        var ledger = fold.ledger().inOrder(stores.file().epochs());
        var outbox = parts.add(new JournalOutbox(ground.state().journal()));
        var answers = new JournalAnswers(ground.handover().answers(ground.inbox()));
        var journal = parts.add(new SqliteJournal(stores.file(), outbox, clock, answers));
        fold.unanswered(clock.get()).forEach(journal::offer);
        DeviceAlarms alarms =
                (alarm, active, detail) -> {
                    ground.metrics().alarm(alarm, active);
                    journal.offer(Events.deviceAlarm(alarm, active, detail, clock.get()));
                };
        answers.alarms(active -> alarms.tell("journal_nearly_full", active, journal.room().text()));
        slots.flatMap(SiteSlots::damaged)
                .ifPresent(why -> alarms.tell("site_file_damaged", true, why));
        var vault =
                stores.vault()
                        .map(
                                it ->
                                        new VaultKeeper(
                                                it,
                                                ground.site().bodies(),
                                                journal::write,
                                                clock,
                                                alarms));
        return new Books(
                stores, fold, ledger, epoch, session, shownAt, outbox, journal, answers, alarms,
                views, held, vault);
    }

    private static HeldLists heldLists(Ground ground, Stores stores, Parts views)
            throws IOException {
        var published = stores.registry().published();
        return views.add(new HeldLists(ground.site(), published, ground.inbox()::offer));
    }

    BoardClock clock() {
        return stores.clock();
    }

    /// A connection of the calling thread's own to what the lists say; closed once the run is over
    /// and everybody who reads has ended.
    Lists lists() {
        try {
            return views.add(stores.registry().lists());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    new IOException("the lists cannot be opened: " + failed.getMessage(), failed));
        }
    }

    /// What a list says of people's wallets, for the calling thread.
    Function<Token, Optional<Statement>> accounts(String list, String device) {
        return new Accounts(this::wallets, list, device)::of;
    }

    private WalletView wallets() {
        try {
            return views.add(stores.registry().published().wallets());
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be opened for reading", failed);
        }
    }

    /// What the loop begins with.
    EdgeLoop.Before before() {
        return new EdgeLoop.Before(fold.memory(), fold.prompts(), fold.orders(), ledger, epoch);
    }
}

package onecard.edge;

import java.io.IOException;
import java.util.Optional;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.loop.Events;
import onecard.edge.loop.MemoryFold;
import onecard.edge.state.Sessions;
import onecard.edge.state.Stores;
import onecard.edge.store.JournalOutbox;
import onecard.edge.store.Lists;
import onecard.edge.store.SqliteJournal;
import onecard.edge.watch.DeviceAlarms;

/// Keys, clock, and everything that is written down.
///
/// @param fold what the records of before this start come to
/// @param session the number of this run of the daemon
/// @param shownAt where a former run was shown to Home Assistant
/// @param answers of the journal
record Books(
        Stores stores,
        MemoryFold fold,
        long session,
        Optional<String> shownAt,
        JournalOutbox outbox,
        SqliteJournal journal,
        JournalAnswers answers,
        DeviceAlarms alarms) {

    /// @param damaged the version of a site file that was in force and cannot be read any more
    static Books open(Ground ground, Optional<Long> damaged) throws IOException {
        var parts = ground.parts();
        var fold = new MemoryFold();
        var stores = Stores.open(ground.site(), ground.state(), new KernelClock(), fold);
        var clock = stores.clock();
        parts.add(stores.registry());
        var _ = Rehearsal.of(ground.site(), stores, Rehearsal.LIMIT);
        long session = Sessions.next(stores.file());
        var shownAt = stores.file().state(HomeAssistant.KEPT);
        var outbox = parts.add(new JournalOutbox(ground.state().journal()));
        var answers = new JournalAnswers(ground.inbox());
        var journal = parts.add(new SqliteJournal(stores.file(), outbox, clock, answers));
        fold.unanswered(clock.get()).forEach(journal::offer);
        DeviceAlarms alarms =
                (alarm, active, detail) -> {
                    ground.metrics().alarm(alarm, active);
                    journal.offer(Events.deviceAlarm(alarm, active, detail, clock.get()));
                };
        answers.alarms(active -> alarms.tell("journal_nearly_full", active, journal.room().text()));
        damaged.ifPresent(version -> alarms.tell("site_file_damaged", true, "version " + version));
        return new Books(stores, fold, session, shownAt, outbox, journal, answers, alarms);
    }

    BoardClock clock() {
        return stores.clock();
    }

    /// A connection of the caller's own to what the lists say.
    Lists lists() {
        try {
            return stores.registry().lists();
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be opened for reading", failed);
        }
    }

    String epoch() {
        return stores.file().position().epoch();
    }
}

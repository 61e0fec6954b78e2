package onecard.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import onecard.access.Reason;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Lists;
import onecard.edge.store.registry.Registry;
import onecard.point.TapId;

/// What a loop works with on a real disk: a journal that answers into its inbox, and a list of ten
/// thousand people.
final class Answering implements AutoCloseable {

    static final int PEOPLE = 10_000;

    final Inbox inbox = new Inbox();
    final String epoch;
    final SqliteJournal journal;
    final Registry registry;
    private final JournalOutbox outbox;
    private final AtomicLong committed = new AtomicLong();

    Answering(Path directory) throws Exception {
        var file = Samples.journal(directory.resolve("journal.db"));
        epoch = file.position().epoch();
        registry = Registry.open(directory.resolve("registry.db"));
        var csv = People.csv(directory, PEOPLE);
        new ListImport(registry, People.tokens(), Samples.ZONE, directory)
                .run(csv, "staff", false, Instant.now());
        outbox = new JournalOutbox(directory.resolve("journal.db"));
        outbox.onCommit(() -> committed.set(System.nanoTime()));
        journal =
                new SqliteJournal(
                        file,
                        outbox,
                        Samples::now,
                        new Journal.Listener() {
                            @Override
                            public void recorded(TapId tap, long seq) {
                                inbox.offer(new Stimulus.Recorded(tap, seq));
                            }

                            @Override
                            public void notRecorded(TapId tap, Reason why) {
                                inbox.offer(new Stimulus.NotRecorded(tap, why));
                            }

                            @Override
                            public void nearlyFull(boolean active) {}
                        });
        journal.start();
    }

    /// A connection of the calling thread's own.
    Lists lists() {
        try {
            return registry.lists();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Until what followed the last tap is durable too, so that every tap meets an idle journal.
    void untilQuiet(Duration quiet) {
        while (System.nanoTime() - committed.get() < quiet.toNanos()) {
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        outbox.close();
        registry.close();
    }
}

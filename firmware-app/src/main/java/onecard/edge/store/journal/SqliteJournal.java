package onecard.edge.store.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.store.StoreFailed;
import onecard.edge.watch.Ending;
import onecard.time.Moment;
import onecard.time.Mono;
import org.tinylog.Logger;

/// The thread `journal`: commits at once, [Batch] by batch, and never waits to fill one. Also
/// carries out what the uplink asks of the file (marks, acks), purges, and writes the hourly
/// checkpoint, so the file has one writer.
public final class SqliteJournal implements Journal {

    /// The room is looked at so often even while taps never pause.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// The wall time, in epoch milliseconds, that is never fallen behind.
    public static final String TIME_FLOOR = "time_floor";

    /// And then the name of a signed list: its highest version that was ever in force.
    public static final String REACHED = "reached:";

    /// The highest version of a signed site file that ever came.
    public static final String CONFIG_SEEN = "config_seen";

    /// Room is made and a batch written again within it.
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(10);

    private static final Duration IDLE = Duration.ofMillis(250);

    private final JournalFile file;
    private final JournalOutbox outbox;
    private final Supplier<Moment> clock;
    private final Listener listener;
    private final BlockingQueue<List<Draft>> queue =
            new LinkedBlockingQueue<>(JournalLimits.QUEUE_MAX);
    private final AtomicLong progressNanos = new AtomicLong();
    private final AtomicReference<JournalRoom> room;
    /// Those somebody waits for; each draft is itself, whatever it says.
    private final Map<Draft, CompletableFuture<Boolean>> awaited =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<String, String> toKeep = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private boolean nearlyFull;
    private Mono looked;

    /// Writes nothing until [#start]; what is offered by then waits.
    public SqliteJournal(
            JournalFile file, JournalOutbox outbox, Supplier<Moment> clock, Listener listener)
            throws StoreFailed {
        this.file = file;
        this.outbox = outbox;
        this.clock = clock;
        this.listener = listener;
        room = new AtomicReference<>(StoreFailed.unless(file::room));
        looked = clock.get().mono();
        progressNanos.set(looked.nanos());
        thread = Thread.ofPlatform().name("journal").unstarted(this::run);
    }

    /// From now on the file and what folds its records are its thread's alone: whatever a start
    /// reads of them was read before. Idempotent; called by whoever made it.
    public void start() {
        if (thread.getState() == Thread.State.NEW) {
            file.give(thread);
            thread.start();
        }
    }

    @Override
    public void offer(Draft draft) {
        offer(List.of(draft));
    }

    @Override
    public void offer(List<Draft> together) {
        if (!queue.offer(together)) {
            together.forEach(this::refuse);
        }
    }

    @Override
    public boolean write(Draft draft) throws InterruptedException {
        var durable = new CompletableFuture<Boolean>();
        awaited.put(draft, durable);
        offer(draft);
        try {
            return durable.get(WRITE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return false; // the journal has ended, or its disk does not answer
        } finally {
            awaited.remove(draft);
        }
    }

    private void told(Draft draft, boolean durable) {
        var waiting = awaited.get(draft);
        if (waiting != null) {
            waiting.complete(durable);
        }
    }

    @Override
    public long progressNanos() {
        return progressNanos.get();
    }

    @Override
    public int fullPercent() {
        return room.get().percent();
    }

    /// What was used and left a second ago.
    public JournalRoom room() {
        return room.get();
    }

    @Override
    public void keep(String name, String value) {
        toKeep.put(name, value);
    }

    /// Records refused since start.
    public long refused() {
        return refused.get();
    }

    private void run() {
        try {
            tellWhatIsReceived();
            while (!Thread.currentThread().isInterrupted()) {
                var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    commit(new Batch(first, queue));
                }
                keepHouse(first == null);
                progressNanos.set(clock.get().mono().nanos());
            }
        } catch (InterruptedException _) {
            // Asked to stop: what is queued still goes in.
        }
        for (var first = queue.poll(); first != null; first = queue.poll()) {
            commit(new Batch(first, queue));
        }
        finish();
    }

    private void tellWhatIsReceived() {
        try {
            file.received().ifPresent(listener::received);
        } catch (SQLException failed) {
            Logger.error("journal: what the host holds is not known: {}", failed.getMessage());
        }
    }

    private void commit(Batch batch) {
        try {
            file.commit(batch, clock.get(), this::answer);
        } catch (SQLException failed) {
            commitWithMoreRoom(batch, failed);
            lookAtRoom();
        }
    }

    private void answer(List<Committed> done) {
        outbox.committed(done);
        for (var row : done) {
            row.draft().tap().ifPresent(tap -> listener.recorded(tap, row.at().seq()));
            told(row.draft(), true);
        }
    }

    /// What may go, goes; then the batch once more, and a signed head while there is room for it.
    private void commitWithMoreRoom(Batch batch, SQLException failed) {
        try {
            if (!file.makeRoom(failed, clock.get())) {
                throw failed;
            }
            Logger.warn("journal: {}; room was made", failed.getMessage());
            file.commit(batch, clock.get(), this::answer);
        } catch (SQLException again) {
            var lost = batch.taken();
            Logger.error("journal: {} records not written: {}", lost.size(), again.getMessage());
            lost.forEach(this::refuse);
            return;
        }
        try {
            outbox.committed(file.checkpointIfDue(clock.get(), true));
        } catch (SQLException noMore) {
            Logger.error("journal: no checkpoint: {}", noMore.getMessage());
        }
    }

    private void refuse(Draft draft) {
        refused.incrementAndGet();
        draft.tap().ifPresent(tap -> listener.notRecorded(tap, Reason.JOURNAL_FULL));
        told(draft, false);
    }

    private void keepHouse(boolean idle) {
        try {
            var now = clock.get();
            if (outbox.applyMarks(file)) {
                file.received().ifPresent(listener::received);
            }
            outbox.committed(file.checkpointIfDue(now, false));
            outbox.committed(file.snapshotIfDue(now));
            keepValues();
            if (idle) {
                file.purge(now);
                file.makeBallast();
            }
        } catch (SQLException | StoreFailed failed) {
            Logger.error("journal: housekeeping failed: {}", failed.getMessage());
        }
        if (idle || clock.get().reached(looked.plus(LOOK))) {
            lookAtRoom();
        }
    }

    private void keepValues() throws StoreFailed {
        for (var value : toKeep.entrySet()) {
            file.keep(value.getKey(), value.getValue());
            toKeep.remove(value.getKey(), value.getValue());
        }
    }

    private void lookAtRoom() {
        looked = clock.get().mono();
        try {
            room.set(file.room());
        } catch (SQLException failed) {
            Logger.error("journal: its size is not known: {}", failed.getMessage());
        }
        if (room.get().nearlyFull() != nearlyFull) {
            nearlyFull = !nearlyFull;
            listener.nearlyFull(nearlyFull);
        }
    }

    private void finish() {
        try {
            boolean _ = outbox.applyMarks(file);
            keepValues();
            file.checkpointIfDue(clock.get(), true);
            file.close();
        } catch (SQLException | StoreFailed failed) {
            Logger.error("journal: closed without its last checkpoint: {}", failed.getMessage());
        }
    }

    /// Once it returns, everything that was queued is written or refused, and the file is closed:
    /// the next run may open it.
    @Override
    public void close() {
        start(); // one that never wrote has a queue all the same
        Ending.of(thread);
    }
}

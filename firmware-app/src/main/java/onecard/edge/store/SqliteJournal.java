package onecard.edge.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.tinylog.Logger;

/// The thread `journal`: commits at once, and what queues meanwhile is the next batch. Never
/// waits to fill one. Also carries out what the uplink asks of the file (marks, acks), purges,
/// and writes the hourly checkpoint, so the file has one writer.
public final class SqliteJournal implements Journal {

    private static final int NEARLY_FULL_PERCENT = 80;
    private static final Duration FLOOR_STEP = Duration.ofMinutes(1);

    /// The wall time, in epoch milliseconds, that is never fallen behind.
    public static final String TIME_FLOOR = "time_floor";

    private static final Duration IDLE = Duration.ofMillis(250);

    private final JournalFile file;
    private final JournalOutbox outbox;
    private final Supplier<Moment> clock;
    private final Listener listener;
    private final BlockingQueue<Draft> queue = new LinkedBlockingQueue<>(JournalLimits.QUEUE_MAX);
    private final AtomicLong progressNanos = new AtomicLong();
    private final AtomicInteger fullPercent = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private boolean nearlyFull;
    private Instant floor = Instant.EPOCH;

    public SqliteJournal(
            JournalFile file, JournalOutbox outbox, Supplier<Moment> clock, Listener listener)
            throws StoreFailed {
        this.file = file;
        this.outbox = outbox;
        this.clock = clock;
        this.listener = listener;
        fullPercent.set(StoreFailed.unless(file::fullPercent));
        progressNanos.set(clock.get().mono().nanos());
        thread = Thread.ofPlatform().name("journal").start(this::run);
    }

    @Override
    public void offer(Draft draft) {
        if (!queue.offer(draft)) {
            refuse(draft);
        }
    }

    @Override
    public long progressNanos() {
        return progressNanos.get();
    }

    @Override
    public int fullPercent() {
        return fullPercent.get();
    }

    /// Records refused since start.
    public long refused() {
        return refused.get();
    }

    private void run() {
        var batch = new ArrayList<Draft>(JournalLimits.BATCH_MAX);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, JournalLimits.BATCH_MAX - 1);
                    commit(batch);
                    batch.clear();
                }
                keepHouse(first == null);
                progressNanos.set(clock.get().mono().nanos());
            }
        } catch (InterruptedException _) {
            // Asked to stop: what is queued still goes in.
        }
        while (queue.drainTo(batch, JournalLimits.BATCH_MAX) > 0) {
            commit(batch);
            batch.clear();
        }
        finish();
    }

    private void commit(List<Draft> batch) {
        try {
            var done = file.commit(batch, clock.get());
            outbox.committed(done);
            for (var row : done) {
                row.draft().tap().ifPresent(tap -> listener.recorded(tap, row.at().seq()));
            }
        } catch (SQLException failed) {
            Logger.error("journal: {} records not written: {}", batch.size(), failed.getMessage());
            batch.forEach(this::refuse);
        }
    }

    private void refuse(Draft draft) {
        refused.incrementAndGet();
        draft.tap().ifPresent(tap -> listener.notRecorded(tap, Reason.JOURNAL_FULL));
    }

    private void keepHouse(boolean idle) {
        try {
            outbox.applyMarks(file);
            outbox.committed(file.checkpointIfDue(clock.get(), false));
            if (idle) {
                file.purge(clock.get());
                watchSize(file.fullPercent());
                raiseFloor(clock.get());
            }
        } catch (SQLException | StoreFailed failed) {
            Logger.error("journal: housekeeping failed: {}", failed.getMessage());
        }
    }

    private void watchSize(int percent) {
        fullPercent.set(percent);
        if (percent >= NEARLY_FULL_PERCENT != nearlyFull) {
            nearlyFull = !nearlyFull;
            listener.nearlyFull(nearlyFull);
        }
    }

    /// Only a synchronised clock raises the floor; nothing ever lowers it.
    private void raiseFloor(Moment now) throws StoreFailed {
        if (now.trust() == ClockTrust.SYNCED && now.wall().isAfter(floor.plus(FLOOR_STEP))) {
            floor = now.wall();
            file.keep(TIME_FLOOR, Long.toString(floor.toEpochMilli()));
        }
    }

    private void finish() {
        try {
            outbox.applyMarks(file);
            file.checkpointIfDue(clock.get(), true);
            file.close();
        } catch (SQLException failed) {
            Logger.error("journal: closed without its last checkpoint: {}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

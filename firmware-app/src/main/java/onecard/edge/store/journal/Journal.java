package onecard.edge.store.journal;

import onecard.access.Reason;
import onecard.point.TapId;

/// Where every tap goes, durably and in order. `offer` is for the edge loop; answers come on the
/// journal thread.
public interface Journal extends Records, AutoCloseable {

    /// Queues a record of which nobody else is told, and returns once it is durable: true, or false
    /// if it was lost. For threads that may wait, never for the edge loop.
    boolean write(Draft draft) throws InterruptedException;

    /// A small value that must survive with the records; becomes durable with the next
    /// housekeeping, the last one given wins. Any thread; never blocks.
    void keep(String name, String value);

    /// Nanoseconds on the monotonic clock when the writer last made progress or was idle by
    /// choice; the watchdog's view.
    long progressNanos();

    /// Share in use of all it can have, by the site file and by the disk, 0..100.
    int fullPercent();

    /// Commits what is queued, writes the closing checkpoint, ends the thread. At most 2 s.
    @Override
    void close();

    /// Answers to [Draft#tap]; on the journal thread, or where the queue is full on that of whoever
    /// offers; must not block.
    interface Listener {
        void recorded(TapId tap, long seq);

        void notRecorded(TapId tap, Reason why);

        /// The host holds everything to here; told at the start, and whenever it holds more.
        default void received(Outbox.Position upTo) {}

        /// The journal passed 80 % of all it can have, or the disk is nearly full whoever filled
        /// it; or no longer so: time to act, nothing is lost.
        void nearlyFull(boolean active);
    }
}

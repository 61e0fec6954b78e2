package onecard.edge;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import onecard.access.Reason;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.LoopThread;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Progress;
import org.tinylog.Logger;

/// From one run to the next: the points of the one that ended hear their contacts and move until
/// the next is ready to take the lines, since a fire waits for no start. What they write while no
/// journal is open waits here for the next one, whose answers they hear as well. Thread-safe.
final class Handover implements Records, AutoCloseable {

    /// More than contacts bring about in the minutes that a start may take.
    static final int WAITING_MAX = 4_096;

    private final Deque<Draft> waiting = new ArrayDeque<>();
    private final Map<String, String> toKeep = new LinkedHashMap<>();
    private Optional<Journal> journal = Optional.empty();
    private volatile Optional<Duty> onDuty = Optional.empty();
    private Optional<Duration> patience = Optional.empty(); // of whoever relieves
    private Optional<EdgeLoop> relieved = Optional.empty(); // of whoever relieves

    /// The points of a run, which need nothing else of it.
    ///
    /// @param atRest whether every relay is at the level that it has when the daemon stops
    /// @param progress of those who hear and move
    record Duty(
            EdgeLoop loop,
            LoopThread thread,
            Inbox inbox,
            BooleanSupplier atRest,
            Progress progress) {

        /// Returns once nobody is on the way and every relay at rest; from that moment on they hear
        /// contacts alone.
        ///
        /// @param limit how long to wait for that, but for a fire, which is always waited for;
        ///     absent: as long as it takes
        void standBy(Optional<Duration> limit) throws InterruptedException {
            thread.standBy(atRest, limit);
        }
    }

    @Override
    public void offer(Draft draft) {
        offer(List.of(draft));
    }

    @Override
    public synchronized void offer(List<Draft> together) {
        journal.ifPresentOrElse(it -> it.offer(together), () -> together.forEach(this::await));
    }

    private void await(Draft draft) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(draft);
        } else {
            draft.tap()
                    .map(tap -> new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL))
                    .ifPresent(answer -> onDuty.ifPresent(it -> it.inbox().offer(answer)));
        }
    }

    /// A small value of a loop's that must survive with the records. Never blocks.
    synchronized void keep(String name, String value) {
        journal.ifPresentOrElse(it -> it.keep(name, value), () -> toKeep.put(name, value));
    }

    /// It is open, and takes what waits.
    synchronized void opened(Journal next) {
        journal = Optional.of(next);
        waiting.forEach(next::offer);
        waiting.clear();
        toKeep.forEach(next::keep);
        toKeep.clear();
    }

    /// It is about to close.
    synchronized void closing() {
        journal = Optional.empty();
    }

    /// Whom the journal answers: the loop of its run, and points that are still on duty. Names are
    /// given once, so each knows its own.
    Consumer<Stimulus> answers(Inbox own) {
        return answer -> {
            own.offer(answer);
            onDuty.map(Duty::inbox).ifPresent(it -> it.offer(answer));
        };
    }

    /// These go on, though their run has ended.
    ///
    /// @param limit how long they are waited for then, as for [Duty#standBy]
    void stay(Duty points, Optional<Duration> limit) {
        patience = limit;
        onDuty = Optional.of(points);
    }

    /// Ends whoever is on duty, once nobody is on the way there, and never in a fire: whoever takes
    /// over would first let go of what it holds.
    ///
    /// @return the last loop that turned, and does no more; absent: there was none
    Optional<EdgeLoop> relieve() throws InterruptedException {
        if (onDuty.isPresent()) {
            var duty = onDuty.get();
            duty.thread().endWhen(duty.atRest(), patience);
            relieved = Optional.of(duty.loop());
            onDuty = Optional.empty();
        }
        return relieved;
    }

    /// Of whoever is on duty.
    Progress progress() {
        return onDuty.map(Duty::progress).orElse(Progress.OF_NOBODY);
    }

    /// Whoever is on duty turns no more, however things are.
    @Override
    public void close() {
        onDuty.ifPresent(it -> it.thread().close());
        synchronized (this) {
            if (!waiting.isEmpty()) {
                Logger.error("{} records are lost: no journal was open yet", waiting.size());
            }
        }
    }
}

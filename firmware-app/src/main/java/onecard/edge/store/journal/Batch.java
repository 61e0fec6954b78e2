package onecard.edge.store.journal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/// The records of one transaction: the first, and whatever is queued by the time the one before
/// has been written. Those that were handed over together stay together. Nobody waits for a batch
/// to fill: it ends when the queue is empty, or once it has [JournalLimits#BATCH_MAX]. Walked again
/// after a failure, it begins with the same records.
///
/// Owned by the journal's thread; the queue may be filled by others meanwhile.
final class Batch implements Iterable<Draft> {

    private final List<Draft> taken = new ArrayList<>(JournalLimits.BATCH_MAX);
    private final Queue<List<Draft>> queue;

    Batch(List<Draft> first, Queue<List<Draft>> queue) {
        taken.addAll(first);
        this.queue = queue;
    }

    /// Those walked over so far.
    List<Draft> taken() {
        return taken;
    }

    private boolean reaches(int index) {
        if (index < taken.size()) {
            return true;
        }
        var more = taken.size() < JournalLimits.BATCH_MAX ? queue.poll() : null;
        return more != null && taken.addAll(more);
    }

    @Override
    public Iterator<Draft> iterator() {
        return new Iterator<>() {
            private int index;

            @Override
            public boolean hasNext() {
                return reaches(index);
            }

            @Override
            public Draft next() {
                if (!reaches(index)) {
                    throw new NoSuchElementException();
                }
                return taken.get(index++);
            }
        };
    }
}

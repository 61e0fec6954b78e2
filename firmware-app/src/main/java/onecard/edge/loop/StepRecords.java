package onecard.edge.loop;

import java.util.ArrayList;
import java.util.List;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Records;

/// What one step of a machine records, handed over whole: offered one by one, a journal that wakes
/// at the tap commits it alone, and the sale that follows waits for a commit more (seen at every
/// second sale on a busy board of two cores). Beyond a step, a record goes at once. Owned by the
/// edge loop.
final class StepRecords implements Records {

    private final Records journal;
    private final List<Draft> held = new ArrayList<>();
    private boolean holds;

    StepRecords(Records journal) {
        this.journal = journal;
    }

    @Override
    public void offer(Draft draft) {
        if (holds) {
            held.add(draft);
        } else {
            journal.offer(draft);
        }
    }

    /// A step begins: what it records is held until it ends. A step within one is part of it.
    ///
    /// @return whether it is one of its own, and is to be ended
    boolean begin() {
        boolean own = !holds;
        holds = true;
        return own;
    }

    /// The step that was one of its own has ended.
    void end() {
        holds = false;
        handOver();
    }

    /// What is recorded so far goes now: something follows that it is to be before.
    void handOver() {
        if (!held.isEmpty()) {
            var whole = List.copyOf(held);
            held.clear();
            journal.offer(whole);
        }
    }
}

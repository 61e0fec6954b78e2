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

    /// @param step may record anything; a step within it is part of the same
    void together(Runnable step) {
        if (holds) {
            step.run();
            return;
        }
        holds = true;
        step.run();
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

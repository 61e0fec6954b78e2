package onecard.edge.loop;

import java.util.concurrent.LinkedBlockingQueue;
import onecard.access.Reason;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Journal;
import onecard.point.TapId;

/// The journal's answers, for a loop that is turned by hand.
record JournalAnswers(LinkedBlockingQueue<Stimulus> queue) implements Journal.Listener {

    @Override
    public void recorded(TapId tap, long seq) {
        queue.add(new Stimulus.Recorded(tap, seq));
    }

    @Override
    public void notRecorded(TapId tap, Reason why) {
        queue.add(new Stimulus.NotRecorded(tap, why));
    }

    @Override
    public void nearlyFull(boolean active) {}
}

package onecard.edge.intake;

import onecard.hal.purse.Charge;
import onecard.hal.purse.Debit;
import onecard.hal.purse.Intent;
import onecard.hal.purse.Opening;
import onecard.hal.purse.Recovery;

/// One card with a purse on its reader, as the edge loop has it: what it orders is done by the
/// reader's thread while the card lies there, and answered by [Stimulus.OfPurse]. Compared by
/// identity. Never blocks.
public interface PurseCard {

    /// Taken only while nothing else is asked of the card. What is taken is answered, once,
    /// whatever becomes of the card.
    ///
    /// @return false if it comes too late: it is never done, and nothing was debited by it
    boolean order(Task task);

    /// Nothing more is asked of it, and others may be read.
    void letGo();

    /// What may be asked of a purse.
    sealed interface Task {

        record Open(Charge charge) implements Task {}

        /// Of what was opened last.
        record Pay() implements Task {}

        record Recover(Intent intent) implements Task {}
    }

    /// What came of it.
    sealed interface Outcome {

        record Opened(Opening opening) implements Outcome {}

        record Paid(Debit debit) implements Outcome {}

        record Recovered(Recovery recovery) implements Outcome {}

        /// The reader ended before it was begun: nothing was done.
        record NotBegun(Task task) implements Outcome {}

        /// It was begun, and nobody can say what came of it.
        record Broken(Task task) implements Outcome {}
    }
}

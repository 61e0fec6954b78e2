package onecard.edge.store.journal;

import java.util.List;

/// Where records are handed over to be made durable; never blocks. Whoever is named in one is
/// answered by [Journal.Listener], with [Reason#JOURNAL_FULL] at once if there is no room.
@FunctionalInterface
public interface Records {

    void offer(Draft draft);

    /// A few that belong together, in their order: the journal has one commit for them, so whoever
    /// waits for the last waits no longer than for the first.
    default void offer(List<Draft> together) {
        together.forEach(this::offer);
    }
}

package onecard.edge.store.journal;

import java.util.List;
import onecard.edge.crypto.Json;

/// State that taps build up, as a fold over the journal: what survives a restart without a table
/// of its own. Called on one thread at a time.
public interface Fold {

    /// One record, in the journal's order.
    void apply(Json.Obj event);

    /// The host holds every record up to there: what was kept for it may be forgotten.
    ///
    /// @param epochs of the journal, in their order
    default void held(Outbox.Position upTo, List<String> epochs) {}

    /// The whole state; the same records give the same value.
    Json.Obj state();

    /// Back to a state given earlier.
    void restore(Json.Obj state);
}

package onecard.edge.record;

import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.time.Moment;

/// What the device remembered of somebody is gone, because they asked: the record that says so, by
/// which a restart forgets it as well.
public final class Erasure {

    /// `what` of its record.
    static final String WHAT = "erase";

    /// What became of one.
    public sealed interface Done {

        /// It is gone, and a restart does not bring it back.
        ///
        /// @param before what was held until then
        record Erased(Held before, long seq) implements Done {}

        /// A restart would bring it back.
        ///
        /// @param why `BUSY`: once more in a moment; `JOURNAL_FULL`
        record Not(Reason why) implements Done {}
    }

    private Erasure() {}

    /// @param before what was held until then
    /// @param by who did it
    public static Draft draft(Token token, Held before, String by, Moment at) {
        return Draft.system(
                WHAT,
                Json.Obj.EMPTY
                        .with("token", token.toString())
                        .with("by", by)
                        .with("removed", before.goes())
                        .with("kept", before.stays()),
                at);
    }

    /// Of whom an event says so; of any other nobody.
    static Optional<Token> token(Json.Obj event) {
        var data = Occurrences.data(event);
        return data.text("what").equals(Optional.of(WHAT))
                ? data.text("token").flatMap(Token::parse)
                : Optional.empty();
    }
}

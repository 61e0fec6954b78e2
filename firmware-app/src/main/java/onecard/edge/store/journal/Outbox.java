package onecard.edge.store.journal;

import java.util.List;
import java.util.Optional;

/// The journal as the uplink sees it: the only queue there is. Reads use the caller's own
/// connection; marks are handed to the journal thread and become durable with its next commits.
/// Thread-safe.
public interface Outbox {

    /// Unsent rows in order after the given position, at most `limit`; fewer are all there are.
    /// What was marked is none of them, though its mark may not be durable yet.
    ///
    /// @param after exclusive; `Position.START` for the oldest held
    List<StoredEvent> unsent(Position after, int limit);

    /// Rows of `[from, to]` whether sent or not, for `replay`.
    List<StoredEvent> range(String epoch, long fromSeq, long toSeq, int limit);

    /// A good PUBACK came for each of these.
    void markSent(List<Position> rows);

    /// The host holds everything to here, proved by its signature and this hash; false and
    /// nothing changed if the row's hash differs or the row is not held.
    boolean acked(Position upTo, String hash);

    /// The newest durable row; absent in an empty journal.
    Optional<StoredEvent> head();

    Optional<Position> oldest();

    long unsentCount();

    /// Called on the journal thread after each commit; must not block.
    void onCommit(Runnable wake);

    /// A record's place: its epoch by name, and its number in it.
    record Position(String epoch, long seq) {
        public static final Position START = new Position("", 0);
    }
}

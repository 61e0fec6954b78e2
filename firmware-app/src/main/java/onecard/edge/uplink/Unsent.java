package onecard.edge.uplink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.Outbox.Position;
import onecard.edge.store.journal.StoredEvent;

/// The journal's rows that are not marked as sent, as one link takes them: live ones, committed
/// since it came up, and the backlog before them, each in order. What is left out of either is
/// read again, as a backlog, when that is asked for. One thread.
final class Unsent {

    /// One query's worth; at about 700 bytes a row 180 KB.
    static final int READ_ROWS = 256;

    private final Outbox outbox;
    private final Deque<StoredEvent> live = new ArrayDeque<>();
    private final Deque<StoredEvent> backlog = new ArrayDeque<>();
    private Position liveAfter = Position.START;
    private Position backlogAfter = Position.START;
    private Optional<Position> boundary = Optional.empty();
    private boolean backlogRead;
    private boolean leftOut;
    private boolean skipping;
    private boolean commits;

    Unsent(Outbox outbox) {
        this.outbox = outbox;
    }

    /// A new link: every row not marked, once more.
    void begin() {
        beginBacklog();
        commits = true;
    }

    /// Whatever is not marked is a backlog once more, and live only what is committed from now on.
    void beginBacklog() {
        boundary = outbox.head().map(Drain::position);
        liveAfter = boundary.orElse(Position.START);
        backlogAfter = Position.START;
        backlogRead = boundary.isEmpty();
        leftOut = false;
    }

    void end() {
        live.clear();
        backlog.clear();
    }

    void committed() {
        commits = true;
    }

    /// @param wanted which rows; the others are left out
    Optional<StoredEvent> live(Predicate<StoredEvent> wanted) {
        readLive();
        return next(live, wanted);
    }

    /// @param wanted which rows; the others are left out
    /// @param held the rows that are on their way already, asked for when more are read
    Optional<StoredEvent> backlog(Predicate<StoredEvent> wanted, Supplier<Set<Position>> held) {
        readBacklog(held);
        return next(backlog, wanted);
    }

    /// A row that was taken is left out as well.
    void leaveOut() {
        leftOut = true;
    }

    boolean isLeftOut() {
        return leftOut;
    }

    /// Whether there may be more of the backlog.
    boolean hasBacklog() {
        return !backlogRead || !backlog.isEmpty();
    }

    /// Whether rows were left out since this was asked: more may follow them at once.
    boolean skipped() {
        boolean skipped = skipping;
        skipping = false;
        return skipped;
    }

    private Optional<StoredEvent> next(Deque<StoredEvent> rows, Predicate<StoredEvent> wanted) {
        for (var row = rows.poll(); row != null; row = rows.poll()) {
            if (wanted.test(row)) {
                return Optional.of(row);
            }
            leftOut = true;
            skipping = true;
        }
        return Optional.empty();
    }

    private void readLive() {
        if (!live.isEmpty() || !commits || (boundary.isEmpty() && !backlogRead)) {
            return;
        }
        var rows = outbox.unsent(liveAfter, READ_ROWS);
        commits = rows.size() == READ_ROWS;
        if (!rows.isEmpty()) {
            live.addAll(rows);
            liveAfter = Drain.position(rows.getLast());
        }
    }

    private void readBacklog(Supplier<Set<Position>> held) {
        if (hasBacklog() && backlog.isEmpty()) {
            var rows = outbox.unsent(backlogAfter, READ_ROWS);
            var onTheirWay = held.get();
            backlogRead = rows.size() < READ_ROWS;
            for (var row : rows) {
                if (isLive(row)) {
                    backlogRead = true;
                    return;
                }
                backlogAfter = Drain.position(row);
                if (!onTheirWay.contains(backlogAfter)) {
                    backlog.add(row);
                }
            }
        }
    }

    private boolean isLive(StoredEvent row) {
        return boundary.filter(last -> row.epoch().equals(last.epoch()) && row.seq() > last.seq())
                .isPresent();
    }
}

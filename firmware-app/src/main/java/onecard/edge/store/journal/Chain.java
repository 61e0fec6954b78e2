package onecard.edge.store.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import onecard.point.TapId;
import onecard.time.Moment;
import org.tinylog.Logger;

/// The chain as it grows: each record names the one before, and the fold follows what is durable.
/// Owned by whoever commits.
final class Chain {

    private static final String INSERT = "INSERT INTO record(pos, event) VALUES(?, ?)";

    private final JournalDatabase database;
    private final JournalIdentity who;
    private final Fold fold;
    private PreparedStatement insert;

    /// Records of the transaction that runs: the fold sees them once they are durable, so a
    /// failed commit has nothing to take back from it.
    private final List<Json.Obj> unfolded = new ArrayList<>();

    private final Map<TapId, Long> causes = new LinkedHashMap<>();
    private ChainHead head = ChainHead.NONE;

    Chain(JournalDatabase database, JournalIdentity who, Fold fold) throws SQLException {
        this.database = database;
        this.who = who;
        this.fold = fold;
        insert = database.connection().prepareStatement(INSERT);
    }

    ChainHead head() {
        return head;
    }

    /// What is kept for the host need not be kept for ever: the fold would grow with every record.
    void held(Outbox.Position upTo, List<String> epochs) {
        fold.held(upTo, epochs);
    }

    /// Work in one transaction: all of it, or nothing and everything as before.
    <T> T durably(StoreFailed.Work<T> work) throws SQLException {
        return durably(work, _ -> {});
    }

    /// @param told what was done once it is durable, before it is folded
    <T> T durably(StoreFailed.Work<T> work, Consumer<T> told) throws SQLException {
        var before = head;
        T done;
        try {
            done = work.run();
            database.commit();
        } catch (SQLException failed) {
            backTo(before);
            throw failed;
        }
        told.accept(done);
        fold();
        return done;
    }

    /// Appends these, and takes them back.
    void rehearse(Iterable<Draft> drafts) throws SQLException {
        var before = head;
        try {
            for (var draft : drafts) {
                append(draft);
            }
        } finally {
            backTo(before);
        }
    }

    private void fold() {
        unfolded.forEach(fold::apply);
        unfolded.clear();
        trimCauses();
    }

    private void backTo(ChainHead before) throws SQLException {
        head = before;
        unfolded.clear();
        causes.values().removeIf(seq -> seq > before.seq());
        database.rollback();
        // The driver closes a statement for good that found the file full.
        insert.close();
        insert = database.connection().prepareStatement(INSERT);
    }

    private void trimCauses() {
        var oldest = causes.keySet().iterator();
        while (causes.size() > JournalLimits.CAUSES_MAX) {
            oldest.next();
            oldest.remove();
        }
    }

    /// Within a transaction, as are [#checkpoint] and [#snapshot].
    Committed append(Draft draft) throws SQLException {
        return append(draft, false);
    }

    private Committed append(Draft draft, boolean sign) throws SQLException {
        var body =
                EventText.body(
                        who, draft, draft.cause().map(causes::get), draft.asks().map(causes::get));
        var placed = EventText.placed(body, head.epoch(), head.seq() + 1);
        var event = EventText.chained(who, placed, head.hash(), sign);
        var next = head.next(event.hash());
        insert.setLong(1, next.pos());
        insert.setString(2, event.text());
        insert.executeUpdate();
        head = next;
        unfolded.add(placed);
        draft.tap().ifPresent(tap -> causes.put(tap, next.seq()));
        return new Committed(draft, next.pos(), next.position(), event.text());
    }

    Committed checkpoint(Moment now) throws SQLException {
        var done = append(system("checkpoint", Json.Obj.EMPTY, now), true);
        head = head.checkpointed(now);
        return done;
    }

    Committed snapshot(Moment now) throws SQLException {
        var body = Canonical.text(fold.state());
        var done = append(system("snapshot", Json.Obj.EMPTY.with("state", Sm3.hex(body)), now));
        try (var row =
                database.connection()
                        .prepareStatement("INSERT INTO snapshot(pos, body) VALUES(?, ?)")) {
            row.setLong(1, done.pos());
            row.setString(2, body);
            row.executeUpdate();
        }
        head = head.snapshotted(now);
        return done;
    }

    /// A new epoch: random name, seq from 1, first record signed and naming the previous head.
    ///
    /// @param first records that follow in the same transaction
    void begin(Json.Obj why, List<Draft> first, Moment now) throws SQLException {
        long newest =
                Database.number(database.connection(), "SELECT coalesce(max(idx), 0) FROM epoch");
        int index = 1 + Math.max(head.epochIndex(), (int) newest);
        head = head.begin(index, who.epochs().get(), now);
        try (var row =
                database.connection().prepareStatement("INSERT INTO epoch(idx, id) VALUES(?, ?)")) {
            row.setInt(1, head.epochIndex());
            row.setString(2, head.epoch());
            row.executeUpdate();
        }
        append(system("epoch", why.with("key", who.key().publicText()), now), true);
        for (var draft : first) {
            append(draft);
        }
        database.commit();
        fold();
    }

    /// Head and fold as the records left them. Only reads, and leaves the transaction open.
    void takeUp(Moment now) throws SQLException {
        head = ChainHead.read(database.connection(), restoreFold(now));
    }

    /// From the last snapshot, over what came after.
    private ChainHead.Since restoreFold(Moment now) throws SQLException {
        long from = 0;
        fold.restore(Json.Obj.EMPTY);
        try (var statement = database.connection().createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT pos, body FROM snapshot ORDER BY pos DESC LIMIT 1")) {
            if (row.next()) {
                var kept = JsonReader.ownObject(row.getString(2));
                if (kept.isPresent()) {
                    from = row.getLong(1);
                    fold.restore(kept.get());
                } else {
                    Logger.error("the journal's snapshot cannot be read: all its rows are folded");
                }
            }
        }
        int[] records = {0};
        Rows.each(
                database.connection(),
                from,
                row -> {
                    JsonReader.object(row.event()).ifPresent(fold::apply);
                    records[0]++;
                    return true;
                });
        return new ChainHead.Since(records[0], Optional.of(now.mono().minus(age(from, now))));
    }

    /// How old the snapshot there is by the wall, at most a day: the next one is then due at once.
    private Duration age(long snapshot, Moment now) throws SQLException {
        var since =
                snapshot == 0
                        ? Rows.first(database.connection())
                        : Rows.at(database.connection(), snapshot);
        var taken = since.map(PurgeRule::recorded).orElse(now.wall());
        var day = JournalLimits.SNAPSHOT_TIME;
        if (taken.isBefore(now.wall().minus(day))) {
            return day;
        }
        var age = Duration.between(taken, now.wall());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Draft system(String what, Json.Obj more, Moment at) {
        return Draft.ofDevice(EventKind.SYSTEM, at, more.with("what", what));
    }
}

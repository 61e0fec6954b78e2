package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;
import org.sqlite.SQLiteConfig;

/// `journal.db` and the chain in it, without a thread: one [#commit] is one durable transaction.
/// Owned by whoever commits (the journal's thread, or a simulated day); readers use connections
/// of their own.
///
/// A record's key is `epoch index << 40 | seq`, so one integer orders everything. Records are
/// never updated; what becomes of them (sent, acknowledged) is kept beside them.
public final class JournalFile implements AutoCloseable {

    static final int SEQ_BITS = 40;
    static final long SEQ_MAX = (1L << SEQ_BITS) - 1;

    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE IF NOT EXISTS epoch(idx INTEGER PRIMARY KEY, id TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS record(pos INTEGER PRIMARY KEY, event TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS sent(pos INTEGER PRIMARY KEY)",
                    "CREATE TABLE IF NOT EXISTS mark(name TEXT PRIMARY KEY, pos INTEGER NOT NULL) WITHOUT ROWID",
                    "CREATE TABLE IF NOT EXISTS snapshot(pos INTEGER PRIMARY KEY, body TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                    "CREATE TRIGGER IF NOT EXISTS record_is_never_changed BEFORE UPDATE ON record"
                            + " BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END",
                    "CREATE TRIGGER IF NOT EXISTS record_goes_only_by_the_purge_rule BEFORE DELETE ON record"
                            + " WHEN OLD.pos > coalesce((SELECT pos FROM mark WHERE name = 'purge'), 0)"
                            + " BEGIN SELECT RAISE(ABORT, 'a record goes only by the purge rule'); END");

    private final Path file;
    private final JournalIdentity who;
    private final JournalLimits limits;
    private final Fold fold;
    private final Connection connection;
    private final PreparedStatement insert;
    private final Map<TapId, Long> causes = new LinkedHashMap<>();
    private int epochIndex;
    private String epoch;
    private long seq;
    private String prev;
    private int sinceCheckpoint;
    private int sinceSnapshot;
    private Optional<Mono> lastCheckpoint = Optional.empty();

    private JournalFile(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Connection connection)
            throws SQLException {
        this.file = file;
        this.who = who;
        this.limits = limits;
        this.fold = fold;
        this.connection = connection;
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var table : SCHEMA) {
                statement.execute(table);
            }
            statement.execute("PRAGMA max_page_count = " + limits.maxBytes() / Database.PAGE_BYTES);
        }
        connection.commit();
        insert = connection.prepareStatement("INSERT INTO record(pos, event) VALUES(?, ?)");
        epoch = "";
        prev = Sm3.ZERO;
    }

    /// Opens the journal, checks it, and continues its epoch, or begins one.
    ///
    /// A damaged file is set aside whole; what is readable of it comes along, and a new epoch
    /// says what was lost.
    public static JournalFile open(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now)
            throws IOException {
        try {
            return opened(file, who, limits, fold, now);
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        }
    }

    private static JournalFile opened(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now)
            throws IOException, SQLException {
        var damage = Files.exists(file) ? damage(file) : Optional.<String>empty();
        if (damage.isEmpty()) {
            var journal = of(file, who, limits, fold);
            journal.resume(now);
            return journal;
        }
        var aside = Database.setAside(file);
        var journal = of(file, who, limits, fold);
        var salvaged = JournalSalvage.copy(aside, journal.connection);
        journal.resumeAfterSalvage(damage.get(), aside, salvaged, now);
        return journal;
    }

    private static JournalFile of(Path file, JournalIdentity who, JournalLimits limits, Fold fold)
            throws SQLException {
        return new JournalFile(
                file, who, limits, fold, Database.writer(file, SQLiteConfig.SynchronousMode.FULL));
    }

    private static Optional<String> damage(Path file) {
        try (var connection = Database.writer(file, SQLiteConfig.SynchronousMode.FULL)) {
            return Database.damage(connection).or(() -> JournalVerify.tailDamage(connection));
        } catch (SQLException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    private void resume(Moment now) throws SQLException {
        var newest = Rows.last(connection);
        if (newest.isEmpty()) {
            begin(Json.Obj.EMPTY, now);
            return;
        }
        restoreFold();
        takeUp(newest.get());
        endRead();
    }

    private void takeUp(Rows.Row newest) throws SQLException {
        epochIndex = (int) (newest.pos() >>> SEQ_BITS);
        seq = newest.pos() & ((1L << SEQ_BITS) - 1);
        epoch = Rows.epochs(connection).getOrDefault(epochIndex, "");
        prev = newest.hash();
    }

    private void resumeAfterSalvage(
            String damage, Path aside, JournalSalvage.Salvaged salvaged, Moment now)
            throws SQLException {
        var newest = Rows.last(connection);
        restoreFold();
        if (newest.isPresent()) {
            takeUp(newest.get());
        }
        begin(
                Json.Obj.EMPTY
                        .with("damage", damage.length() > 200 ? damage.substring(0, 200) : damage)
                        .with("set_aside", aside.getFileName().toString())
                        .with("salvaged", salvaged.rows())
                        .with("lost", salvaged.lost()),
                now);
    }

    /// A new epoch: random name, seq from 1, first record signed and naming the previous head.
    private void begin(Json.Obj why, Moment now) throws SQLException {
        epochIndex++;
        epoch = who.epochs().get();
        seq = 0;
        try (var row = connection.prepareStatement("INSERT INTO epoch(idx, id) VALUES(?, ?)")) {
            row.setInt(1, epochIndex);
            row.setString(2, epoch);
            row.executeUpdate();
        }
        append(system("epoch", why.with("key", who.key().publicText()), now), true);
        connection.commit();
        lastCheckpoint = Optional.of(now.mono());
    }

    /// Makes these records durable in one transaction, in order, and says the seq of each.
    ///
    /// @throws SQLException if none of them is: the disk or the journal is full, or worse
    public List<Committed> commit(List<Draft> drafts, Moment now) throws SQLException {
        var before = new Place(seq, prev, sinceCheckpoint, sinceSnapshot);
        try {
            var done = new ArrayList<Committed>(drafts.size());
            for (var draft : drafts) {
                var text = append(draft, false);
                draft.tap().ifPresent(tap -> causes.put(tap, seq));
                done.add(new Committed(draft, pos(), position(), text));
            }
            if (sinceCheckpoint >= JournalLimits.CHECKPOINT_RECORDS) {
                checkpoint(now, done);
            }
            if (sinceSnapshot >= JournalLimits.SNAPSHOT_RECORDS) {
                snapshot(now, done);
            }
            connection.commit();
            trimCauses();
            return done;
        } catch (SQLException failed) {
            rollback();
            seq = before.seq();
            prev = before.prev();
            sinceCheckpoint = before.sinceCheckpoint();
            sinceSnapshot = before.sinceSnapshot();
            drafts.forEach(draft -> draft.tap().ifPresent(causes::remove));
            // The fold may have seen records that are not there: build it anew.
            restoreFold();
            endRead();
            throw failed;
        }
    }

    /// Hourly, and at stop, even when nothing happens.
    public List<Committed> checkpointIfDue(Moment now, boolean stopping) throws SQLException {
        boolean due =
                stopping
                        || lastCheckpoint
                                .filter(
                                        last ->
                                                !now.reached(
                                                        last.plus(JournalLimits.CHECKPOINT_TIME)))
                                .isEmpty();
        if (!due || sinceCheckpoint == 0) {
            return List.of();
        }
        var done = new ArrayList<Committed>();
        checkpoint(now, done);
        connection.commit();
        return done;
    }

    private void checkpoint(Moment now, List<Committed> done) throws SQLException {
        var draft = system("checkpoint", Json.Obj.EMPTY, now);
        var text = append(draft, true);
        done.add(new Committed(draft, pos(), position(), text));
        sinceCheckpoint = 0;
        lastCheckpoint = Optional.of(now.mono());
    }

    private void snapshot(Moment now, List<Committed> done) throws SQLException {
        var body = Canonical.text(fold.state());
        var draft = system("snapshot", Json.Obj.EMPTY.with("state", Sm3.hex(body)), now);
        var text = append(draft, false);
        done.add(new Committed(draft, pos(), position(), text));
        try (var row =
                connection.prepareStatement("INSERT INTO snapshot(pos, body) VALUES(?, ?)")) {
            row.setLong(1, pos());
            row.setString(2, body);
            row.executeUpdate();
        }
        sinceSnapshot = 0;
    }

    private String append(Draft draft, boolean sign) throws SQLException {
        var body =
                EventText.body(
                        who, draft, draft.cause().map(causes::get), draft.asks().map(causes::get));
        var event = EventText.chained(who, body, epoch, seq + 1, prev, sign);
        insert.setLong(1, pos() + 1);
        insert.setString(2, event.text());
        insert.executeUpdate();
        seq++;
        prev = event.hash();
        sinceCheckpoint++;
        sinceSnapshot++;
        fold.apply(body);
        return event.text();
    }

    private void trimCauses() {
        var oldest = causes.keySet().iterator();
        while (causes.size() > JournalLimits.CAUSES_MAX) {
            oldest.next();
            oldest.remove();
        }
    }

    private void restoreFold() throws SQLException {
        long from = 0;
        fold.restore(Json.Obj.EMPTY);
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT pos, body FROM snapshot ORDER BY pos DESC LIMIT 1")) {
            if (row.next()) {
                from = row.getLong(1);
                fold.restore(JsonReader.object(row.getString(2)).orElse(Json.Obj.EMPTY));
            }
        }
        Rows.each(
                connection,
                from,
                row -> {
                    JsonReader.object(row.event()).ifPresent(fold::apply);
                    return true;
                });
    }

    /// Marks rows as sent: a good PUBACK came for each.
    void markSent(List<Long> positions) throws SQLException {
        try (var row = connection.prepareStatement("INSERT OR IGNORE INTO sent(pos) VALUES(?)")) {
            for (long position : positions) {
                row.setLong(1, position);
                row.executeUpdate();
            }
        }
        long firstUnsent =
                Rows.number(
                        connection,
                        "SELECT coalesce(min(pos), 9223372036854775807) FROM record WHERE pos > "
                                + Rows.mark(connection, "sent")
                                + " AND pos NOT IN (SELECT pos FROM sent)");
        long upTo =
                Rows.number(
                        connection,
                        "SELECT coalesce(max(pos), 0) FROM record WHERE pos < " + firstUnsent);
        if (upTo > Rows.mark(connection, "sent")) {
            mark("sent", upTo);
            execute("DELETE FROM sent WHERE pos <= " + upTo);
        }
        connection.commit();
    }

    /// The host holds everything to here; false if that row is not ours with that hash.
    boolean acked(long position, String hash) throws SQLException {
        var row = Rows.at(connection, position);
        if (row.filter(found -> found.hash().equals(hash)).isEmpty()) {
            endRead();
            return false;
        }
        if (position > Rows.mark(connection, "acked")) {
            mark("acked", position);
        }
        connection.commit();
        return true;
    }

    /// Removes the oldest rows that were received and are older than the retention, a few at a
    /// time; returns how many.
    public int purge(Moment now) throws SQLException {
        long received = Rows.mark(connection, limits.hostRequired() ? "acked" : "sent");
        var horizon = now.wall().minus(limits.retention());
        // A row without a readable time goes with its neighbours: kept, it would stay the oldest
        // and keep every row after it.
        long[] last = {0};
        int[] count = {0};
        Rows.each(
                connection,
                0,
                row -> {
                    boolean goes =
                            row.pos() <= received
                                    && recorded(row).orElse(Instant.MIN).isBefore(horizon)
                                    && count[0] < JournalLimits.PURGE_MAX;
                    if (goes) {
                        last[0] = row.pos();
                        count[0]++;
                    }
                    return goes;
                });
        if (count[0] == 0) {
            endRead();
            return 0;
        }
        // What the purged rows built up must stand in a snapshot that stays.
        if (Rows.number(connection, "SELECT count(*) FROM snapshot WHERE pos > " + last[0]) == 0) {
            snapshot(now, new ArrayList<>());
        }
        mark("purge", last[0]);
        execute("DELETE FROM record WHERE pos <= " + last[0]);
        execute("DELETE FROM snapshot WHERE pos <= " + last[0]);
        connection.commit();
        return count[0];
    }

    /// Empty for a row whose time a failing device has garbled.
    private static Optional<Instant> recorded(Rows.Row row) {
        return JsonReader.object(row.event())
                .flatMap(event -> event.text("time"))
                .flatMap(JournalFile::instant);
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// A small value that must survive with the records: time floor, session number.
    public Optional<String> state(String name) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    try (var query =
                            connection.prepareStatement("SELECT value FROM state WHERE name = ?")) {
                        query.setString(1, name);
                        try (var row = query.executeQuery()) {
                            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                        }
                    } finally {
                        endRead();
                    }
                });
    }

    public void keep(String name, String value) throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            try (var row =
                                    connection.prepareStatement(
                                            "INSERT INTO state(name, value) VALUES(?, ?)"
                                                    + " ON CONFLICT(name) DO UPDATE SET value = excluded.value")) {
                                row.setString(1, name);
                                row.setString(2, value);
                                row.executeUpdate();
                            }
                            connection.commit();
                            return true;
                        });
    }

    /// Share of the configured size in use.
    public int fullPercent() throws SQLException {
        long pages =
                Rows.number(connection, "PRAGMA page_count")
                        - Rows.number(connection, "PRAGMA freelist_count");
        endRead();
        return (int) Math.min(100, pages * Database.PAGE_BYTES * 100 / limits.maxBytes());
    }

    public Path file() {
        return file;
    }

    /// The newest record's place.
    public Outbox.Position position() {
        return new Outbox.Position(epoch, seq);
    }

    public String headHash() {
        return prev;
    }

    private long pos() {
        return (long) epochIndex << SEQ_BITS | seq;
    }

    private void mark(String name, long position) throws SQLException {
        execute("INSERT OR REPLACE INTO mark(name, pos) VALUES('" + name + "', " + position + ")");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// With auto-commit off a mere SELECT holds the write lock until somebody ends it.
    private void endRead() throws SQLException {
        connection.rollback();
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // SQLite rolled back by itself, as it does when the disk is full.
        }
    }

    private static Draft system(String what, Json.Obj more, Moment at) {
        return new Draft(
                Optional.empty(),
                "device",
                EventKind.SYSTEM,
                at,
                more.with("what", what),
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// One record that is durable now.
    ///
    /// @param pos its key
    public record Committed(Draft draft, long pos, Outbox.Position at, String event) {}

    private record Place(long seq, String prev, int sinceCheckpoint, int sinceSnapshot) {}
}

package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
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
import org.sqlite.SQLiteErrorCode;

/// `journal.db` and the chain in it, without a thread: one [#commit] is one durable transaction.
/// Owned by whoever commits (the journal's thread, or a simulated day); readers use connections
/// of their own.
///
/// A record's key is `epoch index << 40 | seq`, so one integer orders everything. Records are
/// never updated; what becomes of them (sent, acknowledged) is kept beside them.
public final class JournalFile implements AutoCloseable {

    static final int SEQ_BITS = 40;
    static final long SEQ_MAX = (1L << SEQ_BITS) - 1;

    /// More pages than one batch of 64 ever took, and enough for marks, checkpoints and snapshots
    /// of a journal that is full.
    private static final long LAST_PAGES = 128;

    private static final String INSERT = "INSERT INTO record(pos, event) VALUES(?, ?)";

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
    private PreparedStatement insert;
    private final JournalMarks marks;
    private final PurgeRule purgeRule;
    private final Ballast ballast;

    /// Records of the transaction that runs: the fold sees them once they are durable, so a
    /// failed commit has nothing to take back from it.
    private final List<Json.Obj> unfolded = new ArrayList<>();

    private final Map<TapId, Long> causes = new LinkedHashMap<>();
    private int epochIndex;
    private String epoch;
    private long seq;
    private String prev;
    private int sinceCheckpoint;
    private int sinceSnapshot;
    private Optional<Mono> lastCheckpoint = Optional.empty();
    private Optional<Mono> lastSnapshot = Optional.empty();

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
        }
        limitPages(0);
        connection.commit();
        insert = connection.prepareStatement(INSERT);
        marks = new JournalMarks(connection);
        purgeRule = new PurgeRule(connection);
        ballast = Ballast.of(file);
        epoch = "";
        prev = Sm3.ZERO;
    }

    /// Opens the journal, checks it, and continues its epoch, or begins one.
    ///
    /// A damaged file is set aside whole; what is readable of it comes along, and a new epoch
    /// says what was lost. On a full disk the ballast goes, and it is tried once more.
    public static JournalFile open(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now)
            throws IOException {
        try {
            return opened(file, who, limits, fold, now);
        } catch (SQLException failed) {
            if (!Ballast.of(file).release()) {
                throw new StoreFailed(failed);
            }
            return StoreFailed.of(() -> opened(file, who, limits, fold, now));
        }
    }

    private static JournalFile opened(
            Path file, JournalIdentity who, JournalLimits limits, Fold fold, Moment now)
            throws IOException, SQLException {
        var damage = damage(file);
        if (damage.isPresent()) {
            Database.setAside(file);
        }
        var journal =
                new JournalFile(
                        file,
                        who,
                        limits,
                        fold,
                        Database.writer(file, SQLiteConfig.SynchronousMode.FULL));
        try {
            var aside = Database.newestAside(file);
            if (Rows.last(journal.connection).isPresent()) {
                journal.resume(now);
            } else if (aside.isPresent()) {
                // Also after a start that ended between setting aside and salvage.
                journal.resumeAfterSalvage(damage.orElse("not salvaged yet"), aside.get(), now);
            } else {
                journal.begin(Json.Obj.EMPTY, List.of(), now);
            }
        } catch (SQLException failed) {
            journal.connection.close();
            throw failed;
        }
        journal.ballast.make();
        return journal;
    }

    private static Optional<String> damage(Path file) throws IOException, SQLException {
        var log =
                Files.exists(file) ? WalCheck.damage(Database.wal(file)) : Optional.<String>empty();
        var damage = log.isPresent() ? log : Database.damageAtRest(file);
        if (damage.isPresent() || !Files.exists(file)) {
            return damage;
        }
        try (var connection = Database.reader(file)) {
            return JournalVerify.tailDamage(connection);
        }
    }

    private void resume(Moment now) throws SQLException {
        restoreFold(now);
        takeUp(Rows.last(connection).orElseThrow());
        endRead();
    }

    private void takeUp(Rows.Row newest) throws SQLException {
        epochIndex = (int) (newest.pos() >>> SEQ_BITS);
        seq = newest.pos() & ((1L << SEQ_BITS) - 1);
        epoch = Rows.epochs(connection).getOrDefault(epochIndex, "");
        prev = newest.hash();
    }

    private void resumeAfterSalvage(String damage, Path aside, Moment now) throws SQLException {
        var salvaged = salvage(aside);
        restoreFold(now);
        var newest = Rows.last(connection);
        if (newest.isPresent()) {
            takeUp(newest.get());
        }
        var name = aside.getFileName().toString();
        var lost = "set aside as " + name + ", " + salvaged.lost() + " records lost";
        begin(
                Json.Obj.EMPTY
                        .with("damage", damage.length() > 200 ? damage.substring(0, 200) : damage)
                        .with("set_aside", name)
                        .with("salvaged", salvaged.rows())
                        .with("lost", salvaged.lost()),
                List.of(deviceAlarm("journal_damaged", lost, now)),
                now);
    }

    /// Where there is no room for two, the damaged file stays aside whole and nothing comes along:
    /// a door that taps goes before a history that somebody can still read elsewhere.
    private JournalSalvage.Salvaged salvage(Path aside) throws SQLException {
        try {
            return JournalSalvage.copy(aside, connection);
        } catch (SQLException failed) {
            if (failed.getErrorCode() != SQLiteErrorCode.SQLITE_FULL.code || ballast.held()) {
                throw failed;
            }
            rollback();
            return JournalSalvage.leave(aside);
        }
    }

    /// A new epoch: random name, seq from 1, first record signed and naming the previous head.
    private void begin(Json.Obj why, List<Draft> first, Moment now) throws SQLException {
        long newest = Rows.number(connection, "SELECT coalesce(max(idx), 0) FROM epoch");
        epochIndex = 1 + Math.max(epochIndex, (int) newest);
        epoch = who.epochs().get();
        seq = 0;
        try (var row = connection.prepareStatement("INSERT INTO epoch(idx, id) VALUES(?, ?)")) {
            row.setInt(1, epochIndex);
            row.setString(2, epoch);
            row.executeUpdate();
        }
        append(system("epoch", why.with("key", who.key().publicText()), now), true);
        for (var draft : first) {
            append(draft, false);
        }
        connection.commit();
        foldIn();
        lastCheckpoint = Optional.of(now.mono());
    }

    /// Makes these records durable in one transaction, in order, and says the seq of each.
    ///
    /// @throws SQLException if none of them is: the disk or the journal is full, or worse
    public List<Committed> commit(Iterable<Draft> drafts, Moment now) throws SQLException {
        var before = place();
        var done = new ArrayList<Committed>();
        try {
            for (var draft : drafts) {
                var text = append(draft, false);
                draft.tap().ifPresent(tap -> causes.put(tap, seq));
                done.add(new Committed(draft, pos(), position(), text));
            }
            if (sinceCheckpoint >= JournalLimits.CHECKPOINT_RECORDS) {
                checkpoint(now, done);
            }
            connection.commit();
            foldIn();
            trimCauses();
            return done;
        } catch (SQLException failed) {
            done.forEach(row -> row.draft().tap().ifPresent(causes::remove));
            backTo(before);
            throw failed;
        }
    }

    /// One record outside of the journal's thread, before it runs; false if it is not durable.
    public boolean recorded(Draft draft, Moment now) {
        try {
            return !commit(List.of(draft), now).isEmpty();
        } catch (SQLException _) {
            // No room: the caller knows what else there is to say it with.
            return false;
        }
    }

    /// Work of our own in one transaction: all of it, or nothing and everything as before. It may
    /// use a few pages beyond the configured size: a full journal could else never note an ack,
    /// never purge, and stay full.
    private <T> T durably(StoreFailed.Work<T> work) throws SQLException {
        var before = place();
        try {
            limitPages(LAST_PAGES);
            var done = work.run();
            connection.commit();
            foldIn();
            return done;
        } catch (SQLException failed) {
            backTo(before);
            throw failed;
        } finally {
            limitPages(0);
            endRead();
        }
    }

    private void limitPages(long beyond) throws SQLException {
        long pages = limits.maxBytes() / Database.PAGE_BYTES + beyond;
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    private Place place() {
        return new Place(seq, prev, sinceCheckpoint, sinceSnapshot, lastCheckpoint, lastSnapshot);
    }

    private void backTo(Place before) throws SQLException {
        seq = before.seq();
        prev = before.prev();
        sinceCheckpoint = before.sinceCheckpoint();
        sinceSnapshot = before.sinceSnapshot();
        lastCheckpoint = before.lastCheckpoint();
        lastSnapshot = before.lastSnapshot();
        unfolded.clear();
        rollback();
        // The driver closes a statement for good that found the file full.
        insert.close();
        insert = connection.prepareStatement(INSERT);
    }

    private void foldIn() {
        unfolded.forEach(fold::apply);
        unfolded.clear();
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
        return durably(
                () -> {
                    var done = new ArrayList<Committed>();
                    checkpoint(now, done);
                    return done;
                });
    }

    /// Daily, and before boot would have to fold over more than 10,000 records.
    public List<Committed> snapshotIfDue(Moment now) throws SQLException {
        boolean many = sinceSnapshot + JournalLimits.BATCH_MAX >= JournalLimits.SNAPSHOT_RECORDS;
        boolean old =
                sinceSnapshot > 0
                        && lastSnapshot
                                .filter(last -> now.reached(last.plus(JournalLimits.SNAPSHOT_TIME)))
                                .isPresent();
        if (!many && !old) {
            return List.of();
        }
        return durably(
                () -> {
                    var done = new ArrayList<Committed>();
                    snapshot(now, done);
                    return done;
                });
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
        lastSnapshot = Optional.of(now.mono());
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
        unfolded.add(body);
        return event.text();
    }

    private void trimCauses() {
        var oldest = causes.keySet().iterator();
        while (causes.size() > JournalLimits.CAUSES_MAX) {
            oldest.next();
            oldest.remove();
        }
    }

    /// The fold as the records left it: from the last snapshot, over what came after.
    private void restoreFold(Moment now) throws SQLException {
        long from = 0;
        fold.restore(Json.Obj.EMPTY);
        lastSnapshot = Optional.of(now.mono());
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT pos, body FROM snapshot ORDER BY pos DESC LIMIT 1")) {
            if (row.next()) {
                from = row.getLong(1);
                fold.restore(JsonReader.object(row.getString(2)).orElse(Json.Obj.EMPTY));
            }
        }
        sinceSnapshot = 0;
        Rows.each(
                connection,
                from,
                row -> {
                    JsonReader.object(row.event()).ifPresent(fold::apply);
                    sinceSnapshot++;
                    return true;
                });
        lastSnapshot = Optional.of(now.mono().minus(age(from, now)));
    }

    /// How old the snapshot there is by the wall, at most a day: the next one is then due at once.
    private Duration age(long snapshot, Moment now) throws SQLException {
        var since = snapshot == 0 ? Rows.first(connection) : Rows.at(connection, snapshot);
        var taken = since.map(PurgeRule::recorded).orElse(now.wall());
        var day = JournalLimits.SNAPSHOT_TIME;
        if (taken.isBefore(now.wall().minus(day))) {
            return day;
        }
        var age = Duration.between(taken, now.wall());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// Marks rows as sent: a good PUBACK came for each.
    void markSent(List<Long> positions) throws SQLException {
        boolean _ =
                durably(
                        () -> {
                            marks.sent(positions);
                            return true;
                        });
    }

    /// The host holds everything to here; false if that row is not ours with that hash.
    boolean acked(long position, String hash) throws SQLException {
        return durably(() -> marks.acked(position, hash));
    }

    /// Removes the oldest rows that were received and are older than the retention, a few at a
    /// time; returns how many.
    public int purge(Moment now) throws SQLException {
        var horizon = now.wall().minus(limits.retention());
        if (!purgeRule.mayBeDue(horizon)) {
            return 0;
        }
        var due = purgeRule.due(marks.received(limits.hostRequired()), horizon);
        endRead();
        if (due.rows() == 0) {
            return 0;
        }
        return durably(
                () -> {
                    // What the purged rows built up must stand in a snapshot that stays.
                    var kept = "SELECT count(*) FROM snapshot WHERE pos > " + due.last();
                    if (Rows.number(connection, kept) == 0) {
                        snapshot(now, new ArrayList<>());
                    }
                    marks.purgeTo(due.last());
                    return due.rows();
                });
    }

    /// What may go when a commit found no room, decided in advance: at the configured size, rows
    /// that the purge rule lets go anyway; on a full disk, the ballast. Nothing else, and unsent
    /// rows never: then records are refused.
    ///
    /// @return whether it is worth trying once more
    public boolean makeRoom(SQLException failed, Moment now) {
        boolean noRoom =
                failed.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code
                        || failed.getErrorCode() == SQLiteErrorCode.SQLITE_IOERR.code;
        try {
            return noRoom && (atLimit() ? purge(now) > 0 : ballast.release());
        } catch (SQLException again) {
            failed.addSuppressed(again);
            return false;
        }
    }

    /// Whether the next batch may not fit into the configured size.
    private boolean atLimit() throws SQLException {
        long pages = Rows.number(connection, "PRAGMA page_count");
        endRead();
        return (pages + LAST_PAGES) * Database.PAGE_BYTES > limits.maxBytes();
    }

    /// The ballast again, once there is room; when nothing else is to do.
    void makeBallast() {
        ballast.make();
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
                        () ->
                                durably(
                                        () -> {
                                            put(name, value);
                                            return true;
                                        }));
    }

    private void put(String name, String value) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "INSERT INTO state(name, value) VALUES(?, ?)"
                                + " ON CONFLICT(name) DO UPDATE SET value = excluded.value")) {
            row.setString(1, name);
            row.setString(2, value);
            row.executeUpdate();
        }
    }

    /// What is used and what is left.
    public JournalRoom room() throws SQLException {
        long pages =
                Rows.number(connection, "PRAGMA page_count")
                        - Rows.number(connection, "PRAGMA freelist_count");
        endRead();
        return new JournalRoom(
                pages * Database.PAGE_BYTES, limits.maxBytes(), ballast.diskFreeBytes());
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

    /// With auto-commit off a mere SELECT holds the write lock until somebody ends it.
    private void endRead() throws SQLException {
        connection.rollback();
    }

    /// SQLite ends a transaction by itself when the disk is full, which the driver does not know:
    /// from then on it would begin none, commit each row alone, and fail at every commit.
    private void rollback() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException _) {
            beginAgain();
        }
    }

    private void beginAgain() throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException _) {
            // It wants to commit what is not there; the mode is changed all the same.
        }
        connection.setAutoCommit(false);
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

    private static Draft deviceAlarm(String alarm, String detail, Moment at) {
        return new Draft(
                Optional.empty(),
                "device",
                EventKind.ALARM,
                at,
                Json.Obj.EMPTY.with("alarm", alarm).with("active", true).with("detail", detail),
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

    private record Place(
            long seq,
            String prev,
            int sinceCheckpoint,
            int sinceSnapshot,
            Optional<Mono> lastCheckpoint,
            Optional<Mono> lastSnapshot) {}
}

package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Registry.Held;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// `registry.db`: the lists, and their one writer; thread-safe, one transaction at a time. Readers
/// have views of their own.
///
/// A list of people, or operators, is its [Bucket]s of entries, and the rights that many entries
/// share, by number; a list of wallets is its [WalletRow]s; of any other the buckets are kept as
/// they came.
///
/// The next version of a list takes the place of the last in one transaction, which also moves
/// `switched` on: readers see one version or the other, never both, and know when to look at the
/// lists anew.
public final class RegistryFile implements AutoCloseable {

    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE list(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version"
                            + " INTEGER NOT NULL, as_of INTEGER NOT NULL, valid_until INTEGER,"
                            + " origin TEXT NOT NULL, entries INTEGER NOT NULL, bits INTEGER NOT"
                            + " NULL, signed INTEGER NOT NULL, deny_min INTEGER NOT NULL)",
                    "CREATE TABLE switched(id INTEGER PRIMARY KEY, count INTEGER NOT NULL)",
                    "INSERT INTO switched(id, count) VALUES(1, 0)",
                    "CREATE TABLE rights(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, groups TEXT"
                            + " NOT NULL, schedule TEXT NOT NULL, deny INTEGER NOT NULL, valid_from"
                            + " INTEGER, valid_until INTEGER)",
                    "CREATE TABLE bucket(id INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
                    WalletUpgrade.TABLE,
                    "CREATE TABLE published(list INTEGER PRIMARY KEY, type TEXT NOT NULL, bits"
                            + " INTEGER NOT NULL)",
                    "CREATE TABLE part(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB)",
                    "CREATE TABLE shelf(list INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB"
                            + " NOT NULL, PRIMARY KEY(list, sha256)) WITHOUT ROWID");

    /// What must be denied with the lists that are there is not known. At first that layout had no
    /// `signed`: such a file fails here, before anything is committed.
    private static final List<String> FROM_LAYOUT_2 =
            List.of(
                    "SELECT signed FROM list LIMIT 0",
                    "ALTER TABLE list ADD COLUMN deny_min INTEGER NOT NULL DEFAULT 0");

    /// Operators were kept as they came, and nobody looked for them: they come anew, as what a tap
    /// looks up.
    private static final List<String> FROM_LAYOUT_4 = anew("operators");

    /// The same of plates.
    private static final List<String> FROM_LAYOUT_5 = anew("plates");

    private static List<String> anew(String type) {
        var those = "(SELECT list FROM published WHERE type = '" + type + "')";
        return List.of(
                "DELETE FROM part WHERE id / " + Bucket.KEYS + " IN " + those,
                "UPDATE list SET version = 0 WHERE id IN " + those,
                "DELETE FROM published WHERE type = '" + type + "'",
                "UPDATE switched SET count = count + 1");
    }

    private static final Layout LAYOUT =
            new Layout(
                    6,
                    SynchronousMode.NORMAL,
                    TABLES,
                    List.of(
                            it -> Layout.run(it, FROM_LAYOUT_2),
                            WalletUpgrade::run,
                            it -> Layout.run(it, FROM_LAYOUT_4),
                            it -> Layout.run(it, FROM_LAYOUT_5)));

    private final Path path;
    private final Connection connection;
    // Set by whoever ends the run, and read by the watchdog, while a transaction runs.
    private volatile boolean stopping;
    private volatile boolean committing;
    private volatile long progressNanos = System.nanoTime();

    private RegistryFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /// Opens or makes it.
    ///
    /// @param reached versions of signed lists that were once in force; no earlier ones are taken
    public static RegistryFile open(Path path, Map<String, Long> reached) throws SQLException {
        var connection = LAYOUT.writer(path);
        try (var raise =
                connection.prepareStatement(
                        "UPDATE list SET signed = ?1 WHERE id = ?2 AND signed < ?1")) {
            for (var list : reached.entrySet()) {
                raise.setLong(1, list.getValue());
                raise.setLong(2, listId(connection, list.getKey()));
                raise.executeUpdate();
            }
        }
        connection.commit();
        return new RegistryFile(path, connection);
    }

    /// Why the file at rest is of no use; empty if it is, brought up to our layout.
    ///
    /// @param reached versions of signed lists that were once in force
    public static Optional<String> unfit(Path path, Map<String, Long> reached) throws SQLException {
        var unfit = LAYOUT.unfit(path);
        if (unfit.isPresent()) {
            return unfit;
        }
        var known = reached(path);
        return reached.entrySet().stream()
                .filter(list -> known.getOrDefault(list.getKey(), 0L) < list.getValue())
                .map(list -> "without version %d of %s".formatted(list.getValue(), list.getKey()))
                .findFirst();
    }

    /// The highest that each signed list ever was, by a file that is not unfit.
    static Map<String, Long> reached(Path path) throws SQLException {
        if (!Database.isMade(path)) {
            return Map.of();
        }
        var reached = new TreeMap<String, Long>();
        try (var reader = Database.reader(path);
                var statement = reader.createStatement();
                var rows =
                        statement.executeQuery("SELECT name, signed FROM list WHERE signed > 0")) {
            while (rows.next()) {
                reached.put(rows.getString(1), rows.getLong(2));
            }
        }
        return reached;
    }

    /// What must be denied, at least, for the lists in the file at rest to be in force.
    static long denyMin(Path path) throws SQLException {
        if (!Database.isMade(path)) {
            return 0;
        }
        try (var reader = Database.reader(path)) {
            return Database.number(reader, "SELECT max(deny_min) FROM list WHERE version > 0");
        }
    }

    Path path() {
        return path;
    }

    RegistryView view() throws SQLException {
        return new RegistryView(Database.reader(path));
    }

    /// Every list in force, read beside a transaction that may run.
    List<Held> held() throws SQLException {
        try (var reader = Database.reader(path)) {
            return held(reader);
        }
    }

    /// The same, for whoever only looks.
    static List<Held> look(Path path) throws SQLException {
        try (var reader = Database.look(path)) {
            // The next start brings one of another layout up, or begins it anew.
            return LAYOUT.isOf(reader) ? held(reader) : List.of();
        }
    }

    /// Whether a file that somebody looks at is of this layout.
    static boolean isOfLayout(Connection reader) throws SQLException {
        return LAYOUT.isOf(reader);
    }

    private static List<Held> held(Connection reader) throws SQLException {
        var held = new ArrayList<Held>();
        try (var statement = reader.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT name, version, as_of, valid_until, origin, entries FROM"
                                        + " list WHERE version > 0 ORDER BY name")) {
            while (rows.next()) {
                held.add(new Held(version(rows, 1), rows.getString(5), rows.getLong(6)));
            }
        }
        return held;
    }

    /// One transaction.
    interface Work<T> {
        T run(Connection connection) throws SQLException, IOException;
    }

    /// Commits what `work` did; undoes it, whatever ends it otherwise. A power cut may undo it,
    /// too: for what can be fetched again.
    synchronized <T> T write(Work<T> work) throws IOException {
        return StoreFailed.of(() -> committed(work));
    }

    /// The same, and on the device when this returns: for what is in force then. Whoever was kept
    /// out by a list must not be let in by an earlier one tomorrow. None comes into force once
    /// [#stop] has returned, however little there was to write.
    synchronized <T> T writeThrough(Work<T> work) throws IOException {
        return StoreFailed.of(
                () -> {
                    synchronous(SynchronousMode.FULL);
                    try {
                        return committed(
                                connection -> {
                                    var result = work.run(connection);
                                    goOn();
                                    return result;
                                });
                    } finally {
                        synchronous(SynchronousMode.NORMAL);
                    }
                });
    }

    /// Between two transactions, which the driver would else have begun.
    private void synchronous(SynchronousMode mode) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = " + mode.getValue());
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /// Gives up a transaction that runs, at its next step, and begins no such one any more.
    void stop() {
        stopping = true;
        synchronized (this) {
            // Whatever ran has ended now.
        }
    }

    /// Between two steps of a long transaction.
    ///
    /// @throws IOException if the run ends; nothing is changed then
    void goOn() throws IOException {
        progressNanos = System.nanoTime();
        if (stopping) {
            throw new IOException("this run ends; the list is as it was");
        }
    }

    /// Monotonic time of the last step of a long transaction; any thread. A commit takes as long as
    /// the device does, which the journal's own progress tells of.
    long progressNanos() {
        return committing ? System.nanoTime() : progressNanos;
    }

    private <T> T committed(Work<T> work) throws SQLException, IOException {
        boolean done = false;
        try {
            var result = work.run(connection);
            committing = true;
            connection.commit();
            done = true;
            return result;
        } finally {
            progressNanos = System.nanoTime(); // however long the device took
            committing = false;
            if (!done) {
                Database.rollback(connection);
            }
        }
    }

    /// In force; 0 if it is not held.
    static long version(Connection connection, long list) throws SQLException {
        return Database.number(connection, "SELECT version FROM list WHERE id = " + list);
    }

    /// Up to here a signed list is old: the highest that one ever was, but for one that was lost
    /// and is not held again yet. A publisher counts its own versions and does not know of files
    /// that were brought in here meanwhile.
    static long oldVersion(Connection connection, long list) throws SQLException {
        return Database.number(
                connection, "SELECT max(0, signed - (version = 0)) FROM list WHERE id = " + list);
    }

    static int bits(Connection connection, long list) throws SQLException {
        return (int) Database.number(connection, "SELECT bits FROM list WHERE id = " + list);
    }

    /// Its number in the tables; a new one has no version yet.
    static long listId(Connection connection, String name) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO list(name, version, as_of, origin, entries,"
                                + " bits, signed, deny_min) VALUES(?, 0, 0, '', 0, 0, 0, 0)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        try (var query = connection.prepareStatement("SELECT id FROM list WHERE name = ?")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// The list's entries are gone, wherever they came from.
    static void clear(Connection connection, long list) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM bucket WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM rights WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM wallet WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM part WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM published WHERE list = " + list);
        }
    }

    /// Makes what was written the list in force, as the last thing of its transaction.
    ///
    /// @param denyMin what must be denied, at least
    static void switchTo(Connection connection, Held next, int bits, long denyMin)
            throws SQLException {
        var list = next.list();
        try (var update =
                connection.prepareStatement(
                        "UPDATE list SET version = ?, as_of = ?, valid_until = ?, origin = ?,"
                                + " entries = ?, bits = ?, signed = max(signed, ?), deny_min = ?"
                                + " WHERE name = ?")) {
            set(update, 1, list);
            update.setString(4, next.origin());
            update.setLong(5, next.entries());
            update.setInt(6, bits);
            update.setLong(7, next.origin().equals(Registry.LOCAL) ? 0 : list.version());
            update.setLong(8, denyMin);
            update.setString(9, list.name());
            update.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE switched SET count = count + 1");
        }
    }

    /// Sets three columns: version, as of, valid until.
    static void set(PreparedStatement statement, int first, ListVersion list) throws SQLException {
        statement.setLong(first, list.version());
        statement.setLong(first + 1, list.asOf().toEpochMilli());
        if (list.validUntil().isPresent()) {
            statement.setLong(first + 2, list.validUntil().get().toEpochMilli());
        } else {
            statement.setNull(first + 2, Types.INTEGER);
        }
    }

    /// A list's version from four columns: name, version, as of, valid until.
    static ListVersion version(ResultSet rows, int first) throws SQLException {
        return new ListVersion(
                rows.getString(first),
                rows.getLong(first + 1),
                Instant.ofEpochMilli(rows.getLong(first + 2)),
                limit(rows, first + 3));
    }

    /// An instant in milliseconds since the epoch, or none.
    public static Optional<Instant> limit(ResultSet rows, int at) throws SQLException {
        long millis = rows.getLong(at);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public synchronized void close() throws StoreFailed {
        Database.close(connection);
    }
}

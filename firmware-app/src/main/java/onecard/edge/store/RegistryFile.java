package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.store.Registry.Held;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// One SQLite file of lists and its one writer; thread-safe, one transaction at a time. Readers
/// have views of their own.
///
/// A list is its [Bucket]s of entries, and the rights that many entries share, by number. The next
/// version of a list takes the place of the last in one transaction, which also moves `switched`
/// on: readers see one version or the other, never both, and know when to look at the lists anew.
final class RegistryFile implements AutoCloseable {

    /// How the tables below are laid out. A file of another layout is begun anew.
    private static final int LAYOUT = 2;

    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE IF NOT EXISTS list(id INTEGER PRIMARY KEY, name TEXT NOT NULL"
                            + " UNIQUE, version INTEGER NOT NULL, as_of INTEGER NOT NULL,"
                            + " valid_until INTEGER, origin TEXT NOT NULL, entries INTEGER NOT"
                            + " NULL, bits INTEGER NOT NULL, signed INTEGER NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS switched(id INTEGER PRIMARY KEY, count INTEGER NOT"
                            + " NULL)",
                    "INSERT OR IGNORE INTO switched(id, count) VALUES(1, 0)",
                    "CREATE TABLE IF NOT EXISTS rights(id INTEGER PRIMARY KEY, kind INTEGER NOT"
                            + " NULL, groups TEXT NOT NULL, schedule TEXT NOT NULL, deny INTEGER"
                            + " NOT NULL, valid_from INTEGER, valid_until INTEGER)",
                    "CREATE TABLE IF NOT EXISTS bucket(id INTEGER PRIMARY KEY, entries BLOB NOT"
                            + " NULL)",
                    "CREATE TABLE IF NOT EXISTS published(list INTEGER PRIMARY KEY, type TEXT NOT"
                            + " NULL, bits INTEGER NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS part(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL,"
                            + " content BLOB)",
                    "CREATE TABLE IF NOT EXISTS shelf(list INTEGER NOT NULL, sha256 TEXT NOT NULL,"
                            + " content BLOB NOT NULL, PRIMARY KEY(list, sha256)) WITHOUT ROWID",
                    "PRAGMA user_version = " + LAYOUT);

    private final Path path;
    private final Connection connection;
    // Set by whoever stops the daemon, and read by the watchdog, while a transaction runs.
    private volatile boolean stopping;
    private volatile boolean committing;
    private volatile long progressNanos = System.nanoTime();

    private RegistryFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /// Opens or makes it.
    static RegistryFile open(Path path, SynchronousMode synchronous) throws SQLException {
        var connection = Database.writer(path, synchronous);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var each : SCHEMA) {
                statement.execute(each);
            }
        }
        connection.commit();
        return new RegistryFile(path, connection);
    }

    /// Whether it can be opened: it is not there yet, or whole and laid out as here.
    static boolean isFit(Path path) throws SQLException {
        return !Files.exists(path) || (Database.damageAtRest(path).isEmpty() && isLaidOut(path));
    }

    private static boolean isLaidOut(Path path) throws SQLException {
        try (var reader = Database.reader(path)) {
            return Rows.number(reader, "PRAGMA user_version") == LAYOUT
                    || Rows.number(reader, "SELECT count(*) FROM sqlite_schema") == 0;
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
        return held(path);
    }

    /// The same of a file that somebody else may write.
    static List<Held> held(Path path) throws SQLException {
        var held = new ArrayList<Held>();
        try (var reader = Database.reader(path);
                var statement = reader.createStatement();
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

    /// Commits what `work` did; undoes it, whatever ends it otherwise.
    synchronized <T> T write(Work<T> work) throws IOException {
        return StoreFailed.of(() -> committed(work));
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
    /// @throws IOException if the daemon stops; nothing is changed then
    void goOn() throws IOException {
        progressNanos = System.nanoTime();
        if (stopping) {
            throw new IOException("the daemon stops; the list is as it was");
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
            committing = false;
            if (!done) {
                connection.rollback();
            }
        }
    }

    /// In force; 0 if it is not held.
    static long version(Connection connection, long list) throws SQLException {
        return Rows.number(connection, "SELECT version FROM list WHERE id = " + list);
    }

    /// The highest that a signed list ever was; 0 if there was none. A publisher counts its own
    /// versions and does not know of files that were brought in here meanwhile.
    static long signedVersion(Connection connection, long list) throws SQLException {
        return Rows.number(connection, "SELECT signed FROM list WHERE id = " + list);
    }

    static int bits(Connection connection, long list) throws SQLException {
        return (int) Rows.number(connection, "SELECT bits FROM list WHERE id = " + list);
    }

    /// Its number in the tables; a new one has no version yet.
    static long listId(Connection connection, String name) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO list(name, version, as_of, origin, entries,"
                                + " bits, signed) VALUES(?, 0, 0, '', 0, 0, 0)")) {
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
            statement.execute("DELETE FROM part WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM published WHERE list = " + list);
        }
    }

    /// Makes what was written the list in force, as the last thing of its transaction.
    ///
    /// @param origin `local`, or the key that signed it
    static void switchTo(
            Connection connection, ListVersion list, String origin, long entries, int bits)
            throws SQLException {
        try (var update =
                connection.prepareStatement(
                        "UPDATE list SET version = ?, as_of = ?, valid_until = ?, origin = ?,"
                                + " entries = ?, bits = ?, signed = max(signed, ?) WHERE name ="
                                + " ?")) {
            update.setLong(1, list.version());
            update.setLong(2, list.asOf().toEpochMilli());
            if (list.validUntil().isPresent()) {
                update.setLong(3, list.validUntil().get().toEpochMilli());
            } else {
                update.setNull(3, Types.INTEGER);
            }
            update.setString(4, origin);
            update.setLong(5, entries);
            update.setInt(6, bits);
            update.setLong(7, origin.equals(Registry.LOCAL) ? 0 : list.version());
            update.setString(8, list.name());
            update.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE switched SET count = count + 1");
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
    static Optional<Instant> limit(ResultSet rows, int at) throws SQLException {
        long millis = rows.getLong(at);
        return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public synchronized void close() throws StoreFailed {
        boolean _ =
                StoreFailed.unless(
                        () -> {
                            connection.close();
                            return true;
                        });
    }
}

package onecard.edge.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.store.Database;

/// The journal's tables on the one connection that writes them, how large they may grow, and how
/// a transaction ends. Owned by whoever commits.
///
/// Records are never updated; what becomes of them (sent, acknowledged) is kept beside them.
final class JournalDatabase {

    /// More pages than one batch of 64 ever took, and enough for marks, checkpoints and snapshots
    /// of a journal that is full.
    private static final long LAST_PAGES = 128;

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

    private final Connection connection;
    private final long maxBytes;

    JournalDatabase(Connection connection, long maxBytes) throws SQLException {
        this.connection = connection;
        this.maxBytes = maxBytes;
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var table : SCHEMA) {
                statement.execute(table);
            }
        }
        withholdLastPages();
        connection.commit();
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /// With auto-commit off a mere SELECT holds the write lock until somebody ends it. Where it
    /// failed, that failure is what is told, and not that there was nothing to end.
    void endRead() throws SQLException {
        rollback();
    }

    void rollback() throws SQLException {
        Database.rollback(connection);
    }

    /// A few pages beyond the configured size, for work of our own: a full journal could else
    /// never note an ack, never purge, and stay full.
    void grantLastPages() throws SQLException {
        limitPages(LAST_PAGES);
    }

    void withholdLastPages() throws SQLException {
        limitPages(0);
    }

    private void limitPages(long beyond) throws SQLException {
        long pages = maxBytes / Database.PAGE_BYTES + beyond;
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    /// Whether the next batch may not fit into the configured size.
    boolean atLimit() throws SQLException {
        long pages = Database.number(connection, "PRAGMA page_count");
        endRead();
        return (pages + LAST_PAGES) * Database.PAGE_BYTES > maxBytes;
    }

    /// Free pages not counted.
    long usedBytes() throws SQLException {
        long pages =
                Database.number(connection, "PRAGMA page_count")
                        - Database.number(connection, "PRAGMA freelist_count");
        endRead();
        return pages * Database.PAGE_BYTES;
    }

    Optional<String> state(String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT value FROM state WHERE name = ?")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } finally {
            endRead();
        }
    }

    /// Those whose names begin so, in order.
    Map<String, String> states(String beginning) throws SQLException {
        var states = new TreeMap<String, String>();
        try (var query =
                connection.prepareStatement(
                        "SELECT name, value FROM state WHERE substr(name, 1, length(?1)) = ?1")) {
            query.setString(1, beginning);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    states.put(rows.getString(1), rows.getString(2));
                }
            }
        } finally {
            endRead();
        }
        return states;
    }

    /// Within a transaction.
    void keep(String name, String value) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "INSERT INTO state(name, value) VALUES(?, ?)"
                                + " ON CONFLICT(name) DO UPDATE SET value = excluded.value")) {
            row.setString(1, name);
            row.setString(2, value);
            row.executeUpdate();
        }
    }

    void close() throws SQLException {
        connection.close();
    }
}

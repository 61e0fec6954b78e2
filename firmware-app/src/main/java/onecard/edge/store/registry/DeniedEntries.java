package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.lists.DenyList;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Registry.Held;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.tinylog.Logger;

/// What is denied everywhere, in `deny.db` and in memory. The file is one row, which one statement
/// replaces; the value in memory is replaced once the row is on the device, and is what taps look
/// at. Thread-safe.
public final class DeniedEntries implements AutoCloseable {

    /// `reached`: no earlier version is taken, though none may be held.
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE denied(id INTEGER PRIMARY KEY CHECK(id = 1), reached INTEGER NOT"
                            + " NULL, name TEXT NOT NULL, version INTEGER NOT NULL, as_of INTEGER"
                            + " NOT NULL, valid_until INTEGER, origin TEXT NOT NULL, entries BLOB"
                            + " NOT NULL)",
                    "INSERT INTO denied VALUES(1, 0, '" + DenyList.NAME + "', 0, 0, NULL, '', '')");

    private static final Layout LAYOUT =
            new Layout(3, SynchronousMode.FULL, TABLES, List.of(it -> DenyUpgrade.run(it, TABLES)));

    private final Connection connection;
    private final long reached;
    private volatile Denied inForce; // written by one thread at a time, read by every tap

    private DeniedEntries(Connection connection, long reached, Denied inForce) {
        this.connection = connection;
        this.reached = reached;
        this.inForce = inForce;
    }

    /// Opens or makes it.
    ///
    /// @param reached a version that was once in force; no earlier one is taken
    static DeniedEntries open(Path file, long reached) throws SQLException {
        var connection = LAYOUT.writer(file);
        connection.setAutoCommit(true);
        try (var raise =
                connection.prepareStatement("UPDATE denied SET reached = ?1 WHERE reached < ?1")) {
            raise.setLong(1, reached);
            raise.executeUpdate();
        }
        var denied =
                new DeniedEntries(
                        connection,
                        Database.number(connection, "SELECT reached FROM denied"),
                        read(connection));
        denied.endLog();
        return denied;
    }

    /// Why the file at rest is of no use; empty if it is, brought up to our layout.
    ///
    /// @param reached a version that was once in force
    /// @param wanted whether there are lists, so that it must be there, too
    static Optional<String> unfit(Path file, long reached, boolean wanted) throws SQLException {
        var unfit = LAYOUT.unfit(file);
        if (unfit.isPresent()) {
            return unfit;
        }
        if (!Database.isMade(file)) {
            return wanted || reached > 0 ? Optional.of("gone") : Optional.empty();
        }
        try (var reader = Database.reader(file)) {
            return Database.number(reader, "SELECT reached FROM denied") < reached
                    ? Optional.of("without version " + reached)
                    : Optional.empty();
        }
    }

    /// What is in force, for whoever only looks.
    static List<Held> look(Path file) throws SQLException {
        return all(file).held().stream().toList();
    }

    /// The same with all that is denied.
    static Denied all(Path file) throws SQLException {
        try (var reader = Database.look(file)) {
            // The next start brings one of another layout up, or begins it anew.
            return LAYOUT.isOf(reader) ? read(reader) : Denied.NOTHING;
        }
    }

    private static Denied read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT name, version, as_of, valid_until, origin, entries FROM"
                                        + " denied WHERE version > 0")) {
            return row.next()
                    ? Denied.of(RegistryFile.version(row, 1), row.getString(5), row.getBytes(6))
                    : Denied.NOTHING;
        }
    }

    /// The version in force; 0 if nothing is held.
    public long version() {
        return inForce.version();
    }

    /// Whether a version that was in force is lost, and no later one has come: who is denied is not
    /// known.
    public boolean isBehind() {
        return inForce.version() < reached;
    }

    /// The highest that was ever in force.
    long reached() {
        return Math.max(reached, inForce.version());
    }

    /// As it is now.
    Denied inForce() {
        return inForce;
    }

    /// Puts it in force; on the device when this returns, and seen by every tap that looks from
    /// then on. Entries of kinds that nothing here reads are left out.
    ///
    /// @param key that signed it
    /// @return with the number of entries that are in force; empty if it is no later version
    public synchronized Optional<Held> adopt(DenyList deny, String key) throws IOException {
        if (deny.version() <= inForce.version() || deny.version() < reached) {
            return Optional.empty();
        }
        var version =
                new ListVersion(DenyList.NAME, deny.version(), deny.issued(), deny.validUntil());
        var entries =
                deny.entries().stream().flatMap(it -> PublishedEntry.denied(it).stream()).toList();
        var next = Denied.of(version, key, entries);
        return StoreFailed.unless(
                () -> {
                    write(next.held().orElseThrow(), next.bytes());
                    inForce = next;
                    endLog();
                    return next.held();
                });
    }

    private void write(Held held, byte[] entries) throws SQLException {
        try (var replace =
                connection.prepareStatement(
                        "UPDATE denied SET reached = ?1, version = ?1, as_of = ?2, valid_until ="
                                + " ?3, origin = ?4, entries = ?5")) {
            RegistryFile.set(replace, 1, held.list());
            replace.setString(4, held.origin());
            replace.setBytes(5, entries);
            replace.executeUpdate();
        }
    }

    /// The file alone says all: who loses the log beside it loses nothing. Where it cannot be done
    /// now, what is in the log is on the device all the same.
    private void endLog() {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException later) {
            Logger.warn("the log of what is denied is ended later: {}", later.getMessage());
        }
    }

    @Override
    public synchronized void close() throws StoreFailed {
        Database.close(connection);
    }
}

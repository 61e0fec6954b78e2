package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import org.sqlite.SQLiteConfig;

/// `registry.db`: the lists that say who may pass. It can be fetched again, so it is written
/// without waiting for the device, and a damaged one is set aside and begun anew.
///
/// A list is its [Bucket]s of entries, and the rights that many entries share, by number. The next
/// version of a list takes the place of the last in one transaction, which also moves `switched`
/// on: readers see one version or the other, never both, and know when to look at the lists anew.
public final class Registry implements AutoCloseable {

    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE IF NOT EXISTS list(id INTEGER PRIMARY KEY, name TEXT NOT NULL"
                            + " UNIQUE, version INTEGER NOT NULL, as_of INTEGER NOT NULL,"
                            + " valid_until INTEGER, origin TEXT NOT NULL, entries INTEGER NOT"
                            + " NULL, bits INTEGER NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS switched(id INTEGER PRIMARY KEY, count INTEGER NOT"
                            + " NULL)",
                    "INSERT OR IGNORE INTO switched(id, count) VALUES(1, 0)",
                    "CREATE TABLE IF NOT EXISTS rights(id INTEGER PRIMARY KEY, kind INTEGER NOT"
                            + " NULL, groups TEXT NOT NULL, schedule TEXT NOT NULL, deny INTEGER"
                            + " NOT NULL, valid_from INTEGER, valid_until INTEGER)",
                    "CREATE TABLE IF NOT EXISTS bucket(id INTEGER PRIMARY KEY, entries BLOB NOT"
                            + " NULL)");

    /// No limit of validity.
    static final long NEVER = Long.MIN_VALUE;

    /// Rights remembered of one list, some 200 bytes each, while it comes in and while it is read:
    /// more than real lists have (five groups, valid from 250 days until 12 are 15,000), and a
    /// bound on memory where every person has dates of their own. What is forgotten while it comes
    /// in is numbered twice; a list with more is larger and slower, not wrong.
    static final int RIGHTS_KEPT = 16_384;

    private final Path file;
    private final Connection connection;
    private final Optional<Path> setAside;
    private volatile boolean stopping; // set by whoever stops the daemon

    private Registry(Path file, Connection connection, Optional<Path> setAside) {
        this.file = file;
        this.connection = connection;
        this.setAside = setAside;
    }

    /// Opens or makes it; a damaged one is set aside whole.
    public static Registry open(Path file) throws IOException {
        try {
            return opened(file);
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        }
    }

    private static Registry opened(Path file) throws IOException, SQLException {
        Optional<Path> aside = Optional.empty();
        if (Database.damageAtRest(file).isPresent()) {
            aside = Optional.of(Database.setAside(file));
        }
        var connection = Database.writer(file, SQLiteConfig.SynchronousMode.NORMAL);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var table : SCHEMA) {
                statement.execute(table);
            }
            for (var table : PublishedLists.SCHEMA) {
                statement.execute(table);
            }
        }
        connection.commit();
        return new Registry(file, connection, aside);
    }

    /// Where the damaged predecessor went, if there was one.
    public Optional<Path> setAside() {
        return setAside;
    }

    Path file() {
        return file;
    }

    /// The way in for published lists.
    public PublishedLists published() {
        return new PublishedLists(this);
    }

    /// A reader's own view, for its own thread; already warm when this returns.
    public Lists lists() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var view = new RegistryView(Database.reader(file));
                    view.find(CredentialKind.UID, new Token(0, 0));
                    return view;
                });
    }

    /// Every list in force, read beside an import that may run.
    public List<Held> held() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var held = new ArrayList<Held>();
                    try (var reader = Database.reader(file);
                            var statement = reader.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT name, version, as_of, valid_until, origin,"
                                                    + " entries FROM list WHERE version > 0 ORDER"
                                                    + " BY name")) {
                        while (rows.next()) {
                            held.add(
                                    new Held(version(rows, 1), rows.getString(5), rows.getLong(6)));
                        }
                    }
                    return held;
                });
    }

    /// @param origin `local`, or the key that signed it
    public record Held(ListVersion list, String origin, long entries) {}

    /// Brings in the next version of a list: everything `rows` gives, or nothing.
    ///
    /// @param rows gives each entry once
    ListVersion replace(String name, String origin, Instant asOf, Source rows) throws IOException {
        return write(
                _ -> {
                    long id = listId(connection, name);
                    int bits = Bucket.bits(rows.expected());
                    PublishedLists.clear(connection, id);
                    long entries = insert(id, bits, rows);
                    long next = 1 + version(connection, id);
                    var version = new ListVersion(name, next, asOf, Optional.empty());
                    switchTo(version, origin, entries, bits);
                    return version;
                });
    }

    /// Gives up an import that runs, which changes nothing then, and begins none any more: to stop
    /// must not take as long as a million rows.
    public void stopImports() {
        stopping = true;
        synchronized (this) {
            // Whatever ran has ended now.
        }
    }

    static long version(Connection connection, long list) throws SQLException {
        return Rows.number(connection, "SELECT version FROM list WHERE id = " + list);
    }

    static int bits(Connection connection, long list) throws SQLException {
        return (int) Rows.number(connection, "SELECT bits FROM list WHERE id = " + list);
    }

    /// Its number in the tables; a new one has no version yet.
    static long listId(Connection connection, String name) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO list(name, version, as_of, origin, entries,"
                                + " bits) VALUES(?, 0, 0, '', 0, 0)")) {
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

    private long insert(long list, int bits, Source rows) throws SQLException, IOException {
        long count = 0;
        try (var rights = RightsNumbers.anew(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights)) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                if (stopping) {
                    throw new IOException("the daemon stops; the list is as it was");
                }
                writer.put(row.get());
                count++;
            }
            writer.flush();
        }
        return count;
    }

    /// Makes what was written the list in force, as the last thing of its transaction.
    ///
    /// @param origin `local`, or the key that signed it
    void switchTo(ListVersion list, String origin, long entries, int bits) throws SQLException {
        try (var update =
                connection.prepareStatement(
                        "UPDATE list SET version = ?, as_of = ?, valid_until = ?, origin = ?,"
                                + " entries = ?, bits = ? WHERE name = ?")) {
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
            update.setString(7, list.name());
            update.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE switched SET count = count + 1");
        }
    }

    /// One transaction.
    interface Work<T> {
        T run(Connection connection) throws SQLException, IOException;
    }

    /// Commits what `work` did, or undoes it.
    synchronized <T> T write(Work<T> work) throws IOException {
        try {
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | IOException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
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

    /// What many entries share.
    ///
    /// @param groups separated by `;`
    /// @param schedule empty: none of its own
    /// @param fromMillis since the epoch; [#NEVER]: no limit
    /// @param untilMillis since the epoch; [#NEVER]: no limit
    record Rights(
            CredentialKind kind,
            String groups,
            String schedule,
            boolean deny,
            long fromMillis,
            long untilMillis) {}

    /// One row on its way in.
    record NewEntry(Token token, Token subject, Rights rights) {}

    /// Rows until it is empty, in the order of tokens.
    interface Source {

        /// How many there will be, about.
        long expected();

        Optional<NewEntry> next() throws IOException;
    }
}

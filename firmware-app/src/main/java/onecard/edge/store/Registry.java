package onecard.edge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        }
        connection.commit();
        return new Registry(file, connection, aside);
    }

    /// Where the damaged predecessor went, if there was one.
    public Optional<Path> setAside() {
        return setAside;
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
    synchronized ListVersion replace(String name, String origin, Instant asOf, Source rows)
            throws SQLException, IOException {
        try {
            long id = listId(name);
            long version = 1 + Rows.number(connection, "SELECT version FROM list WHERE id = " + id);
            int bits = Bucket.bits(rows.expected());
            execute("DELETE FROM bucket WHERE id " + Bucket.keys(id));
            execute("DELETE FROM rights WHERE id " + Bucket.keys(id));
            long entries = insert(id, bits, rows);
            try (var update =
                    connection.prepareStatement(
                            "UPDATE list SET version = ?, as_of = ?, valid_until = NULL, origin ="
                                    + " ?, entries = ?, bits = ? WHERE id = ?")) {
                update.setLong(1, version);
                update.setLong(2, asOf.toEpochMilli());
                update.setString(3, origin);
                update.setLong(4, entries);
                update.setInt(5, bits);
                update.setLong(6, id);
                update.executeUpdate();
            }
            execute("UPDATE switched SET count = count + 1");
            connection.commit();
            return new ListVersion(name, version, asOf, Optional.empty());
        } catch (SQLException | IOException failed) {
            connection.rollback();
            throw failed;
        }
    }

    /// Gives up an import that runs, which changes nothing then, and begins none any more: to stop
    /// must not take as long as a million rows.
    public void stopImports() {
        stopping = true;
        synchronized (this) {
            // Whatever ran has ended now.
        }
    }

    private long listId(String name) throws SQLException {
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
        long open = -1;
        var entries = ByteBuffer.allocate(Bucket.ENTRY_BYTES);
        try (var numbers = new RightsNumbers(list);
                var insert =
                        connection.prepareStatement(
                                "INSERT INTO bucket(id, entries) VALUES(?, ?)")) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                if (stopping) {
                    throw new IOException("the daemon stops; the list is as it was");
                }
                var entry = row.get();
                long bucket = Bucket.row(list, bits, entry.token());
                if (bucket != open) {
                    close(insert, open, entries);
                    open = bucket;
                }
                entries = roomFor(entries);
                Bucket.append(entries, entry.token(), entry.subject(), numbers.of(entry.rights()));
                count++;
            }
            close(insert, open, entries);
        }
        return count;
    }

    private static void close(PreparedStatement insert, long bucket, ByteBuffer entries)
            throws SQLException {
        if (entries.position() > 0) {
            insert.setLong(1, bucket);
            insert.setBytes(2, Arrays.copyOf(entries.array(), entries.position()));
            insert.executeUpdate();
            entries.clear();
        }
    }

    private static ByteBuffer roomFor(ByteBuffer entries) {
        return entries.remaining() >= Bucket.ENTRY_BYTES
                ? entries
                : ByteBuffer.allocate(entries.capacity() * 2).put(entries.flip());
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
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

    /// Numbers the rights of one list, from 0.
    private final class RightsNumbers implements AutoCloseable {
        private final Map<Rights, Integer> known = new HashMap<>();
        private final PreparedStatement insert;
        private final long list;
        private int next;

        RightsNumbers(long list) throws SQLException {
            this.list = list;
            insert =
                    connection.prepareStatement(
                            "INSERT INTO rights(id, kind, groups, schedule, deny, valid_from,"
                                    + " valid_until) VALUES(?, ?, ?, ?, ?, ?, ?)");
        }

        int of(Rights rights) throws SQLException {
            var number = known.get(rights);
            if (number == null) {
                if (known.size() >= RIGHTS_KEPT) {
                    known.clear();
                }
                number = next++;
                write(number, rights);
                known.put(rights, number);
            }
            return number;
        }

        private void write(int number, Rights rights) throws SQLException {
            insert.setLong(1, Bucket.key(list, number));
            insert.setInt(2, rights.kind().ordinal());
            insert.setString(3, rights.groups());
            insert.setString(4, rights.schedule());
            insert.setInt(5, rights.deny() ? 1 : 0);
            limit(6, rights.fromMillis());
            limit(7, rights.untilMillis());
            insert.executeUpdate();
        }

        private void limit(int at, long millis) throws SQLException {
            if (millis == NEVER) {
                insert.setNull(at, Types.INTEGER);
            } else {
                insert.setLong(at, millis);
            }
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}

package onecard.edge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Token;
import org.sqlite.SQLiteConfig;

/// `registry.db`: the lists that say who may pass. It can be fetched again, so it is written
/// without waiting for the device, and a damaged one is set aside and begun anew.
///
/// An entry's key is kind, token, list, version; one that is being brought in has a version
/// nobody asks for yet, and becomes the list by a single update of `list.version`. Readers
/// therefore see one version or the other, never both.
public final class Registry implements AutoCloseable {

    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE IF NOT EXISTS list(id INTEGER PRIMARY KEY, name TEXT NOT NULL"
                            + " UNIQUE, version INTEGER NOT NULL, as_of INTEGER NOT NULL,"
                            + " valid_until INTEGER, origin TEXT NOT NULL, entries INTEGER NOT"
                            + " NULL)",
                    "CREATE TABLE IF NOT EXISTS rights(id INTEGER PRIMARY KEY, groups TEXT NOT"
                            + " NULL, schedule TEXT NOT NULL, deny INTEGER NOT NULL, UNIQUE(groups,"
                            + " schedule, deny))",
                    // token first: its 16 bytes decide alone in nearly every case
                    "CREATE TABLE IF NOT EXISTS entry(token BLOB NOT NULL, kind INTEGER NOT NULL,"
                            + " list INTEGER NOT NULL, version INTEGER NOT NULL, subject BLOB NOT"
                            + " NULL, valid_from INTEGER, valid_until INTEGER, rights INTEGER NOT"
                            + " NULL, PRIMARY KEY(token, kind, list, version)) WITHOUT ROWID");

    private static final String FIND =
            "SELECT l.name, l.version, l.as_of, l.valid_until, e.subject, e.valid_from,"
                    + " e.valid_until, r.groups, r.schedule, r.deny FROM list l LEFT JOIN entry e"
                    + " ON e.token = ?1 AND e.kind = ?2 AND e.list = l.id AND e.version = l.version"
                    + " LEFT JOIN rights r ON r.id = e.rights WHERE l.version > 0";

    private final Path file;
    private final Connection connection;
    private final Optional<Path> setAside;

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
                    var view = new View(Database.reader(file));
                    view.find(CredentialKind.UID, new Token(0, 0));
                    return view;
                });
    }

    /// Every list in force.
    public synchronized List<Held> held() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var held = new ArrayList<Held>();
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT name, version, as_of, valid_until, origin, entries FROM"
                                                    + " list WHERE version > 0 ORDER BY name")) {
                        while (rows.next()) {
                            held.add(
                                    new Held(
                                            version(
                                                    rows.getString(1),
                                                    rows.getLong(2),
                                                    rows.getLong(3),
                                                    millis(rows, 4)),
                                            rows.getString(5),
                                            rows.getLong(6)));
                        }
                    } finally {
                        connection.rollback();
                    }
                    return held;
                });
    }

    /// @param origin `local`, or the key that signed it
    public record Held(ListVersion list, String origin, long entries) {}

    /// Brings in the next version of a list: everything `rows` gives, or nothing.
    ///
    /// @param rows gives each entry once, best in the order of tokens
    synchronized ListVersion replace(String name, String origin, Instant asOf, Source rows)
            throws SQLException, IOException {
        try {
            long id = listId(name);
            long version = 1 + Rows.number(connection, "SELECT version FROM list WHERE id = " + id);
            long entries = insert(id, version, rows);
            try (var update =
                    connection.prepareStatement(
                            "UPDATE list SET version = ?, as_of = ?, valid_until = NULL, origin ="
                                    + " ?, entries = ? WHERE id = ?")) {
                update.setLong(1, version);
                update.setLong(2, asOf.toEpochMilli());
                update.setString(3, origin);
                update.setLong(4, entries);
                update.setLong(5, id);
                update.executeUpdate();
            }
            connection.commit();
            forget(id, version);
            return version(name, version, asOf.toEpochMilli(), Optional.empty());
        } catch (SQLException | IOException failed) {
            connection.rollback();
            throw failed;
        }
    }

    /// The old version's rows, once nobody can see them any more.
    private void forget(long list, long version) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM entry WHERE list = ? AND version < ?")) {
            delete.setLong(1, list);
            delete.setLong(2, version);
            delete.executeUpdate();
        }
        connection.commit();
    }

    private long listId(String name) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO list(name, version, as_of, origin, entries)"
                                + " VALUES(?, 0, 0, '', 0)")) {
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

    private long insert(long list, long version, Source rows) throws SQLException, IOException {
        long count = 0;
        var rights = new HashMap<Rights, Long>();
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO entry(token, kind, list, version, subject, valid_from,"
                                + " valid_until, rights) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(3, list);
            insert.setLong(4, version);
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                var entry = row.get();
                insert.setBytes(1, entry.token().bytes());
                insert.setInt(2, entry.kind().ordinal());
                insert.setBytes(5, entry.subject().bytes());
                setMillis(insert, 6, entry.from());
                setMillis(insert, 7, entry.until());
                var known = rights.get(entry.rights());
                if (known == null) {
                    known = rightsId(entry.rights());
                    rights.put(entry.rights(), known);
                }
                insert.setLong(8, known);
                insert.executeUpdate();
                count++;
            }
        }
        return count;
    }

    private long rightsId(Rights rights) throws SQLException {
        try (var insert =
                        connection.prepareStatement(
                                "INSERT OR IGNORE INTO rights(groups, schedule, deny) VALUES(?, ?,"
                                        + " ?)");
                var query =
                        connection.prepareStatement(
                                "SELECT id FROM rights WHERE groups = ? AND schedule = ? AND deny"
                                        + " = ?")) {
            for (var statement : List.of(insert, query)) {
                statement.setString(1, rights.groups());
                statement.setString(2, rights.schedule());
                statement.setInt(3, rights.deny() ? 1 : 0);
            }
            insert.executeUpdate();
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void setMillis(PreparedStatement statement, int at, Optional<Instant> instant)
            throws SQLException {
        if (instant.isPresent()) {
            statement.setLong(at, instant.get().toEpochMilli());
        } else {
            statement.setNull(at, java.sql.Types.INTEGER);
        }
    }

    private static Optional<Long> millis(java.sql.ResultSet rows, int at) throws SQLException {
        long value = rows.getLong(at);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static ListVersion version(
            String name, long version, long asOfMillis, Optional<Long> validUntil) {
        return new ListVersion(
                name,
                version,
                Instant.ofEpochMilli(asOfMillis),
                validUntil.map(Instant::ofEpochMilli));
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

    /// What entries of one kind of person share; interned, because a list has a handful of them.
    ///
    /// @param groups separated by `;`
    /// @param schedule empty: none of its own
    record Rights(String groups, String schedule, boolean deny) {}

    /// One row on its way in.
    record NewEntry(
            CredentialKind kind,
            Token token,
            Token subject,
            Optional<Instant> from,
            Optional<Instant> until,
            Rights rights) {}

    /// Rows until it is empty.
    interface Source {
        Optional<NewEntry> next() throws IOException;
    }

    /// One reader's connection. A single statement reads entries and versions, so both are of one
    /// moment.
    private static final class View implements Lists {
        private final Connection connection;
        private final PreparedStatement find;
        private final Map<String, Set<String>> groups = new HashMap<>();

        View(Connection connection) throws SQLException {
            this.connection = connection;
            this.find = connection.prepareStatement(FIND);
        }

        @Override
        public Found find(CredentialKind kind, Token token) {
            var lists = new ArrayList<ListVersion>();
            var entries = new ArrayList<Entry>();
            try {
                find.setBytes(1, token.bytes());
                find.setInt(2, kind.ordinal());
                try (var rows = find.executeQuery()) {
                    while (rows.next()) {
                        var list =
                                version(
                                        rows.getString(1),
                                        rows.getLong(2),
                                        rows.getLong(3),
                                        millis(rows, 4));
                        lists.add(list);
                        var subject = rows.getBytes(5);
                        if (subject != null) {
                            var schedule = rows.getString(9);
                            entries.add(
                                    new Entry(
                                            list,
                                            Token.of(subject),
                                            groups.computeIfAbsent(rows.getString(8), View::split),
                                            millis(rows, 6).map(Instant::ofEpochMilli),
                                            millis(rows, 7).map(Instant::ofEpochMilli),
                                            Optional.of(schedule).filter(name -> !name.isEmpty()),
                                            rows.getInt(10) == 1));
                        }
                    }
                }
            } catch (SQLException failed) {
                throw new IllegalStateException("the registry cannot be read", failed);
            }
            return new Found(entries, lists);
        }

        private static Set<String> split(String groups) {
            return groups.isEmpty() ? Set.of() : Set.of(groups.split(";"));
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /// Orders tokens as their bytes stand in the table.
    static int compare(Token left, Token right) {
        return ByteBuffer.wrap(left.bytes()).compareTo(ByteBuffer.wrap(right.bytes()));
    }
}

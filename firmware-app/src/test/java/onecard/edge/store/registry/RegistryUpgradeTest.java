package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.Publisher;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;
import onecard.edge.store.registry.PublishedLists.Adoption.Old;
import onecard.edge.store.registry.Registry.Held;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/// An update of the software loses no list, and lets no earlier one in (I45, I77).
class RegistryUpgradeTest {

    /// Of both files before layout 3.
    private static final List<String> LAYOUT_2 =
            List.of(
                    "CREATE TABLE list(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version"
                            + " INTEGER NOT NULL, as_of INTEGER NOT NULL, valid_until INTEGER,"
                            + " origin TEXT NOT NULL, entries INTEGER NOT NULL, bits INTEGER NOT"
                            + " NULL, signed INTEGER NOT NULL)",
                    "CREATE TABLE switched(id INTEGER PRIMARY KEY, count INTEGER NOT NULL)",
                    "INSERT INTO switched(id, count) VALUES(1, 5)",
                    "CREATE TABLE rights(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, groups TEXT"
                            + " NOT NULL, schedule TEXT NOT NULL, deny INTEGER NOT NULL, valid_from"
                            + " INTEGER, valid_until INTEGER)",
                    "CREATE TABLE bucket(id INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
                    "CREATE TABLE published(list INTEGER PRIMARY KEY, type TEXT NOT NULL, bits"
                            + " INTEGER NOT NULL)",
                    "CREATE TABLE part(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB)",
                    "CREATE TABLE shelf(list INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB"
                            + " NOT NULL, PRIMARY KEY(list, sha256)) WITHOUT ROWID",
                    "PRAGMA user_version = 2");

    private static final String KEY = "ed25519:key";
    private static final Instant FROM = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final Token LOW = new Token(1, 2);
    private static final Token HIGH = new Token(-1, 3);

    @TempDir Path dir;

    @BeforeEach
    void beforeTheUpdate() throws Exception {
        try (var lists = file("registry.db")) {
            list(lists, "'staff', 7, 1000, NULL, '" + KEY + "', 2, 1, 7");
            list(lists, "'demo', 8, 2000, 3000, 'local', 0, 0, 6");
            rights(lists, 0, "'staff'", "''", 0, "NULL");
            bucket(lists, 0, LOW, 0);
            bucket(lists, 1, HIGH, 0);
        }
        try (var denied = file("deny.db")) {
            list(denied, "'deny', 9, 4000, 5000, '" + KEY + "', 2, 1, 9");
            rights(denied, 0, "''", "''", 1, "NULL");
            rights(denied, 1, "''", "''", 1, Long.toString(FROM.toEpochMilli()));
            bucket(denied, 0, LOW, 0);
            bucket(denied, 1, HIGH, 1);
        }
    }

    @Test
    void whatWasInForceIsAfterIt() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (var registry = open();
                    var lists = registry.lists()) {
                assertEquals(List.of(), registry.losses());
                assertEquals(
                        List.of("demo 8 local", "deny 9 " + KEY, "staff 7 " + KEY),
                        registry.held().stream().map(RegistryUpgradeTest::text).toList());
                assertEquals(List.of(true, false), denied(lists, LOW));
                assertEquals(List.of(true, false), denied(lists, HIGH));
                var high = lists.find(CredentialKind.SSC, HIGH);
                assertEquals(Optional.of(FROM), high.entries().getFirst().from());
                assertEquals(
                        Optional.of(Instant.ofEpochMilli(5000)),
                        high.lists().getFirst().validUntil());
                assertEquals(List.of(), lists.find(CredentialKind.UID, LOW).entries());
            }
        }
    }

    @Test
    void noEarlierVersionIsTakenAfterIt() throws Exception {
        var publisher = new Publisher("hall", 17);
        try (var registry = open()) {
            assertEquals(Map.of("staff", 7L, "demo", 6L, "deny", 9L), registry.reached());
            var head = publisher.people("staff", 6, publisher.people(3), 0);
            assertInstanceOf(Old.class, registry.published().adopt(head, KEY));
            assertEquals(Optional.empty(), registry.denied().adopt(deny(8), KEY));
            assertEquals(10, registry.denied().adopt(deny(10), KEY).orElseThrow().list().version());
        }
    }

    /// Then the daemon starts all the same, and tells of it once.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.db: ALTER TABLE list DROP COLUMN signed", // as that layout was at first
                "deny.db: ALTER TABLE list DROP COLUMN signed",
                "deny.db: DROP TABLE shelf",
                "deny.db: DELETE FROM rights",
                "deny.db: UPDATE bucket SET entries = entries || zeroblob(5)",
                "deny.db: UPDATE bucket SET entries = CAST(substr(entries, 1, 7) AS BLOB)"
            })
    void whatCannotBeBroughtUpIsSetAsideAsItWas(String damage) throws Exception {
        var name = damage.substring(0, damage.indexOf(':'));
        change(name, damage.substring(damage.indexOf(':') + 1));
        var before = shape(dir.resolve(name));
        try (var registry = open()) {
            assertEquals(
                    name
                            + ": not to be brought up to layout "
                            + (name.equals("deny.db") ? 3 : 6)
                            + ", now "
                            + name
                            + ".damaged-1",
                    registry.losses().getLast().text());
            assertEquals(name.equals("deny.db") ? 0 : 1, registry.held().size());
        }
        assertEquals(before, shape(dir.resolve(name + ".damaged-1")));
        try (var registry = open()) {
            assertEquals(List.of(), registry.losses());
        }
    }

    @Test
    void aFullDiskIsNoFaultOfTheFile() throws Exception {
        var file = dir.resolve("registry.db");
        var before = shape(file);
        var onAFullDisk =
                new Layout(
                        3,
                        SynchronousMode.NORMAL,
                        List.of(),
                        List.of(
                                connection ->
                                        Layout.run(
                                                connection,
                                                List.of(
                                                        "DROP TABLE bucket",
                                                        "PRAGMA max_page_count = 1",
                                                        "INSERT INTO shelf VALUES(1, '',"
                                                                + " zeroblob(9999999))"))));
        var full = assertThrows(SQLException.class, () -> onAFullDisk.unfit(file));

        assertEquals(SQLiteErrorCode.SQLITE_FULL.code, full.getErrorCode());
        assertEquals(before, shape(file));
        whatWasInForceIsAfterIt();
    }

    private void change(String name, String command) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve(name))) {
            Layout.run(connection, List.of(command));
        }
    }

    /// Its layout by number, and what it consists of.
    private static String shape(Path file) throws SQLException {
        try (var connection = Database.reader(file);
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT user_version || group_concat(sql) FROM sqlite_schema,"
                                        + " pragma_user_version")) {
            return row.getString(1);
        }
    }

    private Registry open() throws Exception {
        return Registry.open(dir.resolve("registry.db"));
    }

    private static DenyList deny(long version) {
        return new DenyList("hall", version, Publisher.ISSUED, Optional.empty(), List.of());
    }

    private static String text(Held held) {
        return held.list().name() + " " + held.list().version() + " " + held.origin();
    }

    private static List<Boolean> denied(Lists lists, Token token) {
        return lists.find(CredentialKind.SSC, token).entries().stream().map(Entry::deny).toList();
    }

    private Connection file(String name) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve(name));
        Layout.run(connection, LAYOUT_2);
        return connection;
    }

    private static void list(Connection connection, String columns) throws SQLException {
        Layout.run(
                connection,
                List.of(
                        "INSERT INTO list(name, version, as_of, valid_until, origin, entries, bits,"
                                + " signed) VALUES("
                                + columns
                                + ")"));
    }

    private static void rights(
            Connection connection,
            int number,
            String groups,
            String schedule,
            int deny,
            String from)
            throws SQLException {
        var columns =
                "%d, %d, %s, %s, %d, %s, NULL"
                        .formatted(
                                Bucket.key(1, number),
                                CredentialKind.SSC.ordinal(),
                                groups,
                                schedule,
                                deny,
                                from);
        Layout.run(connection, List.of("INSERT INTO rights VALUES(" + columns + ")"));
    }

    /// Of the first list, of one bit.
    private static void bucket(Connection connection, int number, Token token, int rights)
            throws SQLException {
        var entry = ByteBuffer.allocate(Bucket.ENTRY_BYTES);
        Bucket.append(entry, token, token, rights);
        try (var insert = connection.prepareStatement("INSERT INTO bucket VALUES(?, ?)")) {
            insert.setLong(1, Bucket.key(1, number));
            insert.setBytes(2, entry.array());
            insert.executeUpdate();
        }
    }
}

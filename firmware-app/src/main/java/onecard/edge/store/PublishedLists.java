package onecard.edge.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Packed;
import onecard.edge.store.Registry.NewEntry;
import onecard.edge.store.Registry.Rights;

/// Published lists on their way into the registry. Buckets are kept on a shelf as they arrive, in
/// any order, over restarts; once all that a head names are there, one transaction makes them the
/// list in force. Of a list whose head comes anew only what has changed is fetched and written.
/// Thread-safe; one transaction at a time.
public final class PublishedLists {

    static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE IF NOT EXISTS published(list INTEGER PRIMARY KEY, type TEXT NOT"
                            + " NULL, bits INTEGER NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS part(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL,"
                            + " content BLOB)",
                    "CREATE TABLE IF NOT EXISTS shelf(sha256 TEXT PRIMARY KEY, list INTEGER NOT"
                            + " NULL, content BLOB NOT NULL)");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private final Registry registry;

    PublishedLists(Registry registry) {
        this.registry = registry;
    }

    /// The list is signed, and yet not one: its publisher's fault. The list in force stays.
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /// A reader's own view of lists of other types than `people`.
    public PublishedView view() throws IOException {
        return StoreFailed.unless(() -> new PublishedView(registry.file()));
    }

    /// The version in force; 0 if the list is not held.
    public long version(String list) throws IOException {
        return registry.write(
                connection -> {
                    try (var query =
                            connection.prepareStatement(
                                    "SELECT version FROM list WHERE name = ?")) {
                        query.setString(1, list);
                        try (var row = query.executeQuery()) {
                            return row.next() ? row.getLong(1) : 0;
                        }
                    }
                });
    }

    /// The buckets that must be fetched before `head` can be adopted. What was on the shelf for
    /// another version of its list is dropped.
    public Set<String> missing(ListHead head) throws IOException {
        return registry.write(
                connection -> {
                    long list = Registry.listId(connection, head.list());
                    var missing = new HashSet<String>();
                    head.buckets().forEach(part -> missing.add(part.sha256()));
                    dropFromShelf(connection, list, Set.copyOf(missing));
                    missing.remove(ListBucket.EMPTY);
                    missing.removeAll(held(connection, list, head).values());
                    missing.removeAll(shelved(connection));
                    return Set.copyOf(missing);
                });
    }

    /// Keeps a bucket.
    ///
    /// @param plain as it hashes
    public void shelve(String list, byte[] plain) throws IOException {
        registry.write(
                connection -> {
                    try (var insert =
                            connection.prepareStatement(
                                    "INSERT OR IGNORE INTO shelf(sha256, list, content) VALUES(?,"
                                            + " ?, ?)")) {
                        insert.setString(1, ListBucket.sha256(plain));
                        insert.setLong(2, Registry.listId(connection, list));
                        insert.setBytes(3, Packed.of(plain));
                        return insert.executeUpdate();
                    }
                });
    }

    /// Makes it the list in force, all of it or nothing.
    ///
    /// @param key that signed it
    /// @return empty if a version as high is in force
    /// @throws Malformed if a bucket is none, or not there
    public Optional<ListVersion> adopt(ListHead head, String key) throws IOException {
        return registry.write(
                connection -> {
                    long list = Registry.listId(connection, head.list());
                    if (Registry.version(connection, list) >= head.version()) {
                        return Optional.empty();
                    }
                    var held = held(connection, list, head);
                    if (held.isEmpty()) {
                        clear(connection, list);
                    }
                    int bits =
                            head.type() == ListType.PEOPLE
                                    ? people(connection, list, head, held)
                                    : others(connection, list, head, held);
                    published(connection, list, head.type(), head.bits());
                    dropFromShelf(connection, list, Set.of());
                    var version =
                            new ListVersion(
                                    head.list(), head.version(), head.issued(), head.validUntil());
                    registry.switchTo(version, key, head.entries(), bits);
                    return Optional.of(version);
                });
    }

    /// The same for what is denied everywhere.
    public Optional<ListVersion> adopt(DenyList deny, String key) throws IOException {
        return registry.write(
                connection -> {
                    long list = Registry.listId(connection, DenyList.NAME);
                    if (Registry.version(connection, list) >= deny.version()) {
                        return Optional.empty();
                    }
                    clear(connection, list);
                    int bits = Bucket.bits(deny.entries().size());
                    try (var rights = RightsNumbers.anew(connection, list);
                            var writer = new BucketWriter(connection, list, bits, rights)) {
                        for (var entry : deny.entries()) {
                            writer.put(denied(entry));
                        }
                        writer.flush();
                    }
                    var version =
                            new ListVersion(
                                    DenyList.NAME,
                                    deny.version(),
                                    deny.issued(),
                                    deny.validUntil());
                    registry.switchTo(version, key, deny.entries().size(), bits);
                    return Optional.of(version);
                });
    }

    /// What the list in force consists of, by number, as far as `head`'s buckets are cut alike.
    private static Map<Integer, String> held(Connection connection, long list, ListHead head)
            throws SQLException {
        var held = new HashMap<Integer, String>();
        try (var query =
                connection.prepareStatement(
                        "SELECT part.id, sha256 FROM published JOIN part ON part.id "
                                + Bucket.keys(list)
                                + " WHERE list = ? AND bits = ? AND type = ?")) {
            query.setLong(1, list);
            query.setInt(2, head.bits());
            query.setString(3, head.type().wire());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    held.put((int) (rows.getLong(1) - Bucket.key(list, 0)), rows.getString(2));
                }
            }
        }
        return held;
    }

    private static Set<String> shelved(Connection connection) throws SQLException {
        var shelved = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sha256 FROM shelf")) {
            while (rows.next()) {
                shelved.add(rows.getString(1));
            }
        }
        return shelved;
    }

    private static void dropFromShelf(Connection connection, long list, Set<String> but)
            throws SQLException {
        try (var query = connection.prepareStatement("SELECT sha256 FROM shelf WHERE list = ?");
                var delete = connection.prepareStatement("DELETE FROM shelf WHERE sha256 = ?")) {
            query.setLong(1, list);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (!but.contains(rows.getString(1))) {
                        delete.setString(1, rows.getString(1));
                        delete.addBatch();
                    }
                }
            }
            delete.executeBatch();
        }
    }

    static void clear(Connection connection, long list) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM bucket WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM rights WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM part WHERE id " + Bucket.keys(list));
            statement.execute("DELETE FROM published WHERE list = " + list);
        }
    }

    private static void published(Connection connection, long list, ListType type, int bits)
            throws SQLException {
        try (var upsert =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO published(list, type, bits) VALUES(?, ?, ?)")) {
            upsert.setLong(1, list);
            upsert.setString(2, type.wire());
            upsert.setInt(3, bits);
            upsert.executeUpdate();
        }
    }

    /// Entries become what a tap looks up. Returns the bits of those buckets, which are smaller.
    private static int people(
            Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException, IOException {
        int bits =
                held.isEmpty()
                        ? Math.max(Bucket.bits(head.entries()), head.bits())
                        : Registry.bits(connection, list);
        int smaller = bits - head.bits();
        try (var rights = RightsNumbers.goingOn(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights);
                var delete =
                        connection.prepareStatement("DELETE FROM bucket WHERE id BETWEEN ? AND ?");
                var parts = new Parts(connection, list, held)) {
            for (int number = 0; number < head.buckets().size(); number++) {
                var part = head.buckets().get(number);
                if (parts.same(number, part)) {
                    continue;
                }
                delete.setLong(1, Bucket.key(list, (long) number << smaller));
                delete.setLong(2, Bucket.key(list, ((long) number + 1) << smaller) - 1);
                delete.executeUpdate();
                for (var entry : parts.entries(head, number)) {
                    writer.put(person(entry));
                }
                parts.keep(number, part, Optional.empty());
            }
            writer.flush();
            rights.sweep();
        }
        return bits;
    }

    /// Kept as they came: whoever wants an entry looks into its bucket.
    private static int others(
            Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException, IOException {
        try (var parts = new Parts(connection, list, held)) {
            for (int number = 0; number < head.buckets().size(); number++) {
                var part = head.buckets().get(number);
                if (!parts.same(number, part)) {
                    var _ = parts.entries(head, number);
                    parts.keep(number, part, Optional.of(parts.content(part)));
                }
            }
        }
        return head.bits();
    }

    private static NewEntry person(ListEntry entry) throws Malformed {
        var json = entry.json();
        return new NewEntry(
                entry.token(),
                json.text("subject")
                        .flatMap(Token::parse)
                        .orElseThrow(() -> new Malformed("an entry without a subject")),
                new Rights(
                        kind(entry),
                        groups(json),
                        schedule(json),
                        deny(json),
                        limit(json, "from"),
                        limit(json, "until")));
    }

    private static NewEntry denied(ListEntry entry) throws Malformed {
        return new NewEntry(
                entry.token(),
                entry.token(), // whose it is does not matter
                new Rights(kind(entry), "", "", true, limit(entry.json(), "from"), Registry.NEVER));
    }

    private static CredentialKind kind(ListEntry entry) throws Malformed {
        return CredentialKind.ofWire(entry.kind())
                .orElseThrow(() -> new Malformed("an entry of kind " + entry.kind()));
    }

    /// What stands there and cannot be understood must not count as absent, which allows more.
    private static String groups(Json.Obj json) throws Malformed {
        if (json.get("groups").isEmpty()) {
            return "";
        }
        var names = new TreeSet<String>();
        for (var item : json.array("groups").map(Json.Arr::items).orElse(List.of())) {
            if (!(item instanceof Json.Str(var name)) || !NAME.matcher(name).matches()) {
                throw new Malformed("an entry with a group that is no name");
            }
            names.add(name);
        }
        return String.join(";", names);
    }

    private static String schedule(Json.Obj json) throws Malformed {
        if (json.get("schedule").isEmpty()) {
            return "";
        }
        return json.text("schedule")
                .filter(name -> NAME.matcher(name).matches())
                .orElseThrow(() -> new Malformed("an entry with a schedule that is no name"));
    }

    private static boolean deny(Json.Obj json) throws Malformed {
        if (json.get("deny").isEmpty()) {
            return false;
        }
        return json.bool("deny")
                .orElseThrow(() -> new Malformed("an entry whose deny is neither true nor false"));
    }

    private static long limit(Json.Obj json, String name) throws Malformed {
        if (json.get(name).isEmpty()) {
            return Registry.NEVER;
        }
        return json.text(name)
                .flatMap(ListHead::instant)
                .orElseThrow(() -> new Malformed("an entry whose " + name + " is no time"))
                .toEpochMilli();
    }

    /// The buckets of one head as they are taken over.
    private static final class Parts implements AutoCloseable {
        private final Connection connection;
        private final java.sql.PreparedStatement upsert;
        private final long list;
        private final Map<Integer, String> held;

        Parts(Connection connection, long list, Map<Integer, String> held) throws SQLException {
            this.connection = connection;
            this.list = list;
            this.held = held;
            upsert =
                    connection.prepareStatement(
                            "INSERT OR REPLACE INTO part(id, sha256, content) VALUES(?, ?, ?)");
        }

        boolean same(int number, ListHead.Part part) {
            return part.sha256().equals(held.get(number));
        }

        List<ListEntry> entries(ListHead head, int number) throws SQLException, Malformed {
            var part = head.buckets().get(number);
            var plain = Packed.open(content(part), ListBucket.BYTES_MAX).orElse(new byte[0]);
            return ListBucket.read(plain, head.bits(), number)
                    .filter(entries -> entries.size() == part.count())
                    .orElseThrow(() -> new Malformed("bucket " + number + " is none"));
        }

        byte[] content(ListHead.Part part) throws SQLException, Malformed {
            if (part.sha256().equals(ListBucket.EMPTY)) {
                return ListBucket.bytes(List.of());
            }
            try (var query =
                    connection.prepareStatement("SELECT content FROM shelf WHERE sha256 = ?")) {
                query.setString(1, part.sha256());
                try (var row = query.executeQuery()) {
                    if (!row.next()) {
                        throw new Malformed("bucket " + part.sha256() + " is not there");
                    }
                    return row.getBytes(1);
                }
            }
        }

        void keep(int number, ListHead.Part part, Optional<byte[]> content) throws SQLException {
            upsert.setLong(1, Bucket.key(list, number));
            upsert.setString(2, part.sha256());
            upsert.setBytes(3, content.orElse(null));
            upsert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            upsert.close();
        }
    }
}

package onecard.edge.store.registry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.ListVersion;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.ListType;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Registry.Held;

/// Published lists on their way into the registry. Buckets are kept on a shelf as they arrive, in
/// any order, over restarts; once all that a head names are there, one transaction makes them the
/// list in force. Of a list whose head comes anew only what has changed is fetched and written.
/// Thread-safe; one transaction at a time.
public final class PublishedLists {

    private final RegistryFile file;

    PublishedLists(RegistryFile file) {
        this.file = file;
    }

    /// The list is signed, and yet not one: its publisher's fault. The list in force stays.
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /// What became of a head.
    public sealed interface Adoption {

        /// It is the list in force, all of it.
        record InForce(ListVersion list) implements Adoption {}

        /// A signed version as high is in force, or was before a file of ours.
        record Old() implements Adoption {}

        /// Nothing was changed, for want of these buckets.
        record Lacks(Set<String> buckets) implements Adoption {}
    }

    /// A reader's own view of lists of wallets.
    public WalletView wallets() throws StoreFailed {
        return StoreFailed.unless(() -> new WalletView(file.path()));
    }

    /// A reader's own view of one list that is remembered whole.
    ///
    /// @param type of which nothing is looked up in the tables: neither people nor wallets
    public WholeList whole(String list, ListType type) throws StoreFailed {
        return StoreFailed.unless(() -> new WholeList(file.path(), list, type));
    }

    /// Up to here a version that comes is old; 0 if none is.
    public long oldVersion(String list) throws IOException {
        return file.write(
                connection ->
                        RegistryFile.oldVersion(connection, RegistryFile.listId(connection, list)));
    }

    /// The buckets that must be fetched before `head` can be adopted.
    public Set<String> missing(ListHead head) throws IOException {
        return file.write(
                connection -> {
                    long list = RegistryFile.listId(connection, head.list());
                    return missing(head, new Shelf(connection, list), held(connection, list, head));
                });
    }

    private static Set<String> missing(ListHead head, Shelf shelf, Map<Integer, String> held)
            throws SQLException {
        var missing = new HashSet<>(head.names());
        missing.removeAll(held.values());
        missing.removeAll(shelf.names());
        return Set.copyOf(missing);
    }

    /// Keeps a bucket.
    ///
    /// @param wire as it came, packed or not; what is inside has that hash
    public void shelve(String list, String sha256, byte[] wire) throws IOException {
        boolean _ =
                file.write(
                        connection -> {
                            shelf(connection, list).put(sha256, wire);
                            return true;
                        });
    }

    /// Gives up buckets that came for versions that nobody waits for any more.
    ///
    /// @param wanted all others
    public void keepOnShelf(String list, Set<String> wanted) throws IOException {
        boolean _ =
                file.write(
                        connection -> {
                            shelf(connection, list).keep(wanted);
                            return true;
                        });
    }

    private static Shelf shelf(Connection connection, String list) throws SQLException {
        return new Shelf(connection, RegistryFile.listId(connection, list));
    }

    /// Makes it the list in force, all of it or nothing.
    ///
    /// @param key that signed it
    /// @throws Malformed if a bucket is none
    public Adoption adopt(ListHead head, String key) throws IOException {
        return file.writeThrough(connection -> adopted(connection, head, key));
    }

    private Adoption adopted(Connection connection, ListHead head, String key)
            throws SQLException, IOException {
        long list = RegistryFile.listId(connection, head.list());
        if (RegistryFile.oldVersion(connection, list) >= head.version()) {
            return new Adoption.Old();
        }
        var held = held(connection, list, head);
        var shelf = new Shelf(connection, list);
        // Another way in may have changed what is held since this head came.
        var missing = missing(head, shelf, held);
        if (!missing.isEmpty()) {
            return new Adoption.Lacks(missing);
        }
        if (held.isEmpty()) {
            RegistryFile.clear(connection, list);
        }
        int bits =
                switch (head.type()) {
                    case PEOPLE, OPERATORS, PLATES -> people(connection, list, head, held);
                    case WALLETS -> wallets(connection, list, head, held);
                    case ROSTER, PASSES, ORDERS, PRICES -> others(connection, list, head, held);
                };
        published(connection, list, head.type(), head.bits());
        var version =
                new ListVersion(head.list(), head.version(), head.issued(), head.validUntil());
        RegistryFile.switchTo(
                connection, new Held(version, key, head.entries()), bits, head.denyMin());
        return new Adoption.InForce(version);
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

    static void published(Connection connection, long list, ListType type, int bits)
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

    /// Entries become what a tap looks up.
    ///
    /// @return the bits of those rows, which are smaller than what was published
    private int people(Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException, IOException {
        int bits = bits(connection, list, head, held);
        try (var rights = RightsNumbers.goingOn(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights);
                var parts = new ListParts(connection, list, head, held)) {
            for (int number : parts.changed()) {
                file.goOn();
                parts.dropRows(number, "bucket", bits);
                for (var person : parts.people(number)) {
                    writer.put(person);
                }
                parts.keep(number, Optional.empty());
            }
            writer.flush();
            rights.sweep();
        }
        return bits;
    }

    /// The same of what a till looks up.
    private int wallets(Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException, IOException {
        int bits = bits(connection, list, head, held);
        try (var writer = new WalletWriter(connection, list, bits);
                var parts = new ListParts(connection, list, head, held)) {
            for (int number : parts.changed()) {
                file.goOn();
                parts.dropRows(number, "wallet", bits);
                for (var entry : parts.entries(number)) {
                    writer.put(PublishedEntry.wallet(entry));
                }
                parts.keep(number, Optional.empty());
            }
            writer.flush();
        }
        return bits;
    }

    private static int bits(
            Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException {
        return held.isEmpty()
                ? Math.max(Bucket.bits(head.entries()), head.bits())
                : RegistryFile.bits(connection, list);
    }

    /// Kept as they came, until somebody looks anything up in them.
    private int others(Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException, IOException {
        try (var parts = new ListParts(connection, list, head, held)) {
            for (int number : parts.changed()) {
                file.goOn();
                var _ = parts.entries(number);
                parts.keep(number, Optional.of(parts.content(number)));
            }
        }
        return head.bits();
    }
}

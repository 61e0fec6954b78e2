package onecard.edge.store.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Packed;
import onecard.edge.store.Layout;
import org.tinylog.Logger;

/// Brings `registry.db` up from layout 3, where a list of wallets was kept in the buckets that it
/// came in, and a look-up unpacked one of them.
final class WalletUpgrade {

    static final String TABLE =
            "CREATE TABLE wallet(id INTEGER PRIMARY KEY, entries BLOB NOT NULL)";

    private WalletUpgrade() {}

    /// @param bits of the buckets that it came in
    private record Before(long id, String name, long entries, int bits) {}

    static void run(Connection connection) throws SQLException {
        Layout.run(connection, List.of(TABLE));
        for (var list : lists(connection)) {
            if (!broughtUp(connection, list)) {
                // What it says of others holds no less, and it is fetched again like one not held.
                Logger.error("the list {} is damaged and must come anew", list.name());
                RegistryFile.clear(connection, list.id());
                Layout.run(
                        connection, List.of("UPDATE list SET version = 0 WHERE id = " + list.id()));
            }
        }
        Layout.run(connection, List.of("UPDATE switched SET count = count + 1"));
    }

    private static List<Before> lists(Connection connection) throws SQLException {
        var lists = new ArrayList<Before>();
        try (var query =
                connection.prepareStatement(
                        "SELECT l.id, l.name, l.entries, p.bits FROM list l JOIN published p ON"
                                + " p.list = l.id WHERE p.type = ?")) {
            query.setString(1, ListType.WALLETS.wire());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lists.add(
                            new Before(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    rows.getLong(3),
                                    rows.getInt(4)));
                }
            }
        }
        return lists;
    }

    private static boolean broughtUp(Connection connection, Before list) throws SQLException {
        int bits = Math.max(Bucket.bits(list.entries()), list.bits());
        try (var writer = new WalletWriter(connection, list.id(), bits);
                var query = connection.prepareStatement("SELECT content FROM part WHERE id = ?")) {
            for (int number = 0; number < 1 << list.bits(); number++) {
                var entries = bucket(query, list, number);
                if (entries.isEmpty()) {
                    return false;
                }
                for (var entry : entries.get()) {
                    writer.put(PublishedEntry.wallet(entry));
                }
            }
            writer.flush();
        }
        Layout.run(
                connection,
                List.of(
                        "UPDATE list SET bits = " + bits + " WHERE id = " + list.id(),
                        "UPDATE part SET content = NULL WHERE id " + Bucket.keys(list.id())));
        return true;
    }

    /// Empty if it cannot be read.
    private static Optional<List<ListEntry>> bucket(
            PreparedStatement query, Before list, int number) throws SQLException {
        query.setLong(1, Bucket.key(list.id(), number));
        try (var row = query.executeQuery()) {
            return Optional.ofNullable(row.next() ? row.getBytes(1) : null)
                    .flatMap(packed -> Packed.open(packed, ListBucket.BYTES_MAX))
                    .flatMap(plain -> ListBucket.read(plain, list.bits(), number));
        }
    }
}

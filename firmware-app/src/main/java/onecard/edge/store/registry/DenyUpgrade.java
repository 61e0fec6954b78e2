package onecard.edge.store.registry;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import onecard.edge.store.Database;
import onecard.edge.store.Layout;

/// Brings `deny.db` up from layout 2, where what is denied was a list like any other, in tables as
/// those of [RegistryFile].
final class DenyUpgrade {

    private static final int TOKEN_BYTES = 16;

    private DenyUpgrade() {}

    /// @param tables that take the place of those
    static void run(Connection connection, List<String> tables) throws SQLException {
        Layout.run(connection, tables);
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO denied SELECT 1, signed, name, version, as_of,"
                                + " valid_until, origin, ? FROM list")) {
            insert.setBytes(1, entries(connection));
            insert.executeUpdate();
        }
        Layout.run(
                connection,
                List.of(
                        "DROP TABLE list",
                        "DROP TABLE switched",
                        "DROP TABLE rights",
                        "DROP TABLE bucket",
                        "DROP TABLE published",
                        "DROP TABLE part",
                        "DROP TABLE shelf"));
    }

    /// All of them as [Denied] has them, in the order of tokens.
    private static byte[] entries(Connection connection) throws SQLException {
        long bytes = Database.number(connection, "SELECT sum(length(entries)) FROM bucket");
        var entries = ByteBuffer.allocate((int) bytes / Bucket.ENTRY_BYTES * Denied.ENTRY_BYTES);
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT list.id, bucket.entries FROM list JOIN bucket ORDER BY"
                                        + " bucket.id");
                var rights =
                        connection.prepareStatement(
                                "SELECT kind, coalesce(valid_from, ?) FROM rights WHERE id = ?")) {
            rights.setLong(1, Registry.NEVER);
            while (rows.next()) {
                long list = rows.getLong(1);
                var bucket = rows.getBytes(2);
                for (int at = 0; at < bucket.length; at += Bucket.ENTRY_BYTES) {
                    entries.put(bucket, at, TOKEN_BYTES);
                    rights.setLong(2, Bucket.key(list, Bucket.rights(bucket, at)));
                    kindAndFrom(rights, entries);
                }
            }
        }
        return entries.array();
    }

    private static void kindAndFrom(PreparedStatement rights, ByteBuffer entries)
            throws SQLException {
        try (var row = rights.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("an entry names rights that are not there");
            }
            entries.putLong(row.getLong(1)).putLong(row.getLong(2));
        }
    }
}

package onecard.edge.store.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Buckets of one list that have come and are not in force yet, by their hash. For one transaction.
final class Shelf {

    private final Connection connection;
    private final long list;

    Shelf(Connection connection, long list) {
        this.connection = connection;
        this.list = list;
    }

    /// @param wire as it came: packing is most of the work of a bucket, and was done
    void put(String sha256, byte[] wire) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO shelf(list, sha256, content) VALUES(?, ?, ?)")) {
            insert.setLong(1, list);
            insert.setString(2, sha256);
            insert.setBytes(3, wire);
            insert.executeUpdate();
        }
    }

    /// As it came.
    Optional<byte[]> get(String sha256) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT content FROM shelf WHERE list = ? AND sha256 = ?")) {
            query.setLong(1, list);
            query.setString(2, sha256);
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    Set<String> names() throws SQLException {
        var names = new HashSet<String>();
        try (var query = connection.prepareStatement("SELECT sha256 FROM shelf WHERE list = ?")) {
            query.setLong(1, list);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    /// Drops all but these.
    void keep(Set<String> wanted) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM shelf WHERE list = ? AND sha256 = ?")) {
            for (var name : names()) {
                if (!wanted.contains(name)) {
                    delete.setLong(1, list);
                    delete.setString(2, name);
                    delete.addBatch();
                }
            }
            delete.executeBatch();
        }
    }
}

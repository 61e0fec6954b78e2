package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.Packed;

/// One reader's look at published lists of types other than `people`, on its own connection and
/// thread: an entry is looked up in its bucket.
public final class PublishedView implements AutoCloseable {

    private final Connection connection;

    PublishedView(Path registry) throws SQLException {
        connection = Database.reader(registry);
    }

    /// What one version of a list says about something, in its order.
    public record Said(ListVersion list, List<ListEntry> entries) {
        public Said {
            entries = List.copyOf(entries);
        }
    }

    /// What the list says about something; empty where it is not held.
    public Optional<Said> find(String list, String kind, Token token) throws IOException {
        return StoreFailed.unless(() -> found(list, kind, token));
    }

    private Optional<Said> found(String list, String kind, Token token) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT l.id, p.bits, l.name, l.version, l.as_of, l.valid_until FROM list l"
                                + " JOIN published p ON p.list = l.id WHERE l.name = ?")) {
            query.setString(1, list);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var about =
                        bucket(row.getLong(1), row.getInt(2), token).stream()
                                .filter(entry -> entry.kind().equals(kind))
                                .filter(entry -> entry.token().equals(token))
                                .toList();
                return Optional.of(new Said(RegistryFile.version(row, 3), about));
            }
        }
    }

    /// Read while the row with the list's bits is open: both of the same moment.
    private List<ListEntry> bucket(long list, int bits, Token token) throws SQLException {
        int number = ListBucket.number(token, bits);
        try (var query = connection.prepareStatement("SELECT content FROM part WHERE id = ?")) {
            query.setLong(1, Bucket.key(list, number));
            try (var row = query.executeQuery()) {
                return Optional.ofNullable(row.next() ? row.getBytes(1) : null)
                        .flatMap(packed -> Packed.open(packed, ListBucket.BYTES_MAX))
                        .flatMap(plain -> ListBucket.read(plain, bits, number))
                        .orElse(List.of());
            }
        }
    }

    @Override
    public void close() throws IOException {
        Database.close(connection);
    }
}

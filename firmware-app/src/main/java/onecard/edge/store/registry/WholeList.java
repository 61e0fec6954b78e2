package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.lists.Packed;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import org.tinylog.Logger;

/// One list that is small enough to be remembered whole, as it is in force: prices, orders. On a
/// connection of its own; not thread-safe, but any thread may use it in its turn. It is read anew
/// only once it is another one, which `switched` and its row in the tables tell.
///
/// Whatever of it is damaged counts as nothing, and the log says so.
public final class WholeList implements AutoCloseable {

    /// Beyond this nothing of it counts: a list of all people is looked up and not remembered.
    public static final int ENTRIES_MAX = 20_000;

    /// The same of all of it unpacked, some 400 bytes an entry.
    static final int BYTES_MAX = 8 << 20;

    private static final String IN_FORCE =
            "SELECT s.count, l.name, l.version, l.as_of, l.valid_until, l.id, l.origin, l.entries,"
                    + " l.bits FROM switched s LEFT JOIN list l ON l.name = ?1 AND l.version > 0"
                    + " AND l.id IN (SELECT list FROM published WHERE type = ?2) WHERE s.id = 1";

    private static final String PARTS =
            "SELECT id, sha256, content FROM part WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

    private final String list;
    private final Connection connection;
    private final PreparedStatement inForce;
    private final PreparedStatement parts;
    private Known known = new Known(-1, Optional.empty(), Optional.empty());

    WholeList(Path registry, String list, ListType type) throws SQLException {
        this.list = list;
        connection = Database.reader(registry);
        connection.setAutoCommit(false); // one look, one moment
        inForce = connection.prepareStatement(IN_FORCE);
        inForce.setString(1, list);
        inForce.setString(2, type.wire());
        parts = connection.prepareStatement(PARTS);
    }

    /// One version of it.
    ///
    /// @param entries in the order of their tokens
    public record Said(ListVersion list, List<ListEntry> entries) {
        public Said {
            entries = List.copyOf(entries);
        }
    }

    /// How it stood as of a switch of any list.
    private record Known(long switched, Optional<InForce> list, Optional<Said> said) {}

    /// @param id of the list in the tables
    /// @param origin without which a file of ours could pass for a signed one of that number
    private record InForce(ListVersion version, long id, String origin, long entries, int bits) {}

    /// The version in force; empty where none is held, or one that is too large to be remembered.
    public Optional<Said> read() throws IOException {
        return StoreFailed.unless(
                () -> {
                    try {
                        look();
                        return known.said();
                    } finally {
                        connection.rollback(); // nothing was written; the look is over
                    }
                });
    }

    private void look() throws SQLException {
        try (var row = inForce.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the registry does not count its switches");
            }
            long switched = row.getLong(1);
            if (switched == known.switched()) {
                return;
            }
            var now = row.getString(2) == null ? Optional.<InForce>empty() : inForce(row);
            boolean same = now.equals(known.list());
            known = new Known(switched, now, same ? known.said() : said(now));
        }
    }

    private static Optional<InForce> inForce(ResultSet row) throws SQLException {
        return Optional.of(
                new InForce(
                        RegistryFile.version(row, 2),
                        row.getLong(6),
                        row.getString(7),
                        row.getLong(8),
                        row.getInt(9)));
    }

    private Optional<Said> said(Optional<InForce> now) throws SQLException {
        return now.isEmpty() ? Optional.empty() : said(now.get());
    }

    private Optional<Said> said(InForce held) throws SQLException {
        if (held.entries() > ENTRIES_MAX) {
            return refused(held.entries() + " entries, and more than " + ENTRIES_MAX);
        }
        var entries = new ArrayList<ListEntry>((int) held.entries());
        long bytes = 0;
        parts.setLong(1, Bucket.key(held.id(), 0));
        parts.setLong(2, Bucket.key(held.id(), (1L << held.bits()) - 1));
        try (var rows = parts.executeQuery()) {
            while (rows.next()) {
                var plain = plain(rows.getString(2), rows.getBytes(3));
                bytes += plain.length;
                if (bytes > BYTES_MAX) {
                    return refused("more than " + BYTES_MAX + " bytes");
                }
                int number = (int) (rows.getLong(1) - Bucket.key(held.id(), 0));
                ListBucket.read(plain, held.bits(), number).ifPresent(entries::addAll);
            }
        }
        if (entries.size() != held.entries()) {
            Logger.error(
                    "the list {} is damaged: {} of its {} entries count as nothing",
                    list,
                    held.entries() - entries.size(),
                    held.entries());
        }
        return Optional.of(new Said(held.version(), entries));
    }

    /// Nothing where it is not what its name says.
    private static byte[] plain(String sha256, byte[] content) {
        return Optional.ofNullable(content)
                .flatMap(wire -> Packed.open(wire, ListBucket.BYTES_MAX))
                .filter(bytes -> ListBucket.sha256(bytes).equals(sha256))
                .orElse(new byte[0]);
    }

    private Optional<Said> refused(String why) {
        Logger.error("the list {} has {}: it is as if it were not held", list, why);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        Database.close(connection);
    }
}

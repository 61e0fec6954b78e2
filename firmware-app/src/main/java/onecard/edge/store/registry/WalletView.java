package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.lists.ListType;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;
import org.tinylog.Logger;

/// One reader's look at lists of wallets, on its own connection and thread. A look-up reads one
/// row; which version of a list is in force is remembered until `switched` moves on, which the same
/// statement reads in the same moment.
public final class WalletView implements AutoCloseable {

    static final String FIND =
            "SELECT s.count, w.entries FROM switched s LEFT JOIN wallet w ON w.id = ?1 WHERE s.id ="
                    + " 1";

    private static final String IN_FORCE =
            "SELECT s.count, l.id, l.bits, l.name, l.version, l.as_of, l.valid_until FROM switched s"
                    + " LEFT JOIN list l ON l.name = ?1 AND l.version > 0 AND l.id IN (SELECT list"
                    + " FROM published WHERE type = ?2) WHERE s.id = 1";

    private static final long NO_ROW = -1;

    private final Connection connection;
    private final PreparedStatement find;
    private final Map<String, Known> known = new HashMap<>();

    WalletView(Path registry) throws SQLException {
        connection = Database.reader(registry);
        find = connection.prepareStatement(FIND);
    }

    /// What one version of a list says of somebody; nothing where it does not know them, or its
    /// words of them are damaged.
    record Said(ListVersion list, List<WalletEntry> wallets) {
        Said {
            wallets = List.copyOf(wallets);
        }
    }

    /// How a list stood as of a switch.
    private record Known(long switched, Optional<InForce> list) {
        static final Known NOTHING = new Known(-1, Optional.empty());

        long row(Token person) {
            return list.map(it -> Bucket.row(it.id(), it.bits(), person)).orElse(NO_ROW);
        }
    }

    /// @param id of the list in the tables
    private record InForce(long id, int bits, ListVersion version) {}

    /// What the list says of somebody; empty where it is not held, or is none of wallets.
    Optional<Said> find(String list, Token person) throws IOException {
        return StoreFailed.unless(() -> found(list, person));
    }

    private Optional<Said> found(String list, Token person) throws SQLException {
        var as = known.getOrDefault(list, Known.NOTHING);
        while (true) {
            find.setLong(1, as.row(person));
            try (var row = find.executeQuery()) {
                if (row.next() && row.getLong(1) == as.switched()) {
                    var entries = Optional.ofNullable(row.getBytes(2));
                    return as.list()
                            .map(it -> new Said(it.version(), wallets(list, entries, person)));
                }
            }
            as = look(list);
            known.put(list, as);
        }
    }

    private static List<WalletEntry> wallets(String list, Optional<byte[]> row, Token person) {
        if (row.isEmpty()) {
            return List.of();
        }
        var wallets = WalletRow.find(row.get(), person);
        if (wallets.isEmpty()) {
            Logger.error("a row of the list {} is damaged: it counts as nothing", list);
        }
        return wallets.orElse(List.of());
    }

    /// As of which switch, read in one moment.
    private Known look(String list) throws SQLException {
        try (var query = connection.prepareStatement(IN_FORCE)) {
            query.setString(1, list);
            query.setString(2, ListType.WALLETS.wire());
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the registry does not count its switches");
                }
                return new Known(
                        row.getLong(1),
                        row.getString(4) == null
                                ? Optional.empty()
                                : Optional.of(
                                        new InForce(
                                                row.getLong(2),
                                                row.getInt(3),
                                                RegistryFile.version(row, 4))));
            }
        }
    }

    @Override
    public void close() throws IOException {
        Database.close(connection);
    }
}

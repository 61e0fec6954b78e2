package onecard.edge.store.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/// One reader's look at a file of lists, on its own connection and thread. A look-up reads one
/// bucket a list; what rights mean and which lists are in force is remembered until `switched`
/// moves on, which the same statement reads in the same moment.
final class RegistryView implements Lists {

    private static final String FIND =
            "SELECT s.count, b.entries FROM switched s LEFT JOIN bucket b ON b.id = ?1 WHERE s.id ="
                    + " 1";

    private static final long NO_BUCKET = -1;

    /// @param id of the list in the tables
    private record InForce(long id, int bits, ListVersion version) {}

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement rights;
    private final Map<Long, Known> known = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();
    private long switched = -1;
    private List<InForce> inForce = List.of();
    private List<ListVersion> versions = List.of();

    RegistryView(Connection connection) throws SQLException {
        this.connection = connection;
        this.find = connection.prepareStatement(FIND);
        this.rights =
                connection.prepareStatement(
                        "SELECT kind, groups, schedule, deny, valid_from, valid_until FROM rights"
                                + " WHERE id = ?");
    }

    @Override
    public Found find(CredentialKind kind, Token token) {
        try {
            while (true) {
                var found = found(kind, token);
                if (found.isPresent()) {
                    return found.get();
                }
                lookAtLists();
            }
        } catch (SQLException failed) {
            throw new UncheckedIOException(
                    new IOException("the lists cannot be read: " + failed.getMessage(), failed));
        }
    }

    /// Empty if the lists have been switched since they were looked at.
    private Optional<Found> found(CredentialKind kind, Token token) throws SQLException {
        if (inForce.isEmpty() && moved()) {
            return Optional.empty();
        }
        var entries = new ArrayList<Entry>(1);
        for (var list : inForce) {
            find.setLong(1, Bucket.row(list.id(), list.bits(), token));
            try (var row = find.executeQuery()) {
                if (!row.next() || row.getLong(1) != switched) {
                    return Optional.empty();
                }
                var bucket = row.getBytes(2);
                if (bucket != null) {
                    // While the row is open, what its rights mean is read in the same moment.
                    collect(list, bucket, kind, token, entries);
                }
            }
        }
        return Optional.of(new Found(entries, versions));
    }

    /// Where no bucket is read that would tell of the first list.
    private boolean moved() throws SQLException {
        find.setLong(1, NO_BUCKET);
        try (var row = find.executeQuery()) {
            return !row.next() || row.getLong(1) != switched;
        }
    }

    private void collect(
            InForce list, byte[] bucket, CredentialKind kind, Token token, List<Entry> entries)
            throws SQLException {
        for (int at = Bucket.first(bucket, token);
                Bucket.holds(bucket, at, token);
                at += Bucket.ENTRY_BYTES) {
            var meaning = known(Bucket.key(list.id(), Bucket.rights(bucket, at)));
            if (meaning.kind() == kind) {
                entries.add(meaning.entry(list.version(), Bucket.subject(bucket, at)));
            }
        }
    }

    /// Which lists are in force as of which switch, read in one moment.
    private void lookAtLists() throws SQLException {
        var found = new ArrayList<InForce>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT s.count, l.id, l.bits, l.name, l.version, l.as_of,"
                                        + " l.valid_until FROM switched s LEFT JOIN list l ON"
                                        + " l.version > 0 AND l.id NOT IN (SELECT list FROM"
                                        + " published WHERE type NOT IN ('people',"
                                        + " 'operators', 'plates')) ORDER BY"
                                        + " l.name")) {
            while (rows.next()) {
                switched = rows.getLong(1);
                if (rows.getString(4) != null) {
                    found.add(
                            new InForce(
                                    rows.getLong(2),
                                    rows.getInt(3),
                                    RegistryFile.version(rows, 4)));
                }
            }
        }
        inForce = List.copyOf(found);
        versions = found.stream().map(InForce::version).toList();
        known.clear();
        groups.clear();
    }

    private Known known(long number) throws SQLException {
        var meaning = known.get(number);
        if (meaning == null) {
            if (known.size() >= Registry.RIGHTS_KEPT) {
                known.clear();
                groups.clear();
            }
            meaning = read(number);
            known.put(number, meaning);
        }
        return meaning;
    }

    private Known read(long number) throws SQLException {
        rights.setLong(1, number);
        try (var row = rights.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("an entry names rights that are not there");
            }
            return new Known(
                    CredentialKind.values()[row.getInt(1)],
                    groups.computeIfAbsent(row.getString(2), RegistryView::split),
                    Optional.of(row.getString(3)).filter(name -> !name.isEmpty()),
                    row.getInt(4) == 1,
                    RegistryFile.limit(row, 5),
                    RegistryFile.limit(row, 6));
        }
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

    /// Rights as a decision wants them.
    private record Known(
            CredentialKind kind,
            Set<String> groups,
            Optional<String> schedule,
            boolean deny,
            Optional<Instant> from,
            Optional<Instant> until) {
        Entry entry(ListVersion list, Token subject) {
            return new Entry(list, subject, groups, from, until, schedule, deny);
        }
    }
}

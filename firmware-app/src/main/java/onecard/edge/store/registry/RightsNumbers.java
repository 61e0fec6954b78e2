package onecard.edge.store.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.edge.store.registry.Registry.Rights;

/// Numbers the rights of one list while entries of it are written: what many entries share stands
/// once, and a number that no entry uses any more is given again. For one transaction.
final class RightsNumbers implements AutoCloseable {

    /// Each time a list has so many more, those that no entry uses are looked for.
    private static final int SWEEP_EVERY = 4_096;

    private final Map<Rights, Integer> known = new HashMap<>();
    private final Connection connection;
    private final PreparedStatement insert;
    private final long list;
    private final BitSet taken;
    private int hint; // no number before it is free
    private final int before;

    private RightsNumbers(Connection connection, long list, BitSet taken) throws SQLException {
        this.connection = connection;
        this.list = list;
        this.taken = taken;
        this.before = taken.cardinality();
        insert =
                connection.prepareStatement(
                        "INSERT INTO rights(id, kind, groups, schedule, deny, valid_from,"
                                + " valid_until) VALUES(?, ?, ?, ?, ?, ?, ?)");
    }

    /// For a list written anew: those of its last version are gone.
    static RightsNumbers anew(Connection connection, long list) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM rights WHERE id " + Bucket.keys(list));
        }
        return new RightsNumbers(connection, list, new BitSet());
    }

    /// For a list of which a part is written: what the rest uses stays as it is.
    static RightsNumbers goingOn(Connection connection, long list) throws SQLException {
        var numbers = new RightsNumbers(connection, list, taken(connection, list));
        numbers.learn();
        return numbers;
    }

    private static BitSet taken(Connection connection, long list) throws SQLException {
        var taken = new BitSet();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT id FROM rights WHERE id " + Bucket.keys(list))) {
            while (rows.next()) {
                taken.set((int) (rows.getLong(1) - Bucket.key(list, 0)));
            }
        }
        return taken;
    }

    private void learn() throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT id, kind, groups, schedule, deny, valid_from, valid_until"
                                        + " FROM rights WHERE id "
                                        + Bucket.keys(list)
                                        + " ORDER BY id DESC LIMIT "
                                        + Registry.RIGHTS_KEPT)) {
            while (rows.next()) {
                var rights =
                        new Rights(
                                CredentialKind.values()[rows.getInt(2)],
                                rows.getString(3),
                                rows.getString(4),
                                rows.getInt(5) == 1,
                                limit(rows.getLong(6), rows.wasNull()),
                                limit(rows.getLong(7), rows.wasNull()));
                known.put(rights, (int) (rows.getLong(1) - Bucket.key(list, 0)));
            }
        }
    }

    private static long limit(long millis, boolean none) {
        return none ? Registry.NEVER : millis;
    }

    int of(Rights rights) throws SQLException {
        var number = known.get(rights);
        if (number == null) {
            if (known.size() >= Registry.RIGHTS_KEPT) {
                known.clear();
            }
            number = free();
            taken.set(number);
            write(number, rights);
            known.put(rights, number);
        }
        return number;
    }

    private int free() throws SQLException {
        hint = taken.nextClearBit(hint);
        if (hint >= Bucket.KEYS) {
            throw new SQLException("a list may not have more than " + Bucket.KEYS + " rights");
        }
        return hint;
    }

    private void write(int number, Rights rights) throws SQLException {
        insert.setLong(1, Bucket.key(list, number));
        insert.setInt(2, rights.kind().ordinal());
        insert.setString(3, rights.groups());
        insert.setString(4, rights.schedule());
        insert.setInt(5, rights.deny() ? 1 : 0);
        limit(6, rights.fromMillis());
        limit(7, rights.untilMillis());
        insert.executeUpdate();
    }

    private void limit(int at, long millis) throws SQLException {
        if (millis == Registry.NEVER) {
            insert.setNull(at, Types.INTEGER);
        } else {
            insert.setLong(at, millis);
        }
    }

    /// Now and then drops those that no entry uses any more: dates that have passed, year after
    /// year.
    void sweep() throws SQLException {
        if (before / SWEEP_EVERY == taken.cardinality() / SWEEP_EVERY) {
            return;
        }
        var unused = (BitSet) taken.clone();
        unused.andNot(used());
        var numbers = unused.stream().mapToObj(String::valueOf);
        try (var delete =
                connection.prepareStatement(
                        "DELETE FROM rights WHERE id IN (SELECT ? + value FROM json_each(?))")) {
            delete.setLong(1, Bucket.key(list, 0));
            delete.setString(2, numbers.collect(Collectors.joining(",", "[", "]")));
            delete.executeUpdate();
        }
    }

    private BitSet used() throws SQLException {
        var used = new BitSet();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT entries FROM bucket WHERE id " + Bucket.keys(list))) {
            while (rows.next()) {
                var bucket = rows.getBytes(1);
                for (int at = 0; at < bucket.length; at += Bucket.ENTRY_BYTES) {
                    used.set(Bucket.rights(bucket, at));
                }
            }
        }
        return used;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}

package onecard.edge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import onecard.access.CredentialKind;
import onecard.edge.store.Registry.Rights;

/// Numbers the rights of one list while entries of it are written: what many entries share stands
/// once. For one transaction.
final class RightsNumbers implements AutoCloseable {

    /// So many new numbers may lie fallow before those that no entry uses are looked for.
    private static final int SWEEP_EVERY = 4_096;

    private final Map<Rights, Integer> known = new HashMap<>();
    private final Connection connection;
    private final PreparedStatement insert;
    private final long list;
    private final int first;
    private int next;

    private RightsNumbers(Connection connection, long list, int next) throws SQLException {
        this.connection = connection;
        this.list = list;
        this.first = next;
        this.next = next;
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
        return new RightsNumbers(connection, list, 0);
    }

    /// For a list of which a part is written: what the rest uses stays as it is.
    static RightsNumbers goingOn(Connection connection, long list) throws SQLException {
        long last =
                Rows.number(
                        connection,
                        "SELECT coalesce(max(id), "
                                + (Bucket.key(list, 0) - 1)
                                + ") FROM rights"
                                + " WHERE id "
                                + Bucket.keys(list));
        var numbers = new RightsNumbers(connection, list, (int) (last + 1 - Bucket.key(list, 0)));
        numbers.learn();
        return numbers;
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
            number = next++;
            write(number, rights);
            known.put(rights, number);
        }
        return number;
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
        if (first / SWEEP_EVERY == next / SWEEP_EVERY) {
            return;
        }
        var used = used();
        try (var delete = connection.prepareStatement("DELETE FROM rights WHERE id = ?")) {
            for (int number = used.nextClearBit(0);
                    number < next;
                    number = used.nextClearBit(number + 1)) {
                delete.setLong(1, Bucket.key(list, number));
                delete.executeUpdate();
            }
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

package onecard.edge.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.edge.store.Database;

/// Reading journal rows on any connection.
final class Rows {

    private Rows() {}

    /// @param pos epoch index and seq in one
    record Row(long pos, String event) {
        private static boolean lowerHex(char digit) {
            return digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f';
        }

        long seq() {
            return Pos.seq(pos);
        }

        int epochIndex() {
            return Pos.epochIndex(pos);
        }

        /// Empty where a garbled row has none. `data.hash`: written after `device` and `epoch`, so
        /// its own name finds it in `data`.
        String hash() {
            int from = event.indexOf("\"hash\":\"") + 8;
            for (int at = from; at < from + 64; at++) {
                if (from < 8 || at >= event.length() || !lowerHex(event.charAt(at))) {
                    return "";
                }
            }
            return event.substring(from, from + 64);
        }
    }

    @FunctionalInterface
    interface Visitor {
        /// False ends the walk.
        boolean visit(Row row) throws SQLException;
    }

    /// Every row after `pos`, in order.
    static void each(Connection connection, long pos, Visitor visitor) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT pos, event FROM record WHERE pos > ? ORDER BY pos")) {
            query.setLong(1, pos);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (!visitor.visit(new Row(rows.getLong(1), rows.getString(2)))) {
                        return;
                    }
                }
            }
        }
    }

    static Optional<Row> first(Connection connection) throws SQLException {
        return one(connection, "SELECT pos, event FROM record ORDER BY pos LIMIT 1");
    }

    static Optional<Row> last(Connection connection) throws SQLException {
        return one(connection, "SELECT pos, event FROM record ORDER BY pos DESC LIMIT 1");
    }

    static Optional<Row> at(Connection connection, long pos) throws SQLException {
        return one(connection, "SELECT pos, event FROM record WHERE pos = " + pos);
    }

    /// Epoch names by index.
    static Map<Integer, String> epochs(Connection connection) throws SQLException {
        var names = new HashMap<Integer, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT idx, id FROM epoch")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
        return names;
    }

    static long mark(Connection connection, String name) throws SQLException {
        return Database.number(
                connection,
                "SELECT coalesce((SELECT pos FROM mark WHERE name = '" + name + "'), 0)");
    }

    private static Optional<Row> one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next()
                    ? Optional.of(new Row(row.getLong(1), row.getString(2)))
                    : Optional.empty();
        }
    }
}

package onecard.edge.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.store.Database;

/// How far the journal has been sent and received. Marks live beside the records, which are never
/// changed. Owned by the journal's thread, which ends the transaction.
final class JournalMarks {

    private final Connection connection;

    JournalMarks(Connection connection) {
        this.connection = connection;
    }

    /// Everything to here has been sent, or is held by the host: the newest that may be purged.
    ///
    /// A host that began anew with an epoch says nothing of the rows of the one before that never
    /// left: those stay.
    long received(boolean hostRequired) throws SQLException {
        long sent = Rows.mark(connection, "sent");
        if (!hostRequired) {
            return sent;
        }
        long acked = Rows.mark(connection, "acked");
        long earlier =
                Database.number(
                        connection,
                        "SELECT coalesce(max(pos), 0) FROM record WHERE pos < "
                                + Pos.of(Pos.epochIndex(acked), 0));
        return earlier > sent ? Math.min(sent, acked) : acked;
    }

    /// A good PUBACK came for each. Rows beyond the first unsent one are kept one by one, so a
    /// single stuck row holds back no other; those that follow the mark only move it.
    void sent(List<Long> positions) throws SQLException {
        long before = Rows.mark(connection, "sent");
        long upTo = before;
        var beyond = new ArrayList<Long>();
        for (long position : positions.stream().sorted().toList()) {
            if (position == upTo + 1) {
                upTo = position;
            } else if (position > upTo) {
                beyond.add(position);
            }
        }
        keep(beyond);
        long firstUnsent =
                Database.number(
                        connection,
                        "SELECT coalesce(min(pos), 9223372036854775807) FROM record WHERE pos > "
                                + upTo
                                + " AND pos NOT IN (SELECT pos FROM sent)");
        upTo =
                Database.number(
                        connection,
                        "SELECT coalesce(max(pos), 0) FROM record WHERE pos < " + firstUnsent);
        if (upTo > before) {
            mark("sent", upTo);
            execute("DELETE FROM sent WHERE pos <= " + upTo);
        }
    }

    private void keep(List<Long> positions) throws SQLException {
        try (var row = connection.prepareStatement("INSERT OR IGNORE INTO sent(pos) VALUES(?)")) {
            for (long position : positions) {
                row.setLong(1, position);
                row.executeUpdate();
            }
        }
    }

    /// The host holds everything to here; false if that row is not ours with that hash.
    boolean acked(long position, String hash) throws SQLException {
        var row = Rows.at(connection, position);
        if (row.filter(found -> found.hash().equals(hash)).isEmpty()) {
            return false;
        }
        if (position > Rows.mark(connection, "acked")) {
            mark("acked", position);
        }
        return true;
    }

    /// Removes every row to here; the trigger lets nothing beyond this mark go.
    void purgeTo(long position) throws SQLException {
        mark("purge", position);
        execute("DELETE FROM record WHERE pos <= " + position);
        execute("DELETE FROM snapshot WHERE pos <= " + position);
    }

    private void mark(String name, long position) throws SQLException {
        execute("INSERT OR REPLACE INTO mark(name, pos) VALUES('" + name + "', " + position + ")");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package onecard.edge.store.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes wallets, given in the order of their persons' tokens, as the rows of one list.
final class WalletWriter implements AutoCloseable {

    private final PreparedStatement insert;
    private final long list;
    private final int bits;
    private final List<WalletEntry> entries = new ArrayList<>();
    private long open = -1;

    /// @param bits of a token that choose its row
    WalletWriter(Connection connection, long list, int bits) throws SQLException {
        this.list = list;
        this.bits = bits;
        insert = connection.prepareStatement("INSERT INTO wallet(id, entries) VALUES(?, ?)");
    }

    /// @param entry absent: nothing that can be understood
    void put(Optional<WalletEntry> entry) throws SQLException {
        if (entry.isPresent()) {
            put(entry.get());
        }
    }

    private void put(WalletEntry entry) throws SQLException {
        long row = Bucket.row(list, bits, entry.person());
        if (row != open) {
            flush();
            open = row;
        }
        entries.add(entry);
    }

    /// The last row too.
    void flush() throws SQLException {
        if (!entries.isEmpty()) {
            insert.setLong(1, open);
            insert.setBytes(2, WalletRow.of(entries));
            insert.executeUpdate();
            entries.clear();
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}

package onecard.edge.store.registry;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import onecard.edge.store.registry.Registry.NewEntry;

/// Writes entries, given in the order of their tokens, as the buckets of one list.
final class BucketWriter implements AutoCloseable {

    private final PreparedStatement insert;
    private final RightsNumbers rights;
    private final long list;
    private final int bits;
    private ByteBuffer entries = ByteBuffer.allocate(Bucket.ENTRY_BYTES);
    private long open = -1;

    /// @param bits of a token that choose its bucket
    BucketWriter(Connection connection, long list, int bits, RightsNumbers rights)
            throws SQLException {
        this.list = list;
        this.bits = bits;
        this.rights = rights;
        insert = connection.prepareStatement("INSERT INTO bucket(id, entries) VALUES(?, ?)");
    }

    void put(NewEntry entry) throws SQLException {
        long bucket = Bucket.row(list, bits, entry.token());
        if (bucket != open) {
            flush();
            open = bucket;
        }
        if (entries.remaining() < Bucket.ENTRY_BYTES) {
            entries = ByteBuffer.allocate(entries.capacity() * 2).put(entries.flip());
        }
        Bucket.append(entries, entry.token(), entry.subject(), rights.of(entry.rights()));
    }

    /// The last bucket too.
    void flush() throws SQLException {
        if (entries.position() > 0) {
            insert.setLong(1, open);
            insert.setBytes(2, Arrays.copyOf(entries.array(), entries.position()));
            insert.executeUpdate();
            entries.clear();
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}

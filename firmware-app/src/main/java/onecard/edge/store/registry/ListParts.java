package onecard.edge.store.registry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Packed;
import onecard.edge.store.registry.PublishedLists.Malformed;
import onecard.edge.store.registry.Registry.NewEntry;

/// The buckets of one head as they are taken over, by number. For one transaction.
final class ListParts implements AutoCloseable {

    private final Connection connection;
    private final Shelf shelf;
    private final PreparedStatement upsert;
    private final long list;
    private final ListHead head;
    private final Map<Integer, String> held;
    private final PeopleReader reader = new PeopleReader();

    /// @param held what the list in force consists of, as far as it is cut alike
    ListParts(Connection connection, long list, ListHead head, Map<Integer, String> held)
            throws SQLException {
        this.connection = connection;
        this.shelf = new Shelf(connection, list);
        this.list = list;
        this.head = head;
        this.held = held;
        upsert =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO part(id, sha256, content) VALUES(?, ?, ?)");
    }

    /// Entries as buckets: as few as leave each small enough to be read again.
    static List<byte[]> cut(List<ListEntry> entries) throws IOException {
        for (int bits = ListBucket.bits(entries.size()); bits <= ListBucket.BITS_MAX; bits++) {
            var buckets = buckets(entries, bits);
            if (buckets.stream().allMatch(bucket -> bucket.length <= ListBucket.BYTES_MAX)) {
                return buckets;
            }
        }
        throw new IOException("a bucket would have more than " + ListBucket.BYTES_MAX + " bytes");
    }

    private static List<byte[]> buckets(List<ListEntry> entries, int bits) {
        var buckets = new ArrayList<List<ListEntry>>();
        for (int number = 0; number < 1 << bits; number++) {
            buckets.add(new ArrayList<>());
        }
        entries.forEach(it -> buckets.get(ListBucket.number(it.token(), bits)).add(it));
        return buckets.stream().map(ListBucket::bytes).toList();
    }

    /// Writes all of a list that is no published one.
    ///
    /// @return the bits that choose a bucket
    static int write(Connection connection, long list, List<byte[]> buckets) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO part(id, sha256, content) VALUES(?, ?, ?)")) {
            for (int number = 0; number < buckets.size(); number++) {
                var bucket = buckets.get(number);
                insert.setLong(1, Bucket.key(list, number));
                insert.setString(2, ListBucket.sha256(bucket));
                insert.setBytes(3, bucket);
                insert.executeUpdate();
            }
        }
        return Integer.numberOfTrailingZeros(buckets.size());
    }

    /// Those that are not held as they are, in order.
    List<Integer> changed() {
        return IntStream.range(0, head.buckets().size())
                .filter(number -> !part(number).sha256().equals(held.get(number)))
                .boxed()
                .toList();
    }

    private ListHead.Part part(int number) {
        return head.buckets().get(number);
    }

    List<ListEntry> entries(int number) throws SQLException, Malformed {
        return ListBucket.read(plain(number), head.bits(), number)
                .filter(entries -> entries.size() == part(number).count())
                .orElseThrow(() -> new Malformed("bucket " + number + " is none"));
    }

    List<NewEntry> people(int number) throws SQLException, Malformed {
        var alike = reader.read(plain(number), head.bits(), number);
        if (alike.isPresent() && alike.get().size() == part(number).count()) {
            return alike.get();
        }
        var people = new ArrayList<NewEntry>();
        for (var entry : entries(number)) {
            people.add(PublishedEntry.person(entry));
        }
        return people;
    }

    private byte[] plain(int number) throws SQLException, Malformed {
        return Packed.open(content(number), ListBucket.BYTES_MAX).orElse(new byte[0]);
    }

    /// As it came.
    byte[] content(int number) throws SQLException, Malformed {
        return part(number).sha256().equals(ListBucket.EMPTY)
                ? ListBucket.bytes(List.of())
                : shelf.get(part(number).sha256())
                        .orElseThrow(() -> new Malformed("a bucket stands at two numbers"));
    }

    /// What was written of it before.
    ///
    /// @param bits of a token that choose its row there
    void dropRows(int number, String table, int bits) throws SQLException {
        int smaller = bits - head.bits();
        try (var delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE id BETWEEN ? AND ?")) {
            delete.setLong(1, Bucket.key(list, (long) number << smaller));
            delete.setLong(2, Bucket.key(list, ((long) number + 1) << smaller) - 1);
            delete.executeUpdate();
        }
    }

    /// It is taken over.
    ///
    /// @param content that is looked into later; absent: rows say what it did
    void keep(int number, Optional<byte[]> content) throws SQLException {
        upsert.setLong(1, Bucket.key(list, number));
        upsert.setString(2, part(number).sha256());
        upsert.setBytes(3, content.orElse(null));
        upsert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        upsert.close();
    }
}

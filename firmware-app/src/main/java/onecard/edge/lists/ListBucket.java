package onecard.edge.lists;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// The entries of a list whose tokens begin with the same bits, as they are published: an array in
/// canonical form, under the name of its SHA-256. A change to one person changes one bucket.
public final class ListBucket {

    /// What a bucket may have unpacked; one as [#bits] cuts them has some 150 KB.
    public static final int BYTES_MAX = 1 << 20;

    /// Of the head 92 bytes a bucket.
    public static final int BITS_MAX = 12;

    /// On average at most. Head and one bucket together are what a change of one entry costs on
    /// the wire: with 270,000 entries some 20 KB each, packed.
    private static final int ENTRIES_WANTED = 1_024;

    /// The name of the one that holds nothing: nobody needs to send or fetch it.
    public static final String EMPTY = sha256(bytes(List.of()));

    private ListBucket() {}

    /// How many leading bits of a token choose the bucket in a list of so many entries.
    public static int bits(long entries) {
        int bits = 0;
        while (bits < BITS_MAX && entries >> bits > ENTRIES_WANTED) {
            bits++;
        }
        return bits;
    }

    /// Which bucket of a list's 2^bits.
    public static int number(Token token, int bits) {
        return bits == 0 ? 0 : (int) (token.high() >>> (Long.SIZE - bits));
    }

    /// @param entries any order
    public static byte[] bytes(List<ListEntry> entries) {
        return Canonical.bytes(
                new Json.Arr(
                        entries.stream()
                                .sorted(ListEntry.ORDER)
                                .<Json>map(ListEntry::json)
                                .toList()));
    }

    /// Its name: 64 hex digits.
    public static String sha256(byte[] bucket) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bucket);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The entries in order; empty if it is no bucket of that number.
    public static Optional<List<ListEntry>> read(byte[] bucket, int bits, int number) {
        return JsonReader.array(bucket).flatMap(array -> read(array, bits, number));
    }

    private static Optional<List<ListEntry>> read(Json.Arr array, int bits, int number) {
        var entries = new ArrayList<ListEntry>(array.items().size());
        for (var item : array.items()) {
            var entry = ListEntry.read(item);
            if (entry.isEmpty() || number(entry.get().token(), bits) != number) {
                return Optional.empty();
            }
            if (!entries.isEmpty()
                    && ListEntry.ORDER.compare(entries.getLast(), entry.get()) >= 0) {
                return Optional.empty();
            }
            entries.add(entry.get());
        }
        return Optional.of(entries);
    }
}

package onecard.edge.store.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onecard.access.Token;

/// The entries of one list whose tokens begin with the same bits, as the registry keeps them: one
/// row, a handful of entries side by side in the order of their tokens. A million entries take 40
/// MB, written in some hundred thousand rows, where a row an entry takes half as much again in
/// space and time.
///
/// An entry is 36 bytes: token, subject, and the number of its rights, most significant byte
/// first.
final class Bucket {

    static final int ENTRY_BYTES = 36;

    /// At most so many entries in a bucket on average: few enough to fill pages well and to copy
    /// at a look-up, enough for the row around them not to count.
    private static final int ENTRIES_WANTED = 8;

    /// A list of this many bits has half a billion entries.
    private static final int BITS_MAX = 26;

    /// So many buckets, and rights, a list may have.
    static final int KEYS = 1 << BITS_MAX;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle NUMBER =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Bucket() {}

    /// How many leading bits of a token choose the bucket in a list of so many entries.
    static int bits(long entries) {
        int bits = 0;
        while (bits < BITS_MAX && entries >> bits > ENTRIES_WANTED) {
            bits++;
        }
        return bits;
    }

    /// The row of `token`'s bucket; a list's rows lie together, in the order of tokens.
    static long row(long list, int bits, Token token) {
        return key(list, bits == 0 ? 0 : token.high() >>> (Long.SIZE - bits));
    }

    /// The key of a list's `number`-th bucket, or rights: lists lie one after the other. No wider
    /// than need be, since SQLite stores small keys in fewer bytes.
    static long key(long list, long number) {
        return list << BITS_MAX | number;
    }

    /// Every key of a list, as SQL.
    static String keys(long list) {
        return "BETWEEN " + key(list, 0) + " AND " + (key(list + 1, 0) - 1);
    }

    static void append(ByteBuffer entries, Token token, Token subject, int rights) {
        entries.putLong(token.high()).putLong(token.low());
        entries.putLong(subject.high()).putLong(subject.low());
        entries.putInt(rights);
    }

    /// Where the first entry not before `token` begins.
    static int first(byte[] bucket, Token token) {
        int low = 0;
        int high = bucket.length / ENTRY_BYTES;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(bucket, middle * ENTRY_BYTES, token) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low * ENTRY_BYTES;
    }

    /// Whether the entry that begins at `at` is one of `token`; there may be one of each kind.
    static boolean holds(byte[] bucket, int at, Token token) {
        return at + ENTRY_BYTES <= bucket.length && compare(bucket, at, token) == 0;
    }

    static Token subject(byte[] bucket, int at) {
        return new Token((long) WORD.get(bucket, at + 16), (long) WORD.get(bucket, at + 24));
    }

    static int rights(byte[] bucket, int at) {
        return (int) NUMBER.get(bucket, at + 32);
    }

    private static int compare(byte[] bucket, int at, Token token) {
        int high = Long.compareUnsigned((long) WORD.get(bucket, at), token.high());
        return high != 0
                ? high
                : Long.compareUnsigned((long) WORD.get(bucket, at + 8), token.low());
    }
}

package onecard.point;

/// A set of fingerprints in one array, two `long`s each, open addressing. Owned by the thread that
/// walks.
final class Seen {

    private long[] table = new long[1 << 12];
    private int size;

    /// False if it was there.
    boolean add(Fingerprint.Of of) {
        int at = slot(table, of.high(), of.low());
        if (table[at] != 0) {
            return false;
        }
        table[at] = of.high();
        table[at + 1] = of.low();
        if (++size * 3L > table.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    private void grow() {
        var more = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0) {
                int at = slot(more, table[i], table[i + 1]);
                more[at] = table[i];
                more[at + 1] = table[i + 1];
            }
        }
        table = more;
    }

    /// Where it is, or where it goes; a high half is never 0.
    private static int slot(long[] table, long high, long low) {
        int mask = table.length - 1;
        int at = (int) low << 1 & mask;
        while (table[at] != 0 && (table[at] != high || table[at + 1] != low)) {
            at = at + 2 & mask;
        }
        return at;
    }
}

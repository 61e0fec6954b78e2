package onecard.point;

/// Some fingerprints of those that were added; whatever takes its place makes it forget. Of a fixed
/// size, for what can be found out anew. Owned by the thread that walks.
final class Known {

    private static final int PLACES = 1 << 20;

    private final long[] table = new long[2 * PLACES];

    boolean has(Fingerprint.Of of) {
        int at = place(of);
        return table[at] == of.high() && table[at + 1] == of.low();
    }

    void add(Fingerprint.Of of) {
        int at = place(of);
        table[at] = of.high();
        table[at + 1] = of.low();
    }

    private static int place(Fingerprint.Of of) {
        return 2 * ((int) of.low() & PLACES - 1);
    }
}

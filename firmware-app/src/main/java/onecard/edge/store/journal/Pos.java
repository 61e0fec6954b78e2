package onecard.edge.store.journal;

/// A record's key: epoch index and seq in one integer that orders everything.
final class Pos {

    private static final int SEQ_BITS = 40;

    static final long SEQ_MAX = (1L << SEQ_BITS) - 1;

    private Pos() {}

    static long of(int epochIndex, long seq) {
        return (long) epochIndex << SEQ_BITS | seq;
    }

    static int epochIndex(long pos) {
        return (int) (pos >>> SEQ_BITS);
    }

    static long seq(long pos) {
        return pos & SEQ_MAX;
    }
}

package onecard.edge.match.vein;

import java.util.Arrays;

/// Step 8: how much of the veins of one map lie on those of another, where they do so best. The
/// probe is cut by 30 columns and 20 rows on each side, and what is left slides over the whole
/// reference: 61 x 41 places.
final class ShiftSearch {

    /// The score of a map and itself.
    static final double SAME = 0.5;

    static final int SIDEWAYS = 30;
    static final int UPRIGHT = 20;

    private static final int CORE_WIDTH = VeinMap.WIDTH - 2 * SIDEWAYS;
    private static final int CORE_HEIGHT = VeinMap.HEIGHT - 2 * UPRIGHT;

    private final long[] core;
    private final int coreBits;

    ShiftSearch(VeinMap probe) {
        core = new long[CORE_HEIGHT * VeinMap.WORDS];
        int bits = 0;
        for (int y = 0; y < CORE_HEIGHT; y++) {
            shift(probe.words(), (y + UPRIGHT) * VeinMap.WORDS, SIDEWAYS, core, y * VeinMap.WORDS);
            for (int i = 0; i < VeinMap.WORDS; i++) {
                core[y * VeinMap.WORDS + i] &= kept(i);
                bits += Long.bitCount(core[y * VeinMap.WORDS + i]);
            }
        }
        coreBits = bits;
    }

    /// Bits of the probe that are compared.
    int bits() {
        return coreBits;
    }

    /// Overwrites the probe with zeros.
    void wipe() {
        Arrays.fill(core, 0);
    }

    /// The overlap at the best place, by the bits of both there: 0 to 0.5, which is the same map.
    double score(VeinMap reference) {
        var counts = new Counts(reference);
        var shifted = new long[VeinMap.HEIGHT * VeinMap.WORDS];
        double best = 0;
        for (int dx = 0; dx <= 2 * SIDEWAYS; dx++) {
            for (int y = 0; y < VeinMap.HEIGHT; y++) {
                shift(reference.words(), y * VeinMap.WORDS, dx, shifted, y * VeinMap.WORDS);
            }
            for (int dy = 0; dy <= 2 * UPRIGHT; dy++) {
                int overlap = overlap(shifted, dy * VeinMap.WORDS);
                if (overlap > 0) {
                    int both = coreBits + counts.in(dx, dy);
                    best = Math.max(best, (double) overlap / both);
                }
            }
        }
        Arrays.fill(shifted, 0);
        return best;
    }

    private int overlap(long[] shifted, int from) {
        int overlap = 0;
        for (int i = 0; i < core.length; i++) {
            overlap += Long.bitCount(core[i] & shifted[from + i]);
        }
        return overlap;
    }

    /// A row, some pixels to the left.
    private static void shift(long[] from, int at, int pixels, long[] to, int toAt) {
        for (int i = 0; i < VeinMap.WORDS; i++) {
            long next = i + 1 < VeinMap.WORDS ? from[at + i + 1] : 0;
            // A long shifted by 64 is itself, so the rest is shifted in two steps.
            to[toAt + i] = from[at + i] << pixels | next >>> 1 >>> (Long.SIZE - 1 - pixels);
        }
    }

    /// Of a word of a row of the core, the bits that are in it.
    private static long kept(int word) {
        int bits = Math.clamp(CORE_WIDTH - word * Long.SIZE, 0, Long.SIZE);
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }

    /// How many bits of a map are in a window of the core's size: by sums of everything above and
    /// to the left.
    private static final class Counts {

        private static final int STRIDE = VeinMap.WIDTH + 1;

        private final int[] sums = new int[STRIDE * (VeinMap.HEIGHT + 1)];

        Counts(VeinMap map) {
            for (int y = 0; y < VeinMap.HEIGHT; y++) {
                int row = 0;
                for (int x = 0; x < VeinMap.WIDTH; x++) {
                    row += map.at(x, y) ? 1 : 0;
                    sums[(y + 1) * STRIDE + x + 1] = sums[y * STRIDE + x + 1] + row;
                }
            }
        }

        int in(int x, int y) {
            int top = y * STRIDE;
            int bottom = (y + CORE_HEIGHT) * STRIDE;
            return sums[bottom + x + CORE_WIDTH]
                    - sums[bottom + x]
                    - sums[top + x + CORE_WIDTH]
                    + sums[top + x];
        }
    }
}

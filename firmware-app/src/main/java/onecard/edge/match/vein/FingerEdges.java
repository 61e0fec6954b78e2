package onecard.edge.match.vein;

import java.util.Arrays;
import java.util.BitSet;

/// Step 2: where the finger begins and ends, in each column of the picture.
///
/// The upper edge is the way from left to right, at most one row up or down a column, on which the
/// picture brightens most, in the upper half; on the lower one it darkens most, in the lower half.
/// A column by itself is easily led astray by the reflection of a lamp; a way is not, where the
/// edge goes on beside it. What is left of that a median takes away.
///
/// @param upper row by column, from [#FIRST] on
/// @param lower row by column
/// @param last row that can be an edge, as [#FIRST] is the first one
/// @param strength by how much a row brightens along the weaker one, on average; 1 is from black to
///     white
record FingerEdges(float[] upper, float[] lower, int last, float strength) {

    private static final int SIGMA = 2;

    /// The first column that has edges, and the first row that can be one; as many at the right and
    /// at the bottom are none.
    static final int FIRST = Gaussian.reach(SIGMA);

    private static final int MEDIAN = 25;

    /// Columns that say where a line goes: a quarter of the window's.
    private static final int WHOLE_MIN = 64;

    static FingerEdges of(Plane grey, Planes planes) {
        var smooth = Gaussian.smooth(SIGMA).alongRows(grey, planes);
        var slope = Gaussian.slope(SIGMA).alongColumns(smooth, planes);
        int half = slope.height() / 2;
        var upper = strongest(slope, 0, half, 1);
        var lower = strongest(slope, half, slope.height(), -1);
        float strength = Math.min(mean(slope, upper, 1), mean(slope, lower, -1));
        int last = FIRST + slope.height() - 1;
        return new FingerEdges(rows(upper), rows(lower), last, strength);
    }

    /// The line through the middle of the finger. Where an edge is as far out as it can be, the
    /// finger perhaps goes on beyond the picture, and its middle is unknown: such columns have no
    /// say, unless nearly all are such.
    Line middle() {
        var middle = new float[upper.length];
        var all = new BitSet();
        var whole = new BitSet();
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (upper[i] + lower[i]) / 2;
            all.set(i);
            whole.set(i, upper[i] > FIRST && lower[i] < last);
        }
        return Line.through(middle, whole.cardinality() < WHOLE_MIN ? all : whole);
    }

    /// How far the less straight of both is from a straight line: root of the mean square, in rows.
    float bent() {
        return Math.max(bent(upper), bent(lower));
    }

    private static float bent(float[] rows) {
        var all = new BitSet();
        all.set(0, rows.length);
        var line = Line.through(rows, all);
        double squares = 0;
        for (int i = 0; i < rows.length; i++) {
            double off = rows[i] - line.at(i + FIRST);
            squares += off * off;
        }
        return (float) Math.sqrt(squares / rows.length);
    }

    private static int[] strongest(Plane slope, int from, int to, int sign) {
        int rows = to - from;
        var came = new byte[slope.width() * rows];
        var sums = new float[rows];
        var next = new float[rows];
        for (int x = 0; x < slope.width(); x++) {
            for (int row = 0; row < rows; row++) {
                int best = row;
                if (row > 0 && sums[row - 1] > sums[best]) {
                    best = row - 1;
                }
                if (row < rows - 1 && sums[row + 1] > sums[best]) {
                    best = row + 1;
                }
                came[x * rows + row] = (byte) (best - row);
                next[row] = sums[best] + sign * slope.at(x, from + row);
            }
            var spare = sums;
            sums = next;
            next = spare;
        }
        int row = 0;
        for (int i = 1; i < rows; i++) {
            if (sums[i] > sums[row]) {
                row = i;
            }
        }
        var way = new int[slope.width()];
        for (int x = slope.width() - 1; x >= 0; x--) {
            way[x] = from + row;
            row += came[x * rows + row];
        }
        return way;
    }

    private static float mean(Plane slope, int[] way, int sign) {
        float sum = 0;
        for (int x = 0; x < way.length; x++) {
            sum += sign * slope.at(x, way[x]);
        }
        return sum / way.length;
    }

    private static float[] rows(int[] way) {
        var rows = new float[way.length];
        var around = new int[MEDIAN];
        for (int x = 0; x < way.length; x++) {
            for (int i = 0; i < MEDIAN; i++) {
                around[i] = way[Math.clamp(x + i - MEDIAN / 2, 0, way.length - 1)];
            }
            Arrays.sort(around);
            rows[x] = around[MEDIAN / 2] + FIRST;
        }
        return rows;
    }
}

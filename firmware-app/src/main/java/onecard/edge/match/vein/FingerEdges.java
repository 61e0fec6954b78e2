package onecard.edge.match.vein;

import java.util.Arrays;

/// Step 2: where the finger begins and ends, in each column of the picture.
///
/// The upper edge is the way from left to right, at most one row up or down a column, on which the
/// picture brightens most, in the upper half; on the lower one it darkens most, in the lower half.
/// A column by itself is easily led astray by the reflection of a lamp; a way is not, where the
/// edge goes on beside it. What is left of that a median takes away.
///
/// @param upper row by column, from [#FIRST] on
/// @param lower row by column
/// @param strength by how much a row brightens along both, on average; 1 is from black to white
record FingerEdges(float[] upper, float[] lower, float strength) {

    private static final int SIGMA = 2;

    /// The first column that has edges; as many at the right have none.
    static final int FIRST = Gaussian.reach(SIGMA);

    private static final int MEDIAN = 25;

    static FingerEdges of(Plane grey, Planes planes) {
        var smooth = Gaussian.smooth(SIGMA).alongRows(grey, planes);
        var slope = Gaussian.slope(SIGMA).alongColumns(smooth, planes);
        int half = slope.height() / 2;
        var upper = strongest(slope, 0, half, 1);
        var lower = strongest(slope, half, slope.height(), -1);
        float strength = (mean(slope, upper, 1) + mean(slope, lower, -1)) / 2;
        return new FingerEdges(rows(upper), rows(lower), strength);
    }

    /// Rows half way between both.
    float[] middle() {
        var middle = new float[upper.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (upper[i] + lower[i]) / 2;
        }
        return middle;
    }

    /// How far the less straight of both is from a straight line: root of the mean square, in rows.
    float bent() {
        return Math.max(bent(upper), bent(lower));
    }

    private static float bent(float[] rows) {
        var line = Straightened.Line.through(rows);
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

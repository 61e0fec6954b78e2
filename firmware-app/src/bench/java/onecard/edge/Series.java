package onecard.edge;

import java.util.Arrays;

/// Durations of one round, in nanoseconds. Owned by the measuring thread.
final class Series {

    private long[] nanos;
    private int count;

    Series(int expected) {
        nanos = new long[Math.max(1, expected)];
    }

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
    }

    int count() {
        return count;
    }

    /// @param share 0.5 is the median, 1 the longest
    long quantile(double share) {
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (count * share))];
    }

    Figures figures(long writtenBytes) {
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Figures(
                sorted[count / 2],
                sorted[(int) (count * 99L / 100)],
                Arrays.stream(sorted).sum(),
                writtenBytes);
    }

    /// One round's result, ours or a limit program's.
    ///
    /// @param extra what else was counted: bytes written, or 0
    record Figures(double p50, double p99, double total, double extra) {

        /// The line a limit program prints.
        static Figures parse(String line) {
            var parts = line.strip().split("\\s+");
            if (parts.length != 4) {
                throw new IllegalArgumentException("not a result: " + line);
            }
            return new Figures(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]));
        }
    }
}

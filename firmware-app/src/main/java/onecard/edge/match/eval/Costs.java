package onecard.edge.match.eval;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// What each of many like pieces of work took: of the clock, and of the processor on the thread
/// that did it, which other programs do not lengthen. An engine with threads of its own costs more
/// than the latter says. One thread.
public final class Costs {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long[] clock = new long[256];
    private long[] processor = new long[256];
    private int size;
    private long clockFrom;
    private long processorFrom;

    void begin() {
        clockFrom = System.nanoTime();
        processorFrom = processorNanos();
    }

    /// @param pieces that were done since [#begin], each alike
    void end(int pieces) {
        if (size == clock.length) {
            clock = Arrays.copyOf(clock, 2 * size);
            processor = Arrays.copyOf(processor, 2 * size);
        }
        clock[size] = (System.nanoTime() - clockFrom) / pieces;
        processor[size] = (processorNanos() - processorFrom) / pieces;
        size++;
    }

    private static long processorNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /// 0 where nothing was done.
    ///
    /// @param part 0.5 for the median
    public double clockNanos(double part) {
        return quantile(clock, part);
    }

    /// 0 where nothing was done, or the machine does not say.
    ///
    /// @param part 0.5 for the median
    public double processorNanos(double part) {
        return quantile(processor, part);
    }

    private double quantile(long[] nanos, double part) {
        if (size == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (size * part))];
    }
}

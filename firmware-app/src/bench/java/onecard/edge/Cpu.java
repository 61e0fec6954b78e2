package onecard.edge;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Function;
import onecard.edge.Series.Figures;

/// Time of the processor on the thread that measures, which other programs do not lengthen.
final class Cpu {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Cpu() {}

    /// @return where [Figures#extra] is the 95th percentile
    static <T> Figures each(Collection<T> all, Function<T, ? extends Object> work) {
        var series = new Series(all.size());
        var results = new ArrayList<Object>(); // none is left out
        for (var one : all) {
            long start = THREADS.getCurrentThreadCpuTime();
            results.add(work.apply(one));
            series.add(THREADS.getCurrentThreadCpuTime() - start);
        }
        if (results.size() != all.size()) {
            throw new IllegalStateException(results.size() + " of " + all.size());
        }
        var figures = series.figures(0);
        return new Figures(figures.p50(), figures.p99(), figures.total(), series.quantile(0.95));
    }
}

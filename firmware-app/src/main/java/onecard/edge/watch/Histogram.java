package onecard.edge.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many values were at most so large, as OpenMetrics counts them: a percentile over any time
/// and any number of devices comes of it. Thread-safe.
final class Histogram {

    private final String name;
    private final long[] bounds;
    private final AtomicLongArray counts;
    private final AtomicLong sum = new AtomicLong();

    /// @param bounds rising; what is larger is counted too
    Histogram(String name, long... bounds) {
        this.name = name;
        this.bounds = bounds.clone();
        counts = new AtomicLongArray(bounds.length + 1);
    }

    void add(long value) {
        int at = 0;
        while (at < bounds.length && value > bounds[at]) {
            at++;
        }
        counts.incrementAndGet(at);
        sum.addAndGet(value);
    }

    String name() {
        return name;
    }

    /// In the order that OpenMetrics wants: bounds rising, each with what lies below it too.
    Map<String, Long> samples() {
        var samples = new LinkedHashMap<String, Long>();
        long count = 0;
        for (int at = 0; at <= bounds.length; at++) {
            count += counts.get(at);
            var bound = at == bounds.length ? "+Inf" : Long.toString(bounds[at]);
            samples.put(name + "_bucket{le=\"" + bound + "\"}", count);
        }
        samples.put(name + "_count", count);
        samples.put(name + "_sum", sum.get());
        return samples;
    }
}

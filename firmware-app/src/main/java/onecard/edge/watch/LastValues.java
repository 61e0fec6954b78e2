package onecard.edge.watch;

import java.util.ArrayDeque;
import java.util.List;

/// The last values of something, for the one who looks on for a while and wants each of them.
/// Thread-safe.
final class LastValues {

    /// More than anybody lets pass between two looks: a commissioning takes a hundred taps at once.
    static final int MAX = 512;

    private final ArrayDeque<Long> values = new ArrayDeque<>();

    synchronized void add(long value) {
        if (values.size() == MAX) {
            values.removeFirst();
        }
        values.addLast(value);
    }

    /// Those since it was asked last, oldest first; of more than [#MAX] the last.
    synchronized List<Long> taken() {
        var all = List.copyOf(values);
        values.clear();
        return all;
    }
}

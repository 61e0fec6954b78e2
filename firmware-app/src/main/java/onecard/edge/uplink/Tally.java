package onecard.edge.uplink;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// What the uplink has counted since start; read from any thread.
public final class Tally {

    public enum Count {
        CONNECTS,
        /// While the way to the broker was open; beside the uptime, the share of it.
        ONLINE_SECONDS,
        EVENTS_SENT,
        EVENTS_REFUSED,
        EVENTS_UNANSWERED,
        NOTICES_REFUSED,
        /// Links on which the broker forbids us to read our own status: a will that comes late is
        /// not contradicted there.
        STATUS_UNHEARD,
        /// Answers and reports that the broker never took.
        OUTGOING_LOST,
        INBOUND_TAKEN,
        /// Unsigned, not ours, old, or already known.
        INBOUND_IGNORED,
        /// Too large, too many at once, or for nobody.
        INBOUND_DROPPED;

        /// Its name among the metrics.
        public String metric() {
            return "onecard_uplink_" + name().toLowerCase(Locale.ROOT) + "_total";
        }
    }

    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);

    public Tally() {
        for (var count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    void add(Count count) {
        add(count, 1);
    }

    void add(Count count, long many) {
        at(count).addAndGet(many);
    }

    public long of(Count count) {
        return at(count).get();
    }

    private AtomicLong at(Count count) {
        return java.util.Objects.requireNonNull(counts.get(count));
    }
}
